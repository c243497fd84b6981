package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A second, promiscuous capture that heals proves the address filter. */
class PromiscuityHealsRuleTest {

    private static final Rule RULE = new PromiscuityHealsRule();

    @Test
    void messagesCameOnlyWhileItRan() {
        assertEquals(
                List.of(
                        "points receiver-nic n1>n2 proven",
                        "fault nic-filter receiver-nic proven",
                        "points receiver-nic n1>n2 proven",
                        "fault nic-filter receiver-nic proven",
                        "points receiver-nic n1>n2 proven",
                        "fault nic-filter receiver-nic proven"),
                Told.by(RULE, GoldenCase.kept("nic-filter-promisc").facts()));
    }

    @Test
    void oneCaptureOnTheHostHealsNothing() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }

    @Test
    void withoutTheSecondCaptureNobodyKnows() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        GoldenCase.kept("nic-filter-promisc")
                                .facts(capture -> !capture.contains("promisc"), host -> true)));
    }
}
