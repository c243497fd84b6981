package io.totemtap.correlate;

import java.util.Arrays;

/**
 * How one clock runs against another: {@code other = this + offset + drift × (this − origin)}. Fitted robustly to pairs of
 * time stamps of the same packet, so that packets that were queued, or matched by accident, do not pull it.
 *
 * @param originNanos where the offset holds, by this clock
 * @param offsetNanos what to add at the origin
 * @param drift nanoseconds per nanosecond; 50 ppm is 5e-5
 * @param errorNanos half width that contains the middle 95 % of the pairs
 * @param pairs how many pairs it rests on
 */
public record ClockFit(long originNanos, long offsetNanos, double drift, long errorNanos, int pairs) {

    /** The same clock. */
    public static final ClockFit IDENTITY = new ClockFit(0, 0, 0, 0, 0);

    /** Fewer pairs than this give no fit worth a number. */
    public static final int LEAST_PAIRS = 10;

    private static final int MOST_SLOPES = 200_000;
    private static final double MOST_DRIFT = 5e-4;

    /** The reading of the other clock when this one reads {@code nanos}. */
    public long toOther(long nanos) {
        return nanos + offsetNanos + Math.round(drift * (nanos - originNanos));
    }

    /** The fit seen from the other clock. */
    public ClockFit inverse() {
        return new ClockFit(originNanos + offsetNanos, -offsetNanos, -drift / (1 + drift), errorNanos, pairs);
    }

    /** This fit followed by {@code next}, which starts at the other clock. */
    public ClockFit then(ClockFit next) {
        long there = toOther(originNanos);
        return new ClockFit(
                originNanos,
                next.toOther(there) - originNanos,
                (1 + drift) * (1 + next.drift) - 1,
                errorNanos + next.errorNanos,
                Math.min(pairs == 0 ? next.pairs : pairs, next.pairs == 0 ? pairs : next.pairs));
    }

    /**
     * Fits by the median of pairwise slopes (Theil–Sen, on an even sample where there are many pairs) and the median of
     * residuals. Drift is only fitted where the pairs span ten seconds and is held to 500 ppm.
     *
     * @param here times by this clock, in ascending order
     * @param there times by the other clock, same packets
     * @param count how many entries are used, at least 1
     */
    public static ClockFit of(long[] here, long[] there, int count) {
        long origin = here[0];
        double drift =
                here[count - 1] - origin > 10_000_000_000L && count >= LEAST_PAIRS ? slope(here, there, count) : 0;
        long[] residuals = new long[count];
        for (int i = 0; i < count; i++) {
            residuals[i] = there[i] - here[i] - Math.round(drift * (here[i] - origin));
        }
        Arrays.sort(residuals);
        long offset = residuals[count / 2];
        long error = Math.max(
                residuals[Math.min(count - 1, (int) (count * 0.975))] - offset,
                offset - residuals[(int) (count * 0.025)]);
        return new ClockFit(origin, offset, drift, error, count);
    }

    private static double slope(long[] here, long[] there, int count) {
        int step = Math.max(1, (int) Math.ceil(count / Math.sqrt(2.0 * MOST_SLOPES)));
        int used = (count + step - 1) / step;
        double[] slopes = new double[used * (used - 1) / 2];
        int n = 0;
        long least = (here[count - 1] - here[0]) / 4;
        for (int i = 0; i < count; i += step) {
            for (int j = i + step; j < count; j += step) {
                long span = here[j] - here[i];
                if (span >= least) {
                    slopes[n++] = (there[j] - there[i] - span) / (double) span;
                }
            }
        }
        if (n == 0) {
            return 0;
        }
        Arrays.sort(slopes, 0, n);
        return Math.max(-MOST_DRIFT, Math.min(MOST_DRIFT, slopes[n / 2]));
    }
}
