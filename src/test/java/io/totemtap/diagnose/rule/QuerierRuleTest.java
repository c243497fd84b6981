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
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An absence of queries means something after a while only. */
class QuerierRuleTest {

    private static final Rule RULE = new QuerierRule();

    private static Facts watched(TwoNodes traffic) {
        return new MadeFacts().on(1, traffic.seen(now -> true)).facts();
    }

    private static TwoNodes joined(double until) {
        return new TwoNodes(until).with(0.1, Packets.report(2, address(1), GROUP));
    }

    @Test
    void nobodyQueries() {
        assertEquals(List.of("warning querier-absent none proven"), Told.by(RULE, watched(joined(265))));
        assertEquals(List.of("warning querier-absent none likely"), Told.by(RULE, watched(joined(140))));
    }

    @Test
    void tooShortToTell() {
        assertEquals(List.of("limitation querier-unknown"), Told.by(RULE, watched(joined(100))));
    }

    @Test
    void aFilterMayHaveKeptTheQueriesOut() {
        assertEquals(List.of("limitation querier-unknown"), Told.by(RULE, watched(new TwoNodes(265))));
    }

    @Test
    void aCaptureThatDroppedPacketsTellsNothing() {
        Facts facts = new MadeFacts().lossy(1, 5, joined(265).seen(now -> true)).facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void theQuerierFellSilent() {
        TwoNodes traffic = joined(100)
                .with(1.1, Packets.queryV3("10.77.0.254", 20, 2, 10))
                .with(11.1, Packets.queryV3("10.77.0.254", 20, 2, 10));
        Facts facts = watched(traffic);
        assertEquals(List.of("warning querier-absent none proven"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).startsWith("the querier 10.77.0.254 sent its last query at"));
    }

    /** A router that sends ARP every four seconds, and its last queries at second 11. */
    private static String ofARouter(int until) {
        TwoNodes traffic = joined(100)
                .with(1.1, Packets.queryV3("10.77.0.254", 20, 2, 10))
                .with(11.1, Packets.queryV3("10.77.0.254", 20, 2, 10));
        for (int second = 2; second < until; second += 4) {
            traffic = traffic.with(second + 0.2, Packets.arp("10.77.0.254", address(1)));
        }
        return Told.statement(RULE, watched(traffic));
    }

    @Test
    void theRouterIsGoneOrOnlyItsQuerier() {
        assertTrue(ofARouter(20).endsWith("; nothing else came from it either after 02:23:15.200: it is gone"));
        assertTrue(ofARouter(100).endsWith("; it was still there at 02:24:35.200, so it is its querier that stopped"));
        assertTrue(ofARouter(3).endsWith("after their last report"), "one frame tells nothing");
    }

    @Test
    void queriesGoOn() {
        TwoNodes traffic = joined(30)
                .with(1.1, Packets.queryV3("10.77.0.254", 20, 2, 10))
                .with(11.1, Packets.queryV3("10.77.0.254", 20, 2, 10));
        assertEquals(List.of(), Told.by(RULE, watched(traffic)));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }
}
