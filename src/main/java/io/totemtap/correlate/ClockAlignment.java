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
        /** No packet in common with the reference: taken to have run at the same time. */
        ASSUMED
    }

    /**
     * One capture's clock.
     *
     * @param fit to the reference
     * @param quality how well it is known
     * @param family captures of one family share packets, if only over others; equal numbers mean one family
     */
    public record Clock(ClockFit fit, Quality quality, int family) {}

    /** A moment of a capture by the reference clock. */
    public long toReference(int capture, long nanos) {
        return nanos == EpochNanos.NEVER
                ? EpochNanos.NEVER
                : clocks.get(capture).fit().toOther(nanos);
    }

    /** Whether packets tell how two clocks stand to one another; else it is only assumed that both ran at the same time. */
    public boolean areRelated(int one, int other) {
        return clocks.get(one).family() == clocks.get(other).family();
    }

    /** The largest error of a capture's time by the reference clock, in nanoseconds. */
    public long errorNanos(int capture) {
        return clocks.get(capture).fit().errorNanos();
    }
}
