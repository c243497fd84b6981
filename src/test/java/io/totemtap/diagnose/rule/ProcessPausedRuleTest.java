package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A daemon stands still while it is spoken to. */
class ProcessPausedRuleTest {

    private static final Rule RULE = new ProcessPausedRule();

    @Test
    void stoodStill() {
        assertEquals(
                List.of("fault process-paused cluster proven"),
                Told.by(RULE, GoldenCase.kept("node-freeze").facts()));
    }

    @Test
    void withoutMulticastsOfOthersItAccusesNobody() {
        assertEquals(
                List.of("warning process-paused cluster proven"),
                Told.by(RULE, GoldenCase.kept("openais-secauth-fence").facts()));
    }

    @Test
    void wentOn() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void aLinkThatIsDownIsNoPause() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("link-flap").facts()));
    }

    @Test
    void withoutItsOwnCaptureNobodyKnows() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("node-freeze").facts(capture -> !capture.equals("n2"), host -> true)));
    }
}
