package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody misses messages, and nobody can tell who. */
class MemberMissesRuleTest {

    private static final Rule RULE = new MemberMissesRule();

    @Test
    void everybodyHears() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy-3-nodes").facts()));
    }

    @Test
    void whoMissesThemIsKnown() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts(List.of("n2")::contains, host -> false)));
    }
}
