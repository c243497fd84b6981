package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sequence numbers were given out, and the messages never left. */
class SenderSilentRuleTest {

    private static final Rule RULE = new SenderSilentRule();

    @Test
    void messagesNeverLeft() {
        assertEquals(
                List.of("fault sender-silent sender proven", "points sender n1>n2 proven"),
                Told.by(RULE, GoldenCase.kept("sender-firewall").facts()));
    }

    @Test
    void allLeft() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }

    @Test
    void withoutTheSendersCaptureNobodyKnows() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        GoldenCase.kept("sender-firewall").facts(capture -> !capture.equals("n1"), host -> true)));
    }
}
