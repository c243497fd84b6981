package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counters below the tap accuse the card or clear it. */
class NicCounterRuleTest {

    private static final Rule RULE = new NicCounterRule();

    @Test
    void framesCountedAndNotCaptured() {
        assertEquals(
                List.of("points receiver-nic n1>n2 proven", "fault receiver-nic-counters receiver-nic proven"),
                Told.by(RULE, GoldenCase.kept("nic-filter").facts()));
    }

    @Test
    void countersThatStoodStillClearTheCard() {
        assertEquals(
                List.of("clears receiver-nic n1>n2"),
                Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }

    @Test
    void nothingLost() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void withoutStatesNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("nic-filter").facts(capture -> true, host -> false)));
    }
}
