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
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** A report that the host sends and its port never gets. */
class ReportLostRuleTest {

    private static final Rule RULE = new ReportLostRule();

    private static TwoNodes traffic(boolean withQuery, DoublePredicate hasReport) {
        TwoNodes traffic = new TwoNodes(60);
        for (double at = 5.1; at < 60; at += 10) {
            if (withQuery) {
                traffic.with(at, Packets.queryV2("10.77.0.254", 20));
            }
            if (hasReport.test(at)) {
                traffic.with(at + 0.15, Packets.report(2, address(2), GROUP));
            }
        }
        return traffic;
    }

    /** What node 2 is sent passes while {@code passes} says so; what of its reports comes to its port is another matter. */
    private static Facts facts(TwoNodes atHost, TwoNodes atPort, DoublePredicate passes) {
        return new MadeFacts()
                .on(1, traffic(true, at -> false).seen(now -> true))
                .port(2, atPort.seen(passes))
                .on(2, atHost.seen(passes))
                .facts();
    }

    @Test
    void noneComes() {
        Facts facts = facts(traffic(true, at -> true), traffic(true, at -> false), now -> now < 6);
        assertEquals(
                List.of("clears switch n1>n2", "explains n1>n2", "fault report-lost sender-nic likely"),
                Told.by(RULE, facts));
    }

    @Test
    void fewComeAndNothingIsLostForIt() {
        Facts facts = facts(traffic(true, at -> true), traffic(true, at -> at < 20), now -> true);
        assertEquals(List.of("warning report-lost sender-nic proven"), Told.by(RULE, facts));
    }

    @Test
    void whatIsLostSoonAfterAReportCameIsNotExplained() {
        Facts facts = facts(traffic(true, at -> true), traffic(true, at -> at < 20), now -> now < 18);
        assertEquals(List.of("warning report-lost sender-nic proven"), Told.by(RULE, facts));
    }

    @Test
    void allCome() {
        assertEquals(
                List.of(), Told.by(RULE, facts(traffic(true, at -> true), traffic(true, at -> true), now -> true)));
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }

    @Test
    void aMirrorWithoutAnyIgmpTellsNothing() {
        Facts facts = facts(traffic(true, at -> true), traffic(false, at -> false), now -> now < 6);
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void withoutTheOtherCaptureNobodyKnows() {
        Facts facts = new MadeFacts()
                .on(2, traffic(true, at -> true).seen(now -> true))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
