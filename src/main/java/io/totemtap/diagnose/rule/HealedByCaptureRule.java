package io.totemtap.diagnose.rule;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.totem.Ring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Two rings that had long been apart became one within moments of the capture's start. Promiscuity switches a card's address filter off:
 * it may be the capture itself that healed the patient.
 */
public final class HealedByCaptureRule implements Rule {

    private static final long MOMENTS = 3 * EpochNanos.SECOND;

    /** Ring sequences grow by four with each ring; nodes that started together are not further apart than this. */
    private static final long APART = 12;

    /** Who looks for members that long ago when it finds them has looked in vain before. */
    private static final long SEARCH = EpochNanos.SECOND;

    /** A search that ends later than this after the capture's start ended for another reason. */
    private static final long SEARCH_ENDS = 10 * EpochNanos.SECOND;

    @Override
    public String id() {
        return "healed-by-capture";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Vantage capture : facts.picture().captures()) {
            boolean elsewhere = capture.role() == Role.SWITCH_PORT || capture.role() == Role.MIRROR;
            if (!elsewhere && capture.promiscuous().orElse(true)) {
                judge(facts, capture, conclusions);
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, Vantage capture, List<Conclusion> conclusions) {
        long begin = capture.observation().firstNanos();
        capture.observation().rings().stream()
                .filter(ring -> ring.members().size() > 1 && ring.tokens() > 0)
                .min(Comparator.comparingLong(ring -> ring.seen().firstNanos()))
                .ifPresent(ring -> {
                    long after = ring.seen().firstNanos() - begin;
                    boolean found = (after < MOMENTS && wereApart(ring)) || searched(capture, begin, after);
                    if (found && !beganWithAStart(capture, ring, begin)) {
                        conclusions.add(finding(facts, capture, ring, after));
                    }
                });
    }

    /** Whether several nodes looked for members when the capture began, and long enough that this was no ordinary start. */
    private static boolean searched(Vantage capture, long begin, long after) {
        return after > SEARCH
                && after < SEARCH_ENDS
                && capture.observation().nodes().stream()
                                .filter(node ->
                                        node.joins().count() > 0 && node.joins().firstNanos() - begin < SEARCH)
                                .count()
                        > 1;
    }

    /** Whether a member said its first word well after the capture's start: who was there before does so at once, in vain or not. */
    private static boolean beganWithAStart(Vantage capture, Ring ring, long begin) {
        return capture.observation().nodes().stream()
                .anyMatch(node ->
                        node.isActive() && ring.members().contains(node.host()) && node.firstNanos() - begin > SEARCH);
    }

    private static boolean wereApart(Ring ring) {
        List<Long> before = ring.previousSequences();
        return before.size() > 1
                && !before.contains(0L)
                && before.stream().mapToLong(Long::longValue).max().orElse(0)
                                - before.stream()
                                        .mapToLong(Long::longValue)
                                        .min()
                                        .orElse(0)
                        >= APART;
    }

    private Finding finding(Facts facts, Vantage capture, Ring ring, long after) {
        String place = capture.host()
                .map(host -> "on " + facts.name(host) + " began: promiscuity may have healed its address filter")
                .orElse(capture.name()
                        + " began: if it was taken on one of them, promiscuity may have healed its address filter");
        List<Evidence> evidence = List.of(Proof.frames(capture, ring.seen(), "the ring that formed"));
        return new Finding(
                id(),
                Place.UNDECIDED,
                List.of(Place.RECEIVER_NIC),
                Severity.WARNING,
                Certainty.POSSIBLE,
                "rings that had been apart became one " + Words.duration(after) + " after the capture " + place,
                evidence,
                List.of());
    }
}
