package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens without merge-detects tell that multicast no longer arrives. */
class MergesMissingRuleTest {

    private static final Rule RULE = new MergesMissingRule();

    @Test
    void tokensCameAndMergeDetectsDidNot() {
        assertEquals(
                List.of("clears receiver-host cluster unicast n1>n2", "fault merge-detects-missing undecided likely"),
                Told.by(RULE, GoldenCase.kept("nic-filter-promisc").facts()));
    }

    @Test
    void idleAndWell() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy-idle").facts()));
    }

    @Test
    void onlyTheReceiversCaptureCanTell() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("nic-filter-promisc").facts(List.of("n1")::contains, host -> true)));
    }

    @Test
    void whereverTheCaptureWasTakenTheyNoLongerComeThere() {
        Cluster cluster = new Cluster().forms(0, 1, 2);
        for (int i = 0; i < 30; i++) {
            cluster.at(1 + i * 0.4).token(1, 2, 2L + 2L * i, 0, 0);
            cluster.at(1.02 + i * 0.4).token(2, 1, 3L + 2L * i, 0, 0);
        }
        Facts facts = new MadeFacts().anywhere("a", cluster.end()).facts();
        assertEquals(List.of("fault merge-detects-missing undecided likely"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).startsWith("no merge-detect of n1 came to the capture a from "));
    }
}
