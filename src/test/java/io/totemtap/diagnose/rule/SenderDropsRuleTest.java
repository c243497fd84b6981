package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A firewall rule counts what it drops on its way out. */
class SenderDropsRuleTest {

    private static final Rule RULE = new SenderDropsRule();

    @Test
    void theRuleCounts() {
        assertEquals(
                List.of("fault sender-firewall sender proven", "points sender n1>n2 proven"),
                Told.by(RULE, GoldenCase.kept("sender-firewall").facts()));
    }

    @Test
    void rulesOfTheReceiverAreNotTheSenders() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("host-firewall").facts()));
    }

    @Test
    void withoutStatesNobodyKnows() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("sender-firewall").facts(capture -> true, host -> false)));
    }
}
