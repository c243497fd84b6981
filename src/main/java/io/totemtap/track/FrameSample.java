package io.totemtap.track;

import io.totemtap.net.EpochNanos;
import java.util.ArrayList;
import java.util.List;

/**
 * The first few frames that showed something, the last one, and how many there were.
 *
 * @param first the first frames, at most three, as in {@link FrameId}
 * @param last the last frame, {@link FrameId#NONE} without any
 * @param count how many
 * @param firstNanos time of the first, {@link EpochNanos#NEVER} without any
 * @param lastNanos time of the last
 */
public record FrameSample(List<Long> first, long last, long count, long firstNanos, long lastNanos) {

    /** Nothing was seen. */
    public static final FrameSample NONE =
            new FrameSample(List.of(), FrameId.NONE, 0, EpochNanos.NEVER, EpochNanos.NEVER);

    /** Copies the list. */
    public FrameSample {
        first = List.copyOf(first);
    }

    /** Collects a sample on the packet path; allocates nothing per frame. */
    public static final class Builder {
        private final long[] first = new long[3];
        private long last = FrameId.NONE;
        private long count;
        private long firstNanos = EpochNanos.NEVER;
        private long lastNanos = EpochNanos.NEVER;

        /** Adds a frame. */
        public void add(long timeNanos, long frame) {
            if (count < first.length) {
                first[(int) count] = frame;
            }
            if (count == 0) {
                firstNanos = timeNanos;
            }
            count++;
            last = frame;
            lastNanos = timeNanos;
        }

        /** How many were added. */
        public long count() {
            return count;
        }

        /** Time of the last one, {@link EpochNanos#NEVER} without any. */
        public long lastNanos() {
            return lastNanos;
        }

        /** Time of the first one, {@link EpochNanos#NEVER} without any. */
        public long firstNanos() {
            return firstNanos;
        }

        /** A collector that goes on from what this one has. */
        public Builder copy() {
            Builder copy = new Builder();
            System.arraycopy(first, 0, copy.first, 0, first.length);
            copy.last = last;
            copy.count = count;
            copy.firstNanos = firstNanos;
            copy.lastNanos = lastNanos;
            return copy;
        }

        /** What was collected. */
        public FrameSample build() {
            List<Long> frames = new ArrayList<>();
            for (int i = 0; i < Math.min(count, first.length); i++) {
                frames.add(first[i]);
            }
            return new FrameSample(frames, last, count, firstNanos, lastNanos);
        }
    }
}
