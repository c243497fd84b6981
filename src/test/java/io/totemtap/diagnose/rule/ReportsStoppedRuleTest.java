package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A switch is right to forget who no longer reports. */
class ReportsStoppedRuleTest {

    private static final Rule RULE = new ReportsStoppedRule();

    @Test
    void reportsNoLongerReachThePort() {
        assertEquals(
                List.of("clears switch n2>n1", "explains n2>n1", "warning reports-stopped sender-nic likely"),
                Told.by(RULE, GoldenCase.kept("link-loss").facts()));
    }

    @Test
    void reportsGoOn() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }

    @Test
    void withoutTheReceiversSideNobodyKnows() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("link-loss").facts(List.of("n2", "sw-p2")::contains, host -> true)));
    }
}
