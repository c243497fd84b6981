package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.TwoNodes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Until when one capture tells that a node hears another. */
class HeardUntilRuleTest {

    private static final Rule RULE = new HeardUntilRule();

    /** The switch forgot both members after half a minute; from then on node 1 multicast merge-detects only. */
    @Test
    void oneCaptureOfAnIdleRingEndsEarly() {
        Facts facts = GoldenCase.kept("openais-secauth-noquerier").facts("n1"::equals, host -> false);
        List<Conclusion> told = RULE.evaluate(facts);
        assertTrue(
                told.stream().map(Limitation.class::cast).anyMatch(one -> one.statement()
                        .startsWith("whether n2 still heard n1 after ")),
                told.toString());
    }

    @Test
    void whereTheReceiverWasCapturedItIsNotNeeded() {
        assertEquals(
                List.of(),
                RULE.evaluate(GoldenCase.kept("openais-secauth-noquerier").facts()));
    }

    @Test
    void aRingThatWorksAcknowledgesToTheEnd() {
        Facts facts = new MadeFacts().on(1, new TwoNodes(60).seen(now -> true)).facts();
        assertEquals(List.of(), RULE.evaluate(facts));
    }
}
