package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.totemtap.correlate.Correlation;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.TimeHistogram;

/**
 * The time all captures cover, by the reference clock, in equal bins.
 *
 * @param originNanos begin
 * @param endNanos end, later than the begin
 */
record TimeAxis(long originNanos, long endNanos) {

    /** How many bins rates and losses are counted in. */
    static final int BINS = 160;

    static TimeAxis of(Correlation picture) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < picture.captures().size(); i++) {
            long begin = picture.captures().get(i).observation().firstNanos();
            long end = picture.captures().get(i).observation().lastNanos();
            if (begin != EpochNanos.NEVER && end != EpochNanos.NEVER) {
                first = Math.min(first, picture.clocks().toReference(i, begin));
                last = Math.max(last, picture.clocks().toReference(i, end));
            }
        }
        return first > last
                ? new TimeAxis(0, EpochNanos.SECOND)
                : new TimeAxis(first, Math.max(last, first + EpochNanos.MILLISECOND));
    }

    /** When a time line entry of the JSON report happened. */
    static long nanos(JsonNode entry) {
        return entry.path("timeNanos").asLong();
    }

    double spanSeconds() {
        return EpochNanos.seconds(endNanos - originNanos);
    }

    /** Whole microseconds since the one the begin lies in, as seconds, held inside the axis: added to it they give the digits of the report. */
    double seconds(long nanos) {
        long inside = Math.min(Math.max(nanos, originNanos), endNanos);
        return (Math.floorDiv(inside, 1000L) - Math.floorDiv(originNanos, 1000L)) / 1e6;
    }

    long binNanos() {
        return Math.max(1, (endNanos - originNanos) / BINS);
    }

    /** Adds what a histogram counted to bins. A histogram's slot that lies across two bins counts in the one where it begins. */
    void addTo(long[] bins, TimeHistogram histogram, long offsetNanos) {
        long step = histogram.widthNanos();
        long before = 0;
        for (int i = 0; i < BINS; i++) {
            long end = originNanos + (i + 1) * binNanos() - offsetNanos - step;
            long until = i == BINS - 1
                    ? histogram.between(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2)
                    : histogram.between(Long.MIN_VALUE / 2, end);
            bins[i] += Math.max(0, until - before);
            before = Math.max(before, until);
        }
    }
}
