package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.List;
import org.junit.jupiter.api.Test;

/** What captures cannot show. */
class CoverageRuleTest {

    private static final Rule RULE = new CoverageRule();

    private static Observation messagesOnly(double from) {
        Cluster cluster = new Cluster().ring(1, from > 0 ? 96 : 8);
        for (int i = 1; i <= 40; i++) {
            cluster.at(from + i).message(1, i);
        }
        return cluster.end();
    }

    private static TwoNodes joined() {
        return new TwoNodes(30)
                .with(0.1, Packets.report(2, address(1), GROUP))
                .with(0.2, Packets.queryV2("10.77.0.254", 20));
    }

    @Test
    void everythingIsCovered() {
        Facts facts = new MadeFacts()
                .on(1, joined().seen(now -> true))
                .on(2, joined().seen(now -> true))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void aFilterLeftMulticastOnly() {
        Facts facts = new MadeFacts().on(1, messagesOnly(0)).facts();
        assertEquals(List.of("limitation only-multicast"), Told.by(RULE, facts));
        assertEquals(
                List.of("limitation only-multicast", "limitation clocks-unknown"),
                Told.by(RULE, GoldenCase.kept("node-captures-only").facts()));
    }

    /** Queries are captured with "ip multicast", tokens are not. */
    @Test
    void aFilterLeftQueriesAndNoTokens() {
        Cluster cluster = new Cluster().ring(1, 8);
        cluster.line().at(0.5).frame(Packets.queryV2("10.77.0.254", 20));
        for (int i = 1; i <= 40; i++) {
            cluster.at(i).message(1 + i % 2, i);
        }
        Facts facts = new MadeFacts().on(1, cluster.end()).facts();
        assertEquals(List.of("limitation only-multicast"), Told.by(RULE, facts));
    }

    @Test
    void aFilterLeftNoIgmp() {
        Facts facts = new MadeFacts().on(1, new TwoNodes(30).seen(now -> true)).facts();
        assertEquals(List.of("limitation no-igmp"), Told.by(RULE, facts));
    }

    @Test
    void noKeyOpensThePackets() {
        assertEquals(
                List.of("limitation no-key"),
                Told.by(RULE, GoldenCase.kept("openais-secauth-wrongkey").facts()));
    }

    @Test
    void nobodySaysWhereItWasTaken() {
        Timeline line = new Timeline();
        line.at(1).frame(Packets.arp("10.77.0.8", "10.77.0.9"));
        assertEquals(
                List.of("limitation place-unknown"),
                Told.by(RULE, new MadeFacts().anywhere("a", line.end()).facts()));
    }

    @Test
    void capturesOfDifferentTimesHaveNoCommonClock() {
        Facts facts = new MadeFacts()
                .on(1, joined().seen(now -> true))
                .on(2, messagesOnly(5000))
                .facts();
        assertTrue(Told.by(RULE, facts).contains("limitation clocks-unknown"));
    }
}
