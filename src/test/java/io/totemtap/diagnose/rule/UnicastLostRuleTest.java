package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens are lost while multicasts pass. */
class UnicastLostRuleTest {

    private static final Rule RULE = new UnicastLostRule();

    @Test
    void tokensLost() {
        assertEquals(
                List.of("fault unicast-lost unicast proven", "fault unicast-lost unicast proven"),
                Told.by(RULE, GoldenCase.kept("unicast-blocked").facts()));
    }

    @Test
    void multicastsLost() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }

    @Test
    void nothingLost() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void oneCaptureCannotTell() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("unicast-blocked").facts(List.of("n1")::contains, host -> true)));
    }
}
