package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ring that broke tells that something happened. */
class RingInterruptedRuleTest {

    private static final Rule RULE = new RingInterruptedRule();

    @Test
    void broken() {
        assertEquals(
                List.of("fault ring-interrupted undecided proven"),
                Told.by(RULE, GoldenCase.kept("node-freeze").facts()));
    }

    @Test
    void neverBroken() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void whoLeavesWithAGoodbyeInterruptsNothing() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy-stop").facts()));
    }

    @Test
    void noRingNoInterruption() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("no-join").facts()));
    }
}
