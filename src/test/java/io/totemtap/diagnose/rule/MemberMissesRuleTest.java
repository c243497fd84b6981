package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody misses messages, and nobody can tell who. */
class MemberMissesRuleTest {

    private static final Rule RULE = new MemberMissesRule();
    private static final String CASE = "switch-drop-oneway-4-nodes";

    @Test
    void everybodyHears() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy-3-nodes").facts()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n1", "n3", "n4"})
    void someMemberMissesThem(String place) {
        assertEquals(
                List.of("fault member-misses-messages undecided likely"),
                Told.by(RULE, GoldenCase.kept(CASE).facts(List.of(place)::contains, host -> false)));
    }

    @Test
    void severalCapturesTellWho() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept(CASE).facts()));
    }

    @Test
    void whoMissesThemIsKnown() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts(List.of("n2")::contains, host -> false)));
    }
}
