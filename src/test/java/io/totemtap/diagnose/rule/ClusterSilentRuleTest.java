package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.diagnose.Verdict.Status;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing of the cluster comes any more. */
class ClusterSilentRuleTest {

    private static final Rule RULE = new ClusterSilentRule();
    private static final byte[] QUERY = Packets.queryV2("10.77.0.254", 20);

    /** Two nodes for half a minute, and then queries only. */
    private static Cluster thenOnlyQueries(double last) {
        Cluster cluster = new Cluster();
        for (int i = 1; i <= 60; i++) {
            cluster.at(i * 0.5).message(1, i).token(1, 2, 2L * i, i, i).token(2, 1, 2L * i + 1, i, i);
        }
        cluster.line().at(last).frame(QUERY);
        return cluster;
    }

    @Test
    void whatWasWellBeforeIsNoHealth() {
        MadeFacts made = new MadeFacts().anywhere("c", thenOnlyQueries(55).end());
        assertEquals(List.of("warning cluster-silent undecided possible"), Told.by(RULE, made.facts()));
        assertTrue(Told.statement(RULE, made.facts()).contains("in the last 25.0 s of the capture"));
        assertEquals(
                Status.INCONCLUSIVE, GoldenCase.diagnose(made.facts()).verdict().status());
    }

    @Test
    void aShortSilenceIsOrdinary() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        new MadeFacts().anywhere("c", thenOnlyQueries(39).end()).facts()));
    }

    @Test
    void aQuestionForTheGroupTellsThatSomebodyLeft() {
        Cluster cluster = thenOnlyQueries(30.1);
        cluster.line()
                .at(30.2)
                .frame(Packets.groupQuery("10.77.0.254", Cluster.GROUP))
                .at(31.5)
                .frame(QUERY);
        MadeFacts made = new MadeFacts().anywhere("c", cluster.end());
        assertEquals(List.of("warning cluster-silent undecided possible"), Told.by(RULE, made.facts()));
        assertEquals(
                Status.INCONCLUSIVE, GoldenCase.diagnose(made.facts()).verdict().status());
    }

    @Test
    void aQuestionForAnotherGroupOrOneWhileTheClusterTalksTellsNothing() {
        Cluster other = thenOnlyQueries(30.1);
        other.line()
                .at(30.2)
                .frame(Packets.groupQuery("10.77.0.254", "239.1.2.3"))
                .at(31.5)
                .frame(QUERY);
        assertEquals(
                List.of(),
                Told.by(RULE, new MadeFacts().anywhere("c", other.end()).facts()));
        Cluster before = new Cluster();
        before.line().at(1).frame(Packets.groupQuery("10.77.0.254", Cluster.GROUP));
        before.at(2).message(1, 1).token(1, 2, 1, 1, 1);
        before.line().at(3.5).frame(QUERY);
        assertEquals(
                List.of(),
                Told.by(RULE, new MadeFacts().anywhere("c", before.end()).facts()));
    }

    @Test
    void whereAnotherCaptureHasThemTheyAreNotSilent() {
        MadeFacts made = new MadeFacts()
                .on(1, new TwoNodes(55).seen(now -> true))
                .anywhere("c", thenOnlyQueries(55).end());
        assertEquals(List.of(), Told.by(RULE, made.facts()));
    }

    @Test
    void whoLeftIsSilentWithGoodReason() {
        Cluster cluster = thenOnlyQueries(30.1);
        cluster.line()
                .at(30.2)
                .frame(Packets.leave(Cluster.address(1), Cluster.GROUP))
                .frame(Packets.leave(Cluster.address(2), Cluster.GROUP))
                .at(60)
                .frame(QUERY);
        assertEquals(
                List.of(),
                Told.by(RULE, new MadeFacts().anywhere("c", cluster.end()).facts()));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy-stop").facts()));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy-idle").facts()));
    }
}
