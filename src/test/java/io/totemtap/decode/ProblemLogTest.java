package io.totemtap.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.totemtap.capture.Direction;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemLogTest {

    private final Envelope envelope = new Envelope();
    private final ProblemLog log = new ProblemLog(envelope);

    @Test
    void theWireDecidesWhetherTheCaptureIsToBlame() {
        log.fixedPartMissing(Layer.IP, 0, 20, 19, 20);
        log.fixedPartMissing(Layer.IP, 0, 20, 19, 19);
        log.claimNotThere(Layer.UDP, 4, 100, 50, 100, LengthFrom.UDP_LENGTH);
        log.claimNotThere(Layer.UDP, 4, 100, 50, 99, LengthFrom.UDP_LENGTH);
        assertEquals(
                List.of(
                        new DecodeProblem(Layer.IP, Kind.CUT_BY_CAPTURE, 0, 20, 19, LengthFrom.FIXED_SIZE),
                        new DecodeProblem(Layer.IP, Kind.TOO_SHORT, 0, 20, 19, LengthFrom.FIXED_SIZE),
                        new DecodeProblem(Layer.UDP, Kind.CUT_BY_CAPTURE, 4, 100, 50, LengthFrom.UDP_LENGTH),
                        new DecodeProblem(Layer.UDP, Kind.CLAIMS_TOO_MUCH, 4, 100, 99, LengthFrom.UDP_LENGTH)),
                envelope.problems());
    }

    @Test
    void equalProblemsShareAnInstance() {
        log.badValue(Layer.IP, 6);
        DecodeProblem first = envelope.problems().get(0);
        envelope.begin(0, 0, 2, 0, 0, 0, Direction.UNKNOWN);
        log.badValue(Layer.IP, 6);
        assertSame(first, envelope.problems().get(0));
    }

    @Test
    void problemsThatDifferInAnythingAreNeverMixedUp() {
        for (Layer layer : Layer.values()) {
            for (Kind kind : Kind.values()) {
                for (LengthFrom from : LengthFrom.values()) {
                    for (int number = 0; number < 300; number += 7) {
                        envelope.begin(0, 0, 1, 0, 0, 0, Direction.UNKNOWN);
                        log.note(layer, kind, number, number + 1, number + 2, from);
                        assertEquals(
                                List.of(new DecodeProblem(layer, kind, number, number + 1, number + 2, from)),
                                envelope.problems());
                    }
                }
            }
        }
    }

    @Test
    void countsWhatTheEnvelopeHasNoRoomFor() {
        for (int i = 0; i < 20; i++) {
            log.badValue(Layer.IGMP, i);
        }
        log.note(Layer.LINK, Kind.UNKNOWN_TYPE, 0, 0, 0, LengthFrom.FIXED_SIZE);
        assertEquals(8, envelope.problems().size());
        assertEquals(
                List.of(
                        new ProblemCount(Layer.LINK, Kind.UNKNOWN_TYPE, 1),
                        new ProblemCount(Layer.IGMP, Kind.BAD_VALUE, 20)),
                log.counts());
    }
}
