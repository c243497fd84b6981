package io.totemtap.track.totem;

import io.totemtap.track.totem.Ring.Rotation;
import io.totemtap.track.totem.RotationHistory.Span;
import java.util.ArrayList;
import java.util.List;

/** A distribution of durations in slots that grow by an eighth of a power of two: quantiles to nine per cent, in 2 KB. */
final class DurationHistogram {

    private static final int STEPS = 8;

    private final int[] counts = new int[64 * STEPS];
    private long count;
    private long lowest = Long.MAX_VALUE;
    private long highest;

    /** Counts one; a negative one, from a clock that was set back in between, is none. */
    void add(long nanos) {
        if (nanos < 0) {
            return;
        }
        long value = Math.max(1, nanos);
        int power = 63 - Long.numberOfLeadingZeros(value);
        int step = (int) (power >= 3 ? value >>> (power - 3) : value << (3 - power)) & (STEPS - 1);
        counts[power * STEPS + step]++;
        count++;
        lowest = Math.min(lowest, nanos);
        highest = Math.max(highest, nanos);
    }

    long count() {
        return count;
    }

    private long quantile(double share) {
        long wanted = (long) Math.ceil(share * count);
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i];
            if (sum >= wanted && sum > 0) {
                double value = Math.scalb(1 + (i % STEPS + 0.5) / STEPS, i / STEPS);
                return Math.max(lowest, Math.min(highest, Math.round(value)));
            }
        }
        return 0;
    }

    Rotation toRotation() {
        return count == 0
                ? new Rotation(0, 0, 0, 0, 0)
                : new Rotation(count, lowest, quantile(0.5), quantile(0.95), highest);
    }

    /** The slots that something was counted in, shortest first. */
    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                spans.add(new Span(begin(i), Math.max(begin(i) + 1, begin(i + 1)), counts[i]));
            }
        }
        return spans;
    }

    private static long begin(int slot) {
        return Math.round(Math.scalb(1 + (slot % STEPS) / (double) STEPS, slot / STEPS));
    }
}
