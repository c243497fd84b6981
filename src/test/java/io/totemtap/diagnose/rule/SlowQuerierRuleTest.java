package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queries that come when members are long forgotten. */
class SlowQuerierRuleTest {

    private static final Rule RULE = new SlowQuerierRule();

    /** 0x90 and 0xa2 in a version 3 query: 256 s and 576 s. */
    private static TwoNodes asked(int interval, double... moments) {
        TwoNodes traffic = new TwoNodes(620).with(0.1, Packets.report(2, address(1), GROUP));
        for (double at : moments) {
            traffic.with(at, Packets.queryV3("10.77.0.254", 100, 2, interval))
                    .with(at + 1.15, Packets.reportV3(address(2), 2, GROUP, List.of()));
        }
        return traffic;
    }

    private static Facts lost(double from, double to, TwoNodes traffic) {
        return new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(now -> now < from || now > to))
                .facts();
    }

    @Test
    void forgottenBetweenTwoQueries() {
        assertEquals(
                List.of("fault querier-too-slow switch likely"),
                Told.by(RULE, lost(270, 582, asked(0xa2, 5.1, 580.1))));
    }

    @Test
    void longGapWithoutALoss() {
        assertEquals(
                List.of("warning querier-too-slow none proven"),
                Told.by(RULE, lost(999, 999, asked(0xa2, 5.1, 580.1))));
        assertEquals(
                List.of("warning querier-too-slow none proven"),
                Told.by(RULE, lost(999, 999, asked(100, 5.1, 105.1, 405.1, 505.1))));
    }

    @Test
    void lostAtAnotherTime() {
        assertEquals(
                List.of("warning querier-too-slow none proven"), Told.by(RULE, lost(50, 582, asked(0xa2, 5.1, 580.1))));
    }

    @Test
    void oftenEnough() {
        assertEquals(List.of(), Told.by(RULE, lost(270, 400, asked(125, 5.1, 130.1, 255.1, 380.1, 505.1))));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void oneQueryTellsNothing() {
        assertEquals(List.of(), Told.by(RULE, lost(270, 582, asked(0xa2, 5.1))));
    }
}
