package io.totemtap.correlate;

import io.totemtap.net.EpochNanos;
import java.util.List;

/**
 * How the captures' clocks stand to one another: one is the reference, each other has a fit to it.
 *
 * @param clocks one entry a capture, in their order
 */
public record ClockAlignment(List<Clock> clocks) {

    /** Copies the list. */
    public ClockAlignment {
        clocks = List.copyOf(clocks);
    }

    /** How well a clock is known. */
    public enum Quality {
        /** It is the reference. */
        REFERENCE,
        /** Fitted to ten packets or more that both captures have. */
        FITTED,
        /** From fewer packets, or from the pattern of packets that look alike: good for what lasts, not for latency. */
        COARSE,
        /** No packet in common: taken as it is. */
        ASSUMED
    }

    /**
     * One capture's clock.
     *
     * @param fit to the reference
     * @param quality how well it is known
     */
    public record Clock(ClockFit fit, Quality quality) {}

    /** A moment of a capture by the reference clock. */
    public long toReference(int capture, long nanos) {
        return nanos == EpochNanos.NEVER
                ? EpochNanos.NEVER
                : clocks.get(capture).fit().toOther(nanos);
    }

    /** Whether two captures can be compared packet by packet. */
    public boolean areComparable(int one, int other) {
        return clocks.get(one).quality() != Quality.ASSUMED && clocks.get(other).quality() != Quality.ASSUMED;
    }

    /** The largest error of a capture's time by the reference clock, in nanoseconds. */
    public long errorNanos(int capture) {
        return clocks.get(capture).fit().errorNanos();
    }
}
