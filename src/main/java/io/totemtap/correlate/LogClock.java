package io.totemtap.correlate;

import io.totemtap.capture.log.LogTime;
import io.totemtap.net.EpochNanos;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * How the clock of a log stands to the reference clock of the captures.
 *
 * @param offsetNanos what is added to a time of the log, read as UTC where it has no zone
 * @param aroundNanos a moment by the reference clock; a line without year is of the year that brings it nearest to this
 * @param matches how many states log and wire share at this offset
 * @param errorNanos the largest difference between the two at one of these
 */
public record LogClock(long offsetNanos, long aroundNanos, int matches, long errorNanos) {

    private static final int YEARS = 1;
    private static final long SECONDS_OF_A_YEAR = 31_556_952L;

    /** A time of the log by the reference clock; absent if the log names a day that does not exist. */
    public OptionalLong toReference(LogTime time) {
        OptionalLong read = utc(time, aroundNanos);
        return read.isPresent() ? OptionalLong.of(read.getAsLong() + offsetNanos) : read;
    }

    /** A time of a log as if it were UTC, of the year that brings it nearest to a moment. */
    static OptionalLong utc(LogTime time, long aroundNanos) {
        long year = 1970 + Math.floorDiv(aroundNanos, SECONDS_OF_A_YEAR * EpochNanos.SECOND);
        OptionalLong best = OptionalLong.empty();
        for (long one = year - YEARS; one <= year + YEARS; one++) {
            OptionalLong read = time.epochNanos((int) one, ZoneOffset.UTC);
            if (read.isPresent()
                    && (best.isEmpty()
                            || Math.abs(read.getAsLong() - aroundNanos) < Math.abs(best.getAsLong() - aroundNanos))) {
                best = read;
            }
        }
        return best;
    }
}
