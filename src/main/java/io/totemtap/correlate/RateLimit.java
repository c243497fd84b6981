package io.totemtap.correlate;

import io.totemtap.net.EpochNanos;
import io.totemtap.track.TimeHistogram;

/**
 * Tells a rate limiter from other loss: seconds with few packets lose nothing, seconds with many lose what is above one and the same
 * number.
 */
final class RateLimit {

    private static final int ENOUGH_SECONDS = 3;

    private RateLimit() {}

    static boolean holds(TimeHistogram sent, TimeHistogram lost, long firstNanos, long lastNanos) {
        long step = Math.max(EpochNanos.SECOND, sent.widthNanos());
        long lossySeconds = 0;
        long lowestCeiling = Long.MAX_VALUE;
        long highestCeiling = 0;
        long mostWithoutLoss = 0;
        // A clock that was set may have put first and last centuries apart; what was counted is in the slots.
        long begin = Math.max(firstNanos, sent.firstNanos());
        long end = Math.min(lastNanos, sent.endNanos());
        for (long from = begin; from >= begin && from <= end; from += step) {
            long to = from + step - 1;
            long here = sent.between(from, to);
            long missing = lost.between(from, to);
            if (missing * 5 > here) {
                lossySeconds++;
                lowestCeiling = Math.min(lowestCeiling, here - missing);
                highestCeiling = Math.max(highestCeiling, here - missing);
            } else if (missing == 0) {
                mostWithoutLoss = Math.max(mostWithoutLoss, here);
            }
        }
        return lossySeconds >= ENOUGH_SECONDS
                && lowestCeiling > 2
                && highestCeiling <= 2 * lowestCeiling
                && mostWithoutLoss <= 2 * highestCeiling;
    }
}
