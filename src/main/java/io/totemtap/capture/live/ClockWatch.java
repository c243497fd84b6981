package io.totemtap.capture.live;

import io.totemtap.net.EpochNanos;
import java.util.Optional;

/** Notices that the host's clock was set: it then differs from the one that only goes forward by more than it did a moment ago. */
final class ClockWatch {

    /** What is less than this is a clock that is being slewed, or a host that is busy. */
    private static final long STEP = 2 * EpochNanos.SECOND;

    private long difference;

    ClockWatch(long timeNanos, long forwardNanos) {
        difference = timeNanos - forwardNanos;
    }

    /** A sentence if the clock was set since this was last asked. */
    Optional<String> step(long timeNanos, long forwardNanos) {
        long now = timeNanos - forwardNanos;
        long step = now - difference;
        difference = now;
        return Math.abs(step) < STEP
                ? Optional.empty()
                : Optional.of("the clock of this host was set " + (step > 0 ? "forward" : "back") + " by "
                        + Math.abs(step) / EpochNanos.SECOND
                        + " s; gaps and ages across this moment mean nothing.");
    }
}
