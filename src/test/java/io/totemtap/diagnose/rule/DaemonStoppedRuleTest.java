package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A daemon is gone. */
class DaemonStoppedRuleTest {

    private static final Rule RULE = new DaemonStoppedRule();

    @Test
    void withoutAGoodbyeItDied() {
        assertEquals(
                List.of("fault daemon-died cluster proven"),
                Told.by(RULE, GoldenCase.kept("crash").facts()));
    }

    @Test
    void withAGoodbyeItWasStopped() {
        assertEquals(
                List.of("note daemon-stopped none proven"),
                Told.by(RULE, GoldenCase.kept("healthy-stop").facts()));
    }

    @Test
    void allRun() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void openaisSaysNoGoodbyeEver() {
        assertEquals(
                List.of("note daemon-stopped none likely"),
                Told.by(RULE, GoldenCase.kept("openais-startup").facts()));
    }

    @Test
    void seenFromAfarItIsGoneAsWell() {
        assertEquals(
                List.of("fault daemon-died cluster proven"),
                Told.by(RULE, GoldenCase.kept("crash").facts(List.of("n1")::contains, host -> true)));
    }
}
