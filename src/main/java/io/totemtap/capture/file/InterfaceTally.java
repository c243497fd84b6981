package io.totemtap.capture.file;

import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.net.EpochNanos;
import java.util.OptionalLong;

/** Counts the frames of one interface while they pass. */
public final class InterfaceTally {

    private final int id;
    private long frames;
    private long bytes;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = EpochNanos.NEVER;
    private long slicedFrames;

    /** Creates it without frames; {@code id} as in {@link io.totemtap.capture.CaptureInterface#id()}. */
    public InterfaceTally(int id) {
        this.id = id;
    }

    /** Counts a frame; {@code originalLength} is never less than {@code capturedLength}. */
    public void add(long timeNanos, int capturedLength, int originalLength) {
        frames++;
        bytes += originalLength;
        firstNanos = Math.min(firstNanos, timeNanos);
        lastNanos = Math.max(lastNanos, timeNanos);
        if (capturedLength < originalLength) {
            slicedFrames++;
        }
    }

    /** Frames counted. */
    public long frames() {
        return frames;
    }

    /** The latest time stamp, {@link EpochNanos#NEVER} without frames. */
    public long lastNanos() {
        return lastNanos;
    }

    /** What was counted, with the drop counters that come from elsewhere. */
    public OfInterface toStatistics(OptionalLong droppedByKernel, OptionalLong droppedByInterface) {
        long first = frames == 0 ? EpochNanos.NEVER : firstNanos;
        return new OfInterface(id, frames, bytes, first, lastNanos, slicedFrames, droppedByKernel, droppedByInterface);
    }
}
