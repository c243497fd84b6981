package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a third host gets clears cards. */
class PassesElsewhereRuleTest {

    private static final Rule RULE = new PassesElsewhereRule();

    @Test
    void aThirdHostClearsBothCards() {
        assertEquals(
                Set.of("clears sender-nic n1>n2", "clears receiver-nic n1>n2"),
                Set.copyOf(Told.by(
                        RULE, GoldenCase.kept("switch-drop-oneway-3-nodes").facts())));
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
                Set.of("clears receiver-nic n1>n2"),
                Set.copyOf(Told.by(
                        RULE,
                        GoldenCase.kept("switch-drop-oneway-3-nodes")
                                .facts(List.of("n1", "n2", "sw-p1", "sw-p2")::contains, host -> true))));
    }

    /** Node 4 was not captured itself; what node 2 sent to node 1 was over before node 3 began. */
    @Test
    void whatTheTapOfTheReceiverHasCameThroughItsCard() {
        List<String> told = Told.by(
                RULE, GoldenCase.kept("not-across-switches").facts(List.of("n1", "n3")::contains, host -> true));
        assertEquals(Set.of("clears receiver-nic n1>n3"), Set.copyOf(told));
    }
}
