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

    Occurrence(int captures) {
        frames = new long[captures];
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

    void seenAt(int capture, long frame, boolean isRepeat) {
        seen |= 1L << capture;
        repeats |= isRepeat ? 1L << capture : 0;
        frames[capture] = frame;
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
