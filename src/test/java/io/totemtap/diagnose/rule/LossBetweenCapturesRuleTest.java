package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loss is charged to who owns the stretch between two captures. */
class LossBetweenCapturesRuleTest {

    private static final Rule RULE = new LossBetweenCapturesRule();

    @Test
    void betweenThePortsItIsTheSwitch() {
        assertEquals(
                List.of("fault loss-between-captures switch proven"),
                Told.findings(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }

    @Test
    void beforeTheSendersPortItIsItsCardOrCable() {
        assertEquals(
                List.of("fault loss-between-captures sender-nic proven", "fault loss-between-captures switch proven"),
                Told.findings(RULE, GoldenCase.kept("link-loss").facts()));
    }

    @Test
    void behindTheReceiversPortItIsItsCard() {
        assertEquals(
                List.of("fault loss-between-captures receiver-nic proven"),
                Told.findings(RULE, GoldenCase.kept("nic-filter").facts()));
    }

    @Test
    void nothingLost() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void fromNodesAloneItIsAnythingBetween() {
        assertEquals(
                List.of(
                        "fault loss-between-captures undecided likely",
                        "clears sender n1>n2",
                        "clears receiver-host n1>n2",
                        "clears cluster n1>n2",
                        "clears unicast n1>n2"),
                Told.by(
                        RULE,
                        GoldenCase.kept("switch-drop-oneway").facts(List.of("n1", "n2")::contains, host -> true)));
    }

    @Test
    void oneCaptureCannotTell() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts(List.of("n1")::contains, host -> true)));
    }
}
