package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.CountedTraffic.askedFor;
import static io.totemtap.diagnose.CountedTraffic.askedForFragments;
import static io.totemtap.diagnose.CountedTraffic.section;
import static io.totemtap.diagnose.CountedTraffic.state;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.CountedTraffic;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fragments that are not put together. */
class ReassemblyRuleTest {

    private static final Rule RULE = new ReassemblyRule();

    private static String fails(int count) {
        return section("cat /proc/net/snmp", "Ip: Forwarding ReasmFails\nIp: 2 " + count);
    }

    private static Facts facts(Observation receiver, int rise) {
        return new MadeFacts()
                .on(2, receiver)
                .state(2, state(2, 0, fails(0)))
                .state(2, state(2, 45, fails(rise)))
                .facts();
    }

    @Test
    void allPiecesCameToTheTap() {
        assertEquals(
                List.of("points receiver-host n1>n2 likely", "fault reassembly-fails receiver-host likely"),
                Told.by(RULE, facts(askedForFragments(CountedTraffic::isInBurst), 90)));
    }

    @Test
    void fewerFailuresThanMessages() {
        assertEquals(List.of(), Told.by(RULE, facts(askedForFragments(CountedTraffic::isInBurst), 20)));
    }

    @Test
    void messagesThatCameWholeNeedNoReassembly() {
        assertEquals(List.of(), Told.by(RULE, facts(askedFor(CountedTraffic::isInBurst), 90)));
    }

    @Test
    void withoutTheCounterNobodyKnows() {
        Facts facts = new MadeFacts()
                .on(2, askedForFragments(CountedTraffic::isInBurst))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void piecesLostOnTheWayAreAHint() {
        assertEquals(List.of("warning reassembly-fails none likely"), Told.by(RULE, longOnesLost(30)));
        assertEquals(List.of(), Told.by(RULE, longOnesLost(0)));
    }

    @Test
    void longMessagesOfACaseWithoutFailures() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("mtu-mismatch").facts()));
    }

    private static Facts longOnesLost(int rise) {
        return new MadeFacts()
                .on(1, sizes(true))
                .on(2, sizes(false))
                .state(2, state(2, 0, fails(0)))
                .state(2, state(2, 45, fails(rise)))
                .facts();
    }

    /** Every third message is long. */
    private static Observation sizes(boolean longOnes) {
        Cluster cluster = new Cluster();
        cluster.line().at(0.01).frame(Packets.report(2, Cluster.address(2), Cluster.GROUP));
        for (int i = 1; i <= 120; i++) {
            byte[] payload = cluster.messagePayload(1, i);
            byte[] sent = i % 3 == 0 ? java.util.Arrays.copyOf(payload, payload.length + 400) : payload;
            Timeline line = cluster.line().atNanos(Timeline.START + i * EpochNanos.SECOND / 10);
            if (longOnes || i % 3 != 0) {
                line.frame(Packets.udp(Cluster.address(1), Cluster.GROUP, sent));
            }
            cluster.at(i * 0.1 + 0.01).token(1, 2, 2L * i, i, i);
            cluster.at(i * 0.1 + 0.02).token(2, 1, 2L * i + 1, i, i);
        }
        return cluster.end();
    }
}
