package io.totemtap.correlate;

import io.totemtap.net.EpochNanos;
import io.totemtap.track.TimeHistogram;
import java.util.Arrays;

/**
 * Tells a rate limiter from other loss: in each second the smaller of what was sent and one ceiling passes. Chance lets what passes
 * vary as a binomial count does; a limiter does not. The test is the sum of squared deviations from the ceiling's prediction, each
 * divided by the binomial variance: it must be so small as chance makes it once in ten thousand (the chi-square quantile as E. B.
 * Wilson and M. M. Hilferty approximate it, 1931). Where a limiter's seconds begin is tried out in steps of a histogram slot.
 */
final class RateLimit {

    private static final int ENOUGH_SECONDS = 6;
    private static final int ENOUGH_LOSSY = 3;
    private static final int LOWEST_CEILING = 3;
    private static final int MOST_SECONDS = 512;

    /** The normal quantile of one in ten thousand. */
    private static final double Z = -3.719;

    /** Counts are whole numbers: W. F. Sheppard's correction keeps a few equal ones from looking too regular. */
    private static final double ROUNDING = 1.0 / 12;

    private RateLimit() {}

    /** Whether the test is passed; both histograms have the same origin. */
    static boolean holds(TimeHistogram sent, TimeHistogram lost, long firstNanos, long lastNanos) {
        long width = sent.widthNanos();
        long second = Math.max(EpochNanos.SECOND, width);
        // A clock that was set may have put first and last centuries apart; what was counted is in the slots.
        long begin = Math.max(firstNanos, sent.firstNanos());
        long end = Math.min(lastNanos, sent.endNanos());
        for (long from = begin; from >= begin && from < begin + second; from += width) {
            // the distance of two times may be more than a long holds: then it is negative
            int seconds = (int) Math.max(0, Math.min(MOST_SECONDS, (end - from) / second));
            if (seconds >= ENOUGH_SECONDS && holds(sent, lost, from, second, seconds)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(TimeHistogram sent, TimeHistogram lost, long from, long second, int seconds) {
        long[] here = new long[seconds];
        long[] passed = new long[seconds];
        long[] limited = new long[seconds];
        int lossy = 0;
        for (int i = 0; i < seconds; i++) {
            long begin = from + i * second;
            long missing = lost.between(begin, begin + second - 1);
            here[i] = sent.between(begin, begin + second - 1);
            passed[i] = here[i] - missing;
            if (missing > 0) {
                limited[lossy++] = passed[i];
            }
        }
        Arrays.sort(limited, 0, lossy);
        long ceiling = lossy < ENOUGH_LOSSY ? 0 : limited[lossy / 2];
        return ceiling >= LOWEST_CEILING && deviation(here, passed, ceiling) < leastByChance(seconds - 1);
    }

    private static double deviation(long[] here, long[] passed, long ceiling) {
        double share =
                Arrays.stream(passed).sum() / (double) Arrays.stream(here).sum();
        double sum = 0;
        for (int i = 0; i < here.length; i++) {
            double off = passed[i] - Math.min(here[i], ceiling);
            sum += here[i] == 0 ? 0 : (off * off + ROUNDING) / (here[i] * share * (1 - share));
        }
        return sum;
    }

    private static double leastByChance(int freedom) {
        double spread = 2.0 / (9 * freedom);
        double root = Math.max(0, 1 - spread + Z * Math.sqrt(spread));
        return freedom * root * root * root;
    }
}
