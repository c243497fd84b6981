package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two keys on one group. */
class KeyMismatchRuleTest {

    private static final Rule RULE = new KeyMismatchRule();

    @Test
    void twoKnownKeys() {
        assertEquals(
                List.of(
                        "points cluster n1>n2 proven",
                        "fault key-mismatch cluster proven",
                        "points cluster n2>n1 proven"),
                Told.by(RULE, GoldenCase.kept("needle-crypto-wrongkey").facts()));
    }

    @Test
    void oneOfTwoClearText() {
        assertEquals(
                List.of(
                        "points cluster n1>n2 proven",
                        "fault secauth-mismatch cluster proven",
                        "points cluster n2>n1 proven"),
                Told.by(RULE, GoldenCase.kept("flatiron-secauth-secmismatch").facts()));
    }

    @Test
    void twoClustersWithTwoNodesEach() {
        assertEquals(
                List.of(
                        "fault key-mismatch cluster proven",
                        "fault key-mismatch cluster proven",
                        "fault key-mismatch cluster proven",
                        "fault key-mismatch cluster proven",
                        "fault two-clusters-one-group cluster proven"),
                Told.findings(RULE, GoldenCase.kept("flatiron-secauth-twokeys").facts()));
    }

    @Test
    void oneKey() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("needle-crypto-startup").facts()));
    }

    @Test
    void aKeyNobodyHasIsOnlyLikely() {
        assertEquals(
                List.of(
                        "points cluster n1>n2 likely",
                        "fault key-mismatch cluster likely",
                        "points cluster n2>n1 likely"),
                Told.by(RULE, GoldenCase.kept("openais-secauth-wrongkey").facts()));
    }
}
