package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that are alone on different groups or ports. */
class GroupMismatchRuleTest {

    private static final Rule RULE = new GroupMismatchRule();

    @Test
    void twoGroups() {
        assertEquals(
                List.of("fault group-mismatch cluster likely"),
                Told.by(RULE, GoldenCase.kept("group-mismatch").facts()));
    }

    @Test
    void twoPorts() {
        assertEquals(
                List.of("fault port-mismatch cluster likely"),
                Told.by(RULE, GoldenCase.kept("port-mismatch").facts()));
    }

    @Test
    void oneGroup() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void clustersWithPartnersOfTheirOwn() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("mac-alias").facts()));
    }

    @Test
    void whoSeesOneNodeSeesNoMismatch() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("group-mismatch").facts(List.of("n1")::contains, host -> true)));
    }
}
