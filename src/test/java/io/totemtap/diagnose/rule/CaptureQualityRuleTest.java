package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.Direction;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Captures that are not whole. */
class CaptureQualityRuleTest {

    private static final Rule RULE = new CaptureQualityRule();

    private static Observation whole() {
        return new TwoNodes(30).seen(now -> true);
    }

    /** Long packets of which the ends are missing. */
    private static Observation sliced() {
        Timeline line = new Timeline();
        for (int i = 0; i < 40; i++) {
            line.at(i)
                    .frame(
                            Packets.udp(address(1), GROUP, Arrays.copyOf(new Cluster().messagePayload(1, i), 600)),
                            96,
                            Direction.UNKNOWN);
        }
        return line.end();
    }

    @Test
    void droppedPackets() {
        Facts facts = new MadeFacts().lossy(1, 1234, whole()).facts();
        assertEquals(List.of("warning capture-lost-packets none proven"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).startsWith("the capture n1 dropped 1 234 packets itself"));
    }

    @Test
    void slicedPackets() {
        Facts facts = new MadeFacts().on(1, sliced()).on(2, sliced()).facts();
        assertEquals(List.of("limitation capture-sliced", "limitation capture-sliced"), Told.by(RULE, facts));
    }

    @Test
    void wholeCaptures() {
        assertEquals(List.of(), Told.by(RULE, new MadeFacts().on(1, whole()).facts()));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    /** Node 2 is a member and gets the messages of its first 20 seconds. */
    private static Facts cutOff(long dropped) {
        TwoNodes traffic = new TwoNodes(30)
                .with(0.1, Packets.report(2, address(1), GROUP))
                .with(0.2, Packets.report(2, address(2), GROUP));
        return new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .lossy(2, dropped, traffic.seen(now -> now < 20))
                .facts();
    }

    @Test
    void whatItDroppedAcquitsTheNetworkOfAsMuch() {
        Rule loss = new LossBetweenCapturesRule();
        assertEquals(List.of("fault loss-between-captures undecided likely"), Told.findings(loss, cutOff(0)));
        assertEquals(List.of(), Told.by(loss, cutOff(40)));
    }
}
