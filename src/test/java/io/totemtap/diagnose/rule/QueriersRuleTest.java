package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queriers that are not as they should be. */
class QueriersRuleTest {

    private static final Rule RULE = new QueriersRule();

    private static TwoNodes traffic(String... queriers) {
        TwoNodes traffic = new TwoNodes(60).with(0.1, Packets.report(2, address(1), GROUP));
        for (int i = 0; i < queriers.length; i++) {
            for (double at = 1.1 + i; at < 60; at += 10) {
                traffic.with(at, Packets.queryV2(queriers[i], 20));
            }
        }
        return traffic;
    }

    private static List<String> told(TwoNodes traffic) {
        return Told.by(RULE, new MadeFacts().on(1, traffic.seen(now -> true)).facts());
    }

    @Test
    void bothGoOn() {
        assertEquals(List.of("warning second-querier none proven"), told(traffic("10.77.0.253", "10.77.0.254")));
    }

    @Test
    void oneFallsSilentAfterTheElection() {
        TwoNodes elected = traffic("10.77.0.253").with(0.5, Packets.queryV2("10.77.0.254", 20));
        assertEquals(List.of(), told(elected));
    }

    @Test
    void withoutAnAddress() {
        assertEquals(List.of("warning querier-without-address none proven"), told(traffic("0.0.0.0")));
    }

    @Test
    void anotherVersionThanTheHosts() {
        TwoNodes traffic = new TwoNodes(30)
                .with(0.1, Packets.reportV3(address(1), 4, GROUP, List.of()))
                .with(1.1, Packets.queryV2("10.77.0.254", 20));
        assertEquals(List.of("note igmp-version-mix none proven"), told(traffic));
        assertEquals(
                List.of("note igmp-version-mix none proven"),
                Told.by(RULE, GoldenCase.kept("igmp-host-v2").facts()));
    }

    @Test
    void asTheyShouldBe() {
        assertEquals(List.of(), told(traffic("10.77.0.254")));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void withoutQueriesNobodyKnows() {
        assertEquals(List.of(), told(traffic()));
    }
}
