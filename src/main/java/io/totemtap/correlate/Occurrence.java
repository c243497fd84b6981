package io.totemtap.correlate;

import java.util.Arrays;

/** One packet and the captures that have it; at most 64 captures. */
final class Occurrence {

    long timeNanos;
    long identity;
    int flow;
    int length;

    /** The next one in a chain of {@link OpenPackets}; itself where there is none. */
    Occurrence next;

    private long seen;
    private long repeats;
    private final long[] frames;

    /** When each capture saw it, from {@link #timeNanos} on. */
    private final int[] sinceNanos;

    Occurrence(int captures) {
        frames = new long[captures];
        sinceNanos = new int[captures];
        next = this;
    }

    void begin(long time, long packetIdentity, int packetFlow, int packetLength) {
        timeNanos = time;
        identity = packetIdentity;
        flow = packetFlow;
        length = packetLength;
        seen = 0;
        repeats = 0;
        Arrays.fill(frames, 0);
    }

    void seenAt(int capture, long time, long frame, boolean isRepeat) {
        seen |= 1L << capture;
        repeats |= isRepeat ? 1L << capture : 0;
        frames[capture] = frame;
        // two seconds at most; beyond, in captures whose times jump, far is all that matters
        sinceNanos[capture] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, time - timeNanos));
    }

    private long timeAt(int capture) {
        return timeNanos + sinceNanos[capture];
    }

    /**
     * How far from a moment the nearest sighting is that is nearer to it than to this packet's own sighting at a capture; such a sighting
     * is of a later packet that looks alike. {@code Long.MAX_VALUE} if there is none.
     */
    long nearestMistaken(int capture, long time) {
        long nearest = Long.MAX_VALUE;
        for (int other = 0; other < frames.length; other++) {
            if (isMistaken(other, capture, time)) {
                nearest = Math.min(nearest, Math.abs(timeAt(other) - time));
            }
        }
        return nearest;
    }

    private boolean isMistaken(int other, int capture, long time) {
        return other != capture
                && isSeenAt(other)
                && isSeenAt(capture)
                && Math.abs(timeAt(other) - time) < Math.abs(timeAt(other) - timeAt(capture));
    }

    /** Takes over from another packet the sightings that are nearer to this one's time than to its own sighting at a capture. */
    void takeMistaken(Occurrence from, int capture) {
        for (int other = 0; other < frames.length; other++) {
            if (from.isMistaken(other, capture, timeNanos)) {
                seenAt(other, from.timeAt(other), from.frames[other], from.isRepeatAt(other));
                from.seen &= ~(1L << other);
                from.repeats &= ~(1L << other);
                from.frames[other] = 0;
            }
        }
    }

    /** Whether every capture has it. */
    boolean isComplete() {
        return Long.bitCount(seen) == frames.length;
    }

    boolean isSeenAt(int capture) {
        return (seen & 1L << capture) != 0;
    }

    /** Whether that capture had seen the message before. */
    boolean isRepeatAt(int capture) {
        return (repeats & 1L << capture) != 0;
    }

    /** Its frame in that capture, 0 if it is not there. */
    long frameAt(int capture) {
        return frames[capture];
    }
}
