package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.CountedTraffic.all;
import static io.totemtap.diagnose.CountedTraffic.isInBurst;
import static io.totemtap.diagnose.CountedTraffic.ofInterface;
import static io.totemtap.diagnose.CountedTraffic.seen;
import static io.totemtap.diagnose.CountedTraffic.state;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A card that fails to send loses a part of all that its host sends. */
class SenderNicErrorsRuleTest {

    private static final Rule RULE = new SenderNicErrorsRule();
    private static final List<String> LIKELY =
            List.of("points sender-nic n1>n2 likely", "fault sender-nic-errors sender-nic likely");
    private static final List<String> HINT = List.of("warning sender-nic-errors sender-nic possible");

    private static Observation burstsLost() {
        return seen(message -> !isInBurst(message), token -> !isInBurst(token));
    }

    private static MadeFacts counted(long rise) {
        return new MadeFacts()
                .on(1, all())
                .state(1, state(1, 0, ofInterface("tx_errors", 2)))
                .state(1, state(1, 45, ofInterface("tx_errors", 2 + rise)));
    }

    @Test
    void errorsAccountForTheLoss() {
        assertEquals(LIKELY, Told.by(RULE, counted(160).on(2, burstsLost()).facts()));
        assertEquals(
                LIKELY,
                Told.by(
                        RULE,
                        counted(160).port(1, burstsLost()).on(2, burstsLost()).facts()));
    }

    @Test
    void theTokensWereSent() {
        Observation multicastLost = seen(message -> !isInBurst(message), token -> true);
        assertEquals(HINT, Told.by(RULE, counted(160).on(2, multicastLost).facts()));
    }

    @Test
    void anotherCaptureHasWhatWasSent() {
        Facts facts = counted(160).port(1, all()).on(2, burstsLost()).facts();
        assertEquals(HINT, Told.by(RULE, facts));
    }

    @Test
    void fewErrors() {
        assertEquals(HINT, Told.by(RULE, counted(5).on(2, burstsLost()).facts()));
        assertEquals(List.of(), Told.by(RULE, counted(0).on(2, burstsLost()).facts()));
    }

    @Test
    void nothingLost() {
        assertEquals(List.of(), Told.by(RULE, counted(160).on(2, all()).facts()));
    }

    @Test
    void countersOfTheReceiverAreNotTheSenders() {
        Facts facts = new MadeFacts()
                .on(1, all())
                .on(2, burstsLost())
                .state(2, state(2, 0, ofInterface("tx_errors", 0)))
                .state(2, state(2, 45, ofInterface("tx_errors", 160)))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
