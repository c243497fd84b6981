package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.diagnose.Verdict;
import io.totemtap.diagnose.Verdict.Status;
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
                told.stream()
                        .anyMatch(one -> one instanceof Limitation limitation
                                && limitation.statement().startsWith("whether n2 still heard n1 after ")),
                told.toString());
    }

    /** Without queries a switch may have forgotten the listener by then: that nothing was seen lost is not health. */
    @Test
    void nobodyKeepsTheSwitchAwake() {
        Facts facts = GoldenCase.kept("openais-secauth-noquerier").facts("n1"::equals, host -> false);
        assertTrue(RULE.evaluate(facts).stream()
                .anyMatch(one -> one instanceof Finding finding
                        && finding.place() == Place.UNDECIDED
                        && finding.among().equals(List.of(Place.SWITCH))));
        assertEquals(Status.INCONCLUSIVE, GoldenCase.diagnose(facts).verdict().status());
    }

    /** Where queries are seen to the end the switch has no reason to forget. */
    @Test
    void aQuerierKeepsItAwake() {
        Facts facts = GoldenCase.kept("healthy-idle").facts("n1"::equals, host -> false);
        List<Conclusion> told = RULE.evaluate(facts);
        assertTrue(told.stream().allMatch(Limitation.class::isInstance), told.toString());
        Verdict verdict = GoldenCase.diagnose(facts).verdict();
        assertEquals(Status.HEALTHY, verdict.status());
        assertEquals(Certainty.LIKELY, verdict.certainty(), "the last half is not known");
        assertEquals(
                Certainty.PROVEN,
                GoldenCase.diagnose(GoldenCase.kept("healthy").facts())
                        .verdict()
                        .certainty());
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
