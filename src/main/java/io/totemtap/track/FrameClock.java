package io.totemtap.track;

import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.Observation.Quiet;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the frames of one interface and knows when they came; time goes forward only, whatever the clock did. A capture on all interfaces
 * has what the host says to itself as well: that is counted, and breaks no silence.
 */
final class FrameClock {

    private static final long QUIET = 2 * EpochNanos.SECOND;
    private static final int MOST_QUIET = 100;

    /** The kernel's type of a loopback interface (ARPHRD_LOOPBACK, linux/if_arp.h), and where cooked headers have it. */
    private static final int LOOPBACK = 772;

    private static final int AT_IN_SLL = 2;
    private static final int AT_IN_SLL2 = 8;

    private final LinkType linkType;

    private final List<Quiet> quiet = new ArrayList<>();
    private long frames;
    private long sliced;
    private long firstNanos = EpochNanos.NEVER;
    private long lastNanos = EpochNanos.NEVER;
    private long nextTick = EpochNanos.NEVER;
    private long lastFrame = FrameId.NONE;
    private long lastFrameNanos = EpochNanos.NEVER;

    FrameClock(LinkType linkType) {
        this.linkType = linkType;
    }

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
        if (!linkType.isCooked() || !isToItself(frame)) {
            long id = FrameId.of(frame.part(), frame.number());
            if (lastFrameNanos != EpochNanos.NEVER && time - lastFrameNanos > QUIET && quiet.size() < MOST_QUIET) {
                quiet.add(new Quiet(lastFrameNanos, time, lastFrame, id));
            }
            lastFrame = id;
            lastFrameNanos = time;
        }
        lastNanos = time;
        boolean ticks = time >= nextTick;
        nextTick = ticks ? time + EpochNanos.SECOND : nextTick;
        return ticks;
    }

    private boolean isToItself(Frame frame) {
        int at = linkType == LinkType.LINUX_SLL ? AT_IN_SLL : AT_IN_SLL2;
        if (frame.capturedLength() < at + 2) {
            return false;
        }
        byte[] bytes = frame.bytes();
        int first = frame.offset() + at;
        return ((bytes[first] & 0xff) << 8 | (bytes[first + 1] & 0xff)) == LOOPBACK;
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
