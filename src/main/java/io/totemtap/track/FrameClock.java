package io.totemtap.track;

import io.totemtap.capture.Frame;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.Observation.Quiet;
import java.util.ArrayList;
import java.util.List;

/** Counts the frames of one interface and knows when they came; time goes forward only, whatever the clock did. */
final class FrameClock {

    private static final long QUIET = 2 * EpochNanos.SECOND;
    private static final int MOST_QUIET = 100;

    private final List<Quiet> quiet = new ArrayList<>();
    private long frames;
    private long sliced;
    private long firstNanos = EpochNanos.NEVER;
    private long lastNanos = EpochNanos.NEVER;
    private long nextTick = EpochNanos.NEVER;
    private long lastFrame = FrameId.NONE;

    /** Takes a frame. Returns whether a second has passed since this was last true. */
    boolean tick(Frame frame) {
        long time = frame.timeNanos();
        frames++;
        if (frame.capturedLength() < frame.originalLength()) {
            sliced++;
        }
        if (firstNanos == EpochNanos.NEVER || time < firstNanos) {
            firstNanos = time;
        }
        if (time <= lastNanos) {
            return false;
        }
        long id = FrameId.of(frame.part(), frame.number());
        if (lastNanos != EpochNanos.NEVER && time - lastNanos > QUIET && quiet.size() < MOST_QUIET) {
            quiet.add(new Quiet(lastNanos, time, lastFrame, id));
        }
        lastFrame = id;
        lastNanos = time;
        boolean ticks = time >= nextTick;
        nextTick = ticks ? time + EpochNanos.SECOND : nextTick;
        return ticks;
    }

    long frames() {
        return frames;
    }

    long sliced() {
        return sliced;
    }

    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }

    List<Quiet> quiet() {
        return quiet;
    }
}
