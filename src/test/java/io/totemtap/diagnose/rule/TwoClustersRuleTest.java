package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two clusters without keys on one group. */
class TwoClustersRuleTest {

    private static final Rule RULE = new TwoClustersRule();

    @Test
    void eachListsItsOwnMembersOnly() {
        assertEquals(
                List.of(
                        "clears receiver-host n3>n2",
                        "points cluster n3>n2 likely",
                        "clears receiver-host n4>n2",
                        "points cluster n4>n2 likely",
                        "fault two-clusters-one-group cluster likely"),
                Told.by(RULE, GoldenCase.kept("two-clusters-one-group").facts()));
    }

    @Test
    void oneCluster() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy-3-nodes").facts()));
    }

    @Test
    void aFirewallIsNoSecondCluster() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("host-firewall").facts()));
    }

    @Test
    void withoutStatesNobodyKnows() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("two-clusters-one-group").facts(capture -> true, host -> false)));
    }

    @Test
    void withoutTheStateOfWhoRefusesNobodyKnows() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        GoldenCase.kept("two-clusters-one-group").facts(capture -> true, host -> !host.equals("n2"))));
    }

    @Test
    void withoutTheCaptureOfWhoRefusesNobodyKnows() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        GoldenCase.kept("two-clusters-one-group")
                                .facts(List.of("n1", "n3", "n4")::contains, host -> true)));
    }
}
