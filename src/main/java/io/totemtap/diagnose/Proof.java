package io.totemtap.diagnose;

import io.totemtap.correlate.Vantage;
import io.totemtap.track.FrameId;
import io.totemtap.track.FrameSample;
import java.util.ArrayList;
import java.util.List;

/** Makes evidence of what a capture shows. */
public final class Proof {

    private Proof() {}

    /** Evidence from a sample of frames: the first ones and the last. */
    public static Evidence frames(Vantage capture, FrameSample sample, String text) {
        List<Long> numbers = new ArrayList<>();
        for (long frame : sample.first()) {
            numbers.add(FrameId.number(frame));
        }
        long last = FrameId.number(sample.last());
        if (sample.count() > numbers.size() && !numbers.contains(last)) {
            numbers.add(last);
        }
        String name = sample.first().isEmpty()
                ? capture.name()
                : capture.nameFor(sample.first().get(0));
        return new Evidence(text, name, numbers, sample.firstNanos(), sample.lastNanos(), sample.count());
    }

    /** Evidence from two frames, such as the first and the last of a stretch of time. */
    public static Evidence between(
            Vantage capture,
            long firstFrame,
            long lastFrame,
            long firstNanos,
            long lastNanos,
            long count,
            String text) {
        List<Long> numbers = new ArrayList<>();
        for (long frame : new long[] {firstFrame, lastFrame}) {
            if (frame != FrameId.NONE && !numbers.contains(FrameId.number(frame))) {
                numbers.add(FrameId.number(frame));
            }
        }
        return new Evidence(text, capture.nameFor(firstFrame), numbers, firstNanos, lastNanos, count);
    }
}
