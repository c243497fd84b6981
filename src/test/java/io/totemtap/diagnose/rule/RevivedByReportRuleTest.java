package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Multicast comes back with the receiver's answer to a query. */
class RevivedByReportRuleTest {

    private static final Rule RULE = new RevivedByReportRule();
    private static final String QUERIER = "10.77.0.254";

    private static byte[] report() {
        return Packets.report(2, Cluster.address(2), Cluster.GROUP);
    }

    private static byte[] query() {
        return Packets.queryV2(QUERIER, 100);
    }

    /** Node 2 misses everything from second 50 to {@code until}. */
    private static Facts lostUntil(double until, TwoNodes traffic) {
        return new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(now -> now < 50 || now > until))
                .facts();
    }

    /** Two queries and an answer to each, the second one at 70.2. */
    private static TwoNodes asked() {
        return new TwoNodes(150)
                .with(10, query())
                .with(11, report())
                .with(69.1, query())
                .with(70.2, report());
    }

    @Test
    void itsAnswerBringsItBack() {
        assertEquals(
                List.of("points switch n1>n2 likely", "fault revived-by-report switch likely"),
                Told.by(RULE, lostUntil(70.2, asked())));
    }

    @Test
    void itCameBackAtAnotherTime() {
        assertEquals(List.of(), Told.by(RULE, lostUntil(60, asked())));
        assertEquals(List.of(), Told.by(RULE, lostUntil(90, asked())));
    }

    @Test
    void itNeverCameBack() {
        assertEquals(List.of(), Told.by(RULE, lostUntil(1000, asked())));
    }

    /** A report that nobody asked for is that of a host that joins anew, which sets its card's filter as well. */
    @Test
    void nobodyHadAsked() {
        TwoNodes traffic =
                new TwoNodes(150).with(10, query()).with(11, report()).with(70.2, report());
        assertEquals(List.of(), Told.by(RULE, lostUntil(70.2, traffic)));
    }

    @Test
    void itHadNotJoinedBefore() {
        TwoNodes traffic = asked().with(49, Packets.leave(Cluster.address(2), Cluster.GROUP));
        assertEquals(List.of(), Told.by(RULE, lostUntil(70.2, traffic)));
    }

    @Test
    void whereItReportsAllTheTimeNearnessIsChance() {
        TwoNodes traffic = asked();
        for (int i = 12; i < 150; i += 8) {
            traffic.with(i + 0.2, report());
        }
        assertEquals(List.of(), Told.by(RULE, lostUntil(70.2, traffic)));
    }

    @Test
    void eachOfTwoWithItsOwnAnswer() {
        assertEquals(
                List.of(
                        "points switch n2>n1 likely",
                        "fault revived-by-report switch likely",
                        "points switch n1>n2 likely",
                        "fault revived-by-report switch likely"),
                Told.by(RULE, GoldenCase.kept("topology-change").facts()));
    }

    @Test
    void nothingWasLost() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }
}
