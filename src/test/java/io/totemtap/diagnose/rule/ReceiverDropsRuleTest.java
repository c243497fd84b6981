package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counters of the receiving kernel name what drops there. */
class ReceiverDropsRuleTest {

    private static final Rule RULE = new ReceiverDropsRule();

    @Test
    void firewall() {
        assertEquals(
                List.of(
                        "points receiver-host n1>n2 proven",
                        "clears cluster unicast n1>n2",
                        "fault host-firewall receiver-host proven"),
                Told.by(RULE, GoldenCase.kept("host-firewall").facts()));
    }

    @Test
    void reversePathFilter() {
        assertEquals(
                List.of(
                        "fault reverse-path-filter receiver-host proven",
                        "fault reverse-path-filter receiver-host proven"),
                Told.findings(RULE, GoldenCase.kept("host-rp-filter").facts()));
    }

    @Test
    void socket() {
        assertEquals(
                List.of("fault socket-buffer-overflow receiver-host proven"),
                Told.by(RULE, GoldenCase.kept("socket-overflow").facts()));
    }

    @Test
    void anIdleRingWouldNotNotice() {
        Facts facts = idle(30);
        assertEquals(List.of("warning reverse-path-filter undecided possible"), Told.by(RULE, facts));
        assertEquals(
                Place.UNDECIDED,
                new Diagnostician(RuleBook.RULES).diagnose(facts).verdict().place());
    }

    @Test
    void aRingThatHasJustFormedDoesHear() {
        assertEquals(List.of("warning reverse-path-filter receiver-host proven"), Told.by(RULE, idle(10)));
    }

    /** A ring forms and is idle but for merge-detects, and the second node's kernel drops something. */
    private static Facts idle(int rotations) {
        Cluster cluster = new Cluster().forms(0, 1, 2);
        for (int i = 0; i < rotations; i++) {
            cluster.at(1 + i * 0.4).token(1, 2, 2L + 2L * i, 0, 0);
            cluster.at(1.01 + i * 0.4).merge(1);
            cluster.at(1.02 + i * 0.4).token(2, 1, 3L + 2L * i, 0, 0);
        }
        return new MadeFacts()
                .on(1, cluster.end())
                .state(2, "### nstat -zas\n#kernel\nTcpExtIPReversePathFilter 5 0.0\n")
                .state(2, "### nstat -zas\n#kernel\nTcpExtIPReversePathFilter 25 0.0\n")
                .facts();
    }

    @Test
    void nothingDropped() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void withoutStatesNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("host-firewall").facts(capture -> true, host -> false)));
    }
}
