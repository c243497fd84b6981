package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has not joined is owed nothing. */
class NotJoinedRuleTest {

    private static final Rule RULE = new NotJoinedRule();

    @Test
    void neverJoined() {
        assertEquals(
                List.of("fault host-not-joined cluster proven"),
                Told.by(RULE, GoldenCase.kept("no-join").facts()));
    }

    @Test
    void joined() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void withoutStatesNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("no-join").facts(capture -> true, host -> false)));
    }

    @Test
    void fiveSecondsAreTooFewToTell() {
        assertEquals(
                List.of("limitation membership-unknown"),
                Told.by(RULE, GoldenCase.kept("no-join").first(5, true)));
    }
}
