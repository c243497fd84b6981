package io.totemtap.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.EpochNanos;
import io.totemtap.track.TimeHistogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {

    private static final long START = 1_308_190_977_000_000_000L;

    /** Ten seconds with 100 packets each, of which 40 pass. */
    private static TimeHistogram tenSeconds(int each) {
        TimeHistogram counted = new TimeHistogram();
        for (int i = 0; i < 10 * each; i++) {
            counted.add(START + i * (EpochNanos.SECOND / each));
        }
        return counted;
    }

    @Test
    void secondsThatLoseWhatIsAboveOneNumberAreLimited() {
        long last = START + 10 * EpochNanos.SECOND - 1;
        assertTrue(RateLimit.holds(tenSeconds(100), tenSeconds(60), START, last));
        assertFalse(RateLimit.holds(tenSeconds(100), new TimeHistogram(), START, last));
    }

    /** This ended after years, or never, when it walked from the first to the last time second by second. */
    @ParameterizedTest
    @CsvSource({
        "0, 1308190987000000000",
        "-9223372036854775807, 1308190987000000000",
        "-9223372036854775807, 9223372036854775807",
        "1308190977000000000, 9223372036854775807"
    })
    void timesFarFromAllOthersChangeNothing(long firstNanos, long lastNanos) {
        assertTrue(RateLimit.holds(tenSeconds(100), tenSeconds(60), firstNanos, lastNanos));
    }

    @Test
    void aHistogramAtTheEndOfTimeEndsThere() {
        TimeHistogram counted = new TimeHistogram();
        counted.add(Long.MAX_VALUE - 5);
        counted.add(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, counted.endNanos());
        assertFalse(RateLimit.holds(counted, counted, Long.MAX_VALUE - 5, Long.MAX_VALUE));
    }

    /** The distance did not fit a long, and its rest sized an array. */
    @Test
    void timesFurtherApartThanALongHoldsAreNoReasonToFail() {
        TimeHistogram counted = new TimeHistogram();
        counted.add(Long.MIN_VALUE + 5);
        counted.add(Long.MAX_VALUE - 5);
        assertFalse(RateLimit.holds(counted, counted, Long.MIN_VALUE + 5, Long.MAX_VALUE - 5));
    }
}
