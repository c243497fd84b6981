package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A port that is up and lets nothing through. */
class PortNotForwardingRuleTest {

    private static final Rule RULE = new PortNotForwardingRule();

    @Test
    void aPortThatListensAndLearns() {
        assertEquals(
                List.of("points switch n1>n2 likely", "fault port-not-forwarding switch likely"),
                Told.by(RULE, GoldenCase.kept("port-not-forwarding").facts()));
    }

    /** With two nodes the other one hears nobody either, but nothing came of its own link. */
    @Test
    void whoMissesHimThatIsHeldBackIsNot() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("port-not-forwarding").facts("n1"::equals, host -> true)));
    }

    @Test
    void atTheHostAloneItIsKnownAndHarmless() {
        assertEquals(
                List.of("warning port-not-forwarding none likely"),
                Told.by(RULE, GoldenCase.kept("port-not-forwarding").facts("n2"::equals, host -> true)));
    }

    @Test
    void aLinkThatIsDownSendsNoMessages() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("link-flap").facts()));
    }

    @Test
    void aSwitchThatForgetsGroupsForwardsTheRest() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("topology-change").facts()));
    }
}
