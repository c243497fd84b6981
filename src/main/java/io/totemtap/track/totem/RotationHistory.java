package io.totemtap.track.totem;

import java.util.List;

/**
 * How long a token took round a ring, over time and as a distribution.
 *
 * @param spans the distribution: stretches of duration that something was counted in, shortest first, each an eighth of a power of
 *     two; at most 512
 * @param firstNanos when the first slot begins, by the capture's clock
 * @param widthNanos how long a slot is: 125 ms, doubled as often as it took to keep the number of slots
 * @param slots one after the other, without a gap; at most 128, empty if no rotation was measured
 */
public record RotationHistory(List<Span> spans, long firstNanos, long widthNanos, List<Slot> slots) {

    /** Copies the lists. */
    public RotationHistory {
        spans = List.copyOf(spans);
        slots = List.copyOf(slots);
    }

    /**
     * Rotations of about the same duration.
     *
     * @param fromNanos shortest that belongs here
     * @param toNanos first that does not
     * @param count how many there were
     */
    public record Span(long fromNanos, long toNanos, long count) {}

    /**
     * Rotations that ended in the same slot of time.
     *
     * @param count how many; 0 in a slot without any
     * @param meanNanos their mean, 0 without any
     * @param highestNanos the longest, 0 without any
     */
    public record Slot(long count, long meanNanos, long highestNanos) {}
}
