package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
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
}
