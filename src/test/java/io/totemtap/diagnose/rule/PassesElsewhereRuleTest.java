package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a third host gets clears cards. */
class PassesElsewhereRuleTest {

    private static final Rule RULE = new PassesElsewhereRule();

    @Test
    void aThirdHostClearsBothCards() {
        assertEquals(
                List.of(
                        "clears sender-nic n1>n2",
                        "clears sender-nic n1>n2",
                        "clears receiver-nic n1>n2",
                        "clears receiver-nic n1>n2",
                        "clears receiver-nic n1>n2",
                        "clears receiver-nic n1>n2"),
                Told.by(RULE, GoldenCase.kept("switch-drop-oneway-3-nodes").facts()));
    }

    @Test
    void nothingLost() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy-3-nodes").facts()));
    }

    @Test
    void twoHostsTellNothing() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }

    @Test
    void withoutTheThirdHostsCapturesItsMessagesStillClearTheReceiver() {
        assertEquals(
                List.of("clears receiver-nic n1>n2", "clears receiver-nic n1>n2"),
                Told.by(
                        RULE,
                        GoldenCase.kept("switch-drop-oneway-3-nodes")
                                .facts(List.of("n1", "n2", "sw-p1", "sw-p2")::contains, host -> true)));
    }
}
