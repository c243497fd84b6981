package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everybody agrees, and the commit token does not come round. */
class RingDoesNotFormRuleTest {

    private static final Rule RULE = new RingDoesNotFormRule();

    @Test
    void agreedAgainAndAgain() {
        assertEquals(
                List.of("fault ring-does-not-form undecided proven"),
                Told.by(RULE, GoldenCase.kept("unicast-blocked").facts()));
    }

    @Test
    void formed() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void whatNoKeyOpensCannotBeRead() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("openais-secauth-wrongkey").facts()));
    }
}
