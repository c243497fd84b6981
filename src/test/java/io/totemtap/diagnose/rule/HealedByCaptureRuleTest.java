package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rings become one as the capture begins. */
class HealedByCaptureRuleTest {

    private static final Rule RULE = new HealedByCaptureRule();

    @Test
    void ringsThatWereApartBecameOne() {
        assertEquals(
                List.of("warning healed-by-capture undecided possible"),
                Told.by(RULE, GoldenCase.kept("nic-filter-promisc").facts()));
    }

    /** Rings of two nodes become one as a capture begins. */
    private static Observation becameOne() {
        return new Cluster().ring(1, 40).apart(16).forms(0, 1, 2).end();
    }

    @Test
    void aCaptureOfWhichNothingIsToldMayHaveBeenTakenOnOne() {
        assertEquals(
                List.of("warning healed-by-capture undecided possible"),
                Told.by(RULE, new MadeFacts().anywhere("a", becameOne()).facts()));
    }

    /** Nodes that look for one another as the capture begins find one another after {@code seconds}. */
    private static Observation found(double seconds) {
        return new Cluster()
                .ring(1, 40)
                .join(1, 0, 1, 2)
                .join(2, 0, 1, 2)
                .forms(seconds, 1, 2)
                .end();
    }

    @Test
    void whoHadSearchedInVainFindsAnotherAsTheCaptureBegins() {
        assertEquals(
                List.of("warning healed-by-capture undecided possible"),
                Told.by(RULE, new MadeFacts().on(1, found(4)).facts()));
    }

    @Test
    void whoFindsAnotherAtOnceHasJustBeenStarted() {
        assertEquals(List.of(), Told.by(RULE, new MadeFacts().on(1, found(0.4)).facts()));
    }

    @Test
    void whoFindsAnotherLateWasHealedBySomethingElse() {
        assertEquals(List.of(), Told.by(RULE, new MadeFacts().on(1, found(20)).facts()));
    }

    /** One node is alone as the capture begins, and another one that is started later joins it. */
    private static Observation started(double seconds) {
        return new Cluster()
                .ring(1, 40)
                .join(1, 0, 1)
                .apart(16)
                .forms(seconds, 1, 2)
                .end();
    }

    @Test
    void aNodeThatIsStartedDuringTheCaptureWasDeafToNobody() {
        assertEquals(List.of(), Told.by(RULE, new MadeFacts().on(2, started(2)).facts()));
        assertEquals(
                List.of("warning healed-by-capture undecided possible"),
                Told.by(RULE, new MadeFacts().on(2, started(0.1)).facts()));
    }

    @Test
    void aSwitchPortHealsNothing() {
        assertEquals(
                List.of(), Told.by(RULE, new MadeFacts().port(1, becameOne()).facts()));
    }

    @Test
    void formedFromTheBeginning() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void aMirrorHealsNothing() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        GoldenCase.kept("nic-filter-promisc")
                                .facts(capture -> capture.startsWith("sw"), host -> true)));
    }
}
