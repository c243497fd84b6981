package io.totemtap.capture.live;

import io.totemtap.capture.CaptureStatistics;

/** Hears what happens beside the frames. Called on the thread that runs the source, between two frames. */
public interface LiveListener {

    /** Hears nothing. */
    LiveListener NONE = new LiveListener() {
        @Override
        public void said(String message) {}

        @Override
        public void ticked(long timeNanos, CaptureStatistics soFar) {}
    };

    /** Something happened to an interface; one sentence for the user. */
    void said(String message);

    /**
     * A second has passed.
     *
     * @param timeNanos the host's clock, epoch nanoseconds
     * @param soFar frames and drops until now
     */
    void ticked(long timeNanos, CaptureStatistics soFar);
}
