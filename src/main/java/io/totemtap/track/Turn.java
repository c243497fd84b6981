package io.totemtap.track;

import java.util.Map;

/**
 * A stretch of a capture that was promiscuous in turn, with or without promiscuity throughout.
 *
 * @param promiscuous whether frames that the interface's filter refuses were taken too
 * @param firstNanos its first frame
 * @param lastNanos its last frame
 * @param frames how many packets of each flow came in it, by the flow's number; those of its first second, in which filters may still be
 *     changing, are not counted
 */
public record Turn(boolean promiscuous, long firstNanos, long lastNanos, Map<Integer, Long> frames) {

    /** How long the filters are given to change. */
    public static final long SETTLING = 1_000_000_000L;

    /** Copies the map. */
    public Turn {
        frames = Map.copyOf(frames);
    }

    /** The time in which packets were counted, in nanoseconds. */
    public long nanos() {
        return Math.max(0, lastNanos - firstNanos - SETTLING);
    }

    /** How many packets of a flow came. */
    public long frames(int flow) {
        return frames.getOrDefault(flow, 0L);
    }
}
