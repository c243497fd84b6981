package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With versions 1 and 2 the report of one member hides the others. */
class ReportSuppressedRuleTest {

    private static final Rule RULE = new ReportSuppressedRule();

    /** Queries every 20 s with 2 s to answer: who does not report is forgotten after 42 s. */
    private static TwoNodes asked() {
        TwoNodes traffic = new TwoNodes(140)
                .with(0.1, Packets.report(2, address(1), GROUP))
                .with(0.2, Packets.report(2, address(2), GROUP));
        for (double at = 1.2; at < 140; at += 20) {
            traffic.with(at, Packets.queryV2("10.77.0.254", 20));
        }
        return traffic;
    }

    private static TwoNodes answers(TwoNodes traffic, int version, int node, double from) {
        for (double at = 2.3; at < 140; at += 20) {
            if (at >= from) {
                traffic.with(
                        at + node / 10.0,
                        version == 3
                                ? Packets.reportV3(address(node), 2, GROUP, List.of())
                                : Packets.report(version, address(node), GROUP));
            }
        }
        return traffic;
    }

    private static Facts lostFrom(double seconds, TwoNodes traffic) {
        return new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(now -> now < seconds))
                .facts();
    }

    @Test
    void forgottenWhileAnotherOneAnswers() {
        Facts facts = lostFrom(42, answers(asked(), 2, 1, 0));
        assertEquals(
                List.of("points switch n1>n2 likely", "fault report-suppressed switch likely"), Told.by(RULE, facts));
        assertEquals(List.of(), Told.by(new ReportsStoppedRule(), facts), "it had to keep its reports back");
    }

    @Test
    void lostAtAnotherTime() {
        Facts facts = lostFrom(100, answers(asked(), 2, 1, 0));
        assertEquals(List.of("warning report-suppressed none proven"), Told.by(RULE, facts));
        assertEquals(List.of(), Told.by(new ReportsStoppedRule(), facts));
    }

    @Test
    void whoIsSilentWhereNobodyElseAnsweredIsNotHidden() {
        Facts facts = lostFrom(42, answers(asked(), 2, 1, 40));
        assertEquals(List.of(), Told.by(RULE, facts));
        assertNotEquals(List.of(), Told.by(new ReportsStoppedRule(), facts));
    }

    @Test
    void whoAnswersIsNotHidden() {
        Facts facts = lostFrom(42, answers(answers(asked(), 2, 1, 0), 2, 2, 0));
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void versionThreeHidesNobody() {
        TwoNodes three = new TwoNodes(140)
                .with(0.1, Packets.reportV3(address(1), 2, GROUP, List.of()))
                .with(0.2, Packets.reportV3(address(2), 2, GROUP, List.of()));
        for (double at = 1.15; at < 140; at += 20) {
            three.with(at, Packets.queryV3("10.77.0.254", 20, 2, 20));
        }
        Facts facts = lostFrom(42, answers(three, 3, 1, 0));
        assertEquals(List.of(), Told.by(RULE, facts));
        assertNotEquals(List.of(), Told.by(new ReportsStoppedRule(), facts));
    }

    @Test
    void withoutACaptureOnTheMemberNobodyKnows() {
        TwoNodes traffic = answers(asked(), 2, 1, 0);
        Facts facts = new MadeFacts().on(1, traffic.seen(now -> true)).facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
