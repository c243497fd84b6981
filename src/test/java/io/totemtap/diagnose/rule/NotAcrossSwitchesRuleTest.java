package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two switches that snoop, and nobody who queries. */
class NotAcrossSwitchesRuleTest {

    private static final Rule RULE = new NotAcrossSwitchesRule();
    private static final String CASE = "not-across-switches";
    private static final List<String> FOUND = List.of("fault not-across-switches switch likely");

    @Test
    void twoSetsOfTwo() {
        assertEquals(FOUND, Told.by(RULE, GoldenCase.kept(CASE).facts()));
    }

    /** Who hears whom within a set is known by totem's own messages. */
    @Test
    void oneCaptureInEachSetIsEnough() {
        assertEquals(FOUND, Told.by(RULE, GoldenCase.kept(CASE).facts(Set.of("n1", "n3")::contains, host -> true)));
    }

    @Test
    void capturesInOneSetAloneKnowNothingOfTheOther() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept(CASE).facts(Set.of("n1", "n2")::contains, host -> true)));
    }

    /** In less than two query intervals nobody can say that there is no querier. */
    @Test
    void tooShort() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept(CASE).first(100, true)));
    }

    @Test
    void oneDirectionIsNotTwoSets() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("switch-drop-oneway-4-nodes").facts()));
    }

    @Test
    void twoNodesMayHaveAnyReason() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("openais-secauth-noquerier").facts()));
    }
}
