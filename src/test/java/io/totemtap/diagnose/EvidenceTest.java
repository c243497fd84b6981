package io.totemtap.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static Evidence leave(String capture, long frame) {
        return new Evidence("the kernel of n1 leaves", capture, List.of(frame), frame * 10, frame * 10 + 1, 1);
    }

    private static List<Evidence> kept(List<Evidence> evidence) {
        return new Finding("id", Place.NONE, Severity.NOTE, Certainty.LIKELY, "it was", evidence, List.of()).evidence();
    }

    @Test
    void whatHappenedAThousandTimesIsOneLine() {
        List<Evidence> leaves = new ArrayList<>();
        leaves.add(Evidence.of("before"));
        for (long frame = 1; frame <= 1000; frame++) {
            leaves.add(leave("n1", frame));
        }
        leaves.add(Evidence.of("after"));
        Evidence together = new Evidence("the kernel of n1 leaves", "n1", List.of(1L, 2L, 3L, 1000L), 10, 10_001, 1000);
        assertEquals(List.of(Evidence.of("before"), together, Evidence.of("after")), kept(leaves));
    }

    @Test
    void ofAnotherCaptureItIsAnother() {
        List<Evidence> leaves = List.of(leave("n1", 5), leave("n2", 5));
        assertEquals(leaves, kept(leaves));
    }

    @Test
    void whatIsNotOfATimeTakesNoneFromWhatIs() {
        Evidence untimed = Evidence.of("a counter rose");
        assertEquals(List.of(untimed), kept(List.of(untimed, untimed)));
    }

    @Test
    void moreThanAnybodyReadsIsCounted() {
        List<Evidence> many = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            many.add(Evidence.of("the rival " + i));
        }
        List<Evidence> kept = kept(many);
        assertEquals(64, kept.size());
        assertEquals(many.subList(0, 63), kept.subList(0, 63));
        assertEquals(Evidence.of("and 7 more of the like"), kept.get(63));
    }
}
