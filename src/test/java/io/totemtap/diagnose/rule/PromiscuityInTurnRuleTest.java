package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.Frame;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.InTurn;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings told again as captures that were promiscuous in turn. */
class PromiscuityInTurnRuleTest {

    private static final Rule RULE = new PromiscuityInTurnRule();

    private static Facts told(String recording, String node, BiPredicate<Frame, Boolean> passes, boolean withStates) {
        GoldenCase golden = GoldenCase.kept(recording);
        VantagePoint point = golden.points().stream()
                .filter(one -> one.name().equals(node))
                .findFirst()
                .orElseThrow();
        VantagePoint untold = new VantagePoint(
                point.name(),
                point.role(),
                point.host(),
                point.addresses(),
                point.macs(),
                Optional.empty(),
                "",
                point.files());
        return golden.facts(
                golden.track(untold, CaptureFiles.open(point.files()), sink -> new InTurn(sink, passes)),
                host -> withStates);
    }

    private static String own(String recording, String node) {
        return GoldenCase.kept(recording).points().stream()
                .filter(one -> one.name().equals(node))
                .findFirst()
                .orElseThrow()
                .addresses()
                .get(0)
                .toString();
    }

    @Test
    void whatComesOnlyWithPromiscuityIsFiltered() {
        String n2 = own("healthy", "n2");
        Facts facts = told("healthy", "n2", (frame, on) -> InTurn.badFilter(frame, on, n2), true);
        assertEquals(
                List.of("points receiver-nic n1>n2 proven", "fault nic-filter receiver-nic proven"),
                Told.by(RULE, facts));
        Diagnosis diagnosis = GoldenCase.diagnose(facts);
        assertEquals(
                Place.RECEIVER_NIC,
                diagnosis.verdict().place(),
                diagnosis.verdict().toString());
        assertEquals(Certainty.PROVEN, diagnosis.verdict().certainty());
        assertEquals("nic-filter", diagnosis.verdict().cause());
    }

    @Test
    void whatComesNeitherWayIsNotFiltered() {
        Facts facts = told("switch-drop-oneway", "n2", (frame, on) -> true, true);
        assertEquals(List.of("clears receiver-nic n1>n2"), Told.by(RULE, facts));
        Diagnosis diagnosis = GoldenCase.diagnose(facts);
        assertTrue(
                diagnosis.verdict().suspects().stream()
                        .anyMatch(suspect -> suspect.place() == Place.SWITCH
                                && suspect.state() != io.totemtap.diagnose.Suspect.State.CLEARED),
                diagnosis.verdict().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"healthy", "healthy-idle", "node-freeze", "crash", "unicast-blocked", "switch-random-loss"})
    void whatComesBothWaysTellsNothing(String recording) {
        for (String node : new String[] {"n1", "n2"}) {
            assertEquals(List.of(), Told.by(RULE, told(recording, node, (frame, on) -> true, true)), node);
        }
    }

    @Test
    void onePairOfTurnsIsNoExperiment() {
        String n2 = own("healthy", "n2");
        long[] begin = {0};
        Facts facts = told(
                "healthy",
                "n2",
                (frame, on) -> {
                    begin[0] = begin[0] == 0 ? frame.timeNanos() : begin[0];
                    return frame.timeNanos() - begin[0] < 14_000_000_000L && InTurn.badFilter(frame, on, n2);
                },
                true);
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
