package io.totemtap.track;

import static io.totemtap.net.EpochNanos.SECOND;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counts over time in a fixed number of slots. */
class TimeHistogramTest {

    private final TimeHistogram histogram = new TimeHistogram();

    @Test
    void anEmptyOneHasNothingAnywhere() {
        assertEquals(0, histogram.between(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2));
        assertEquals(125_000_000L, histogram.widthNanos());
    }

    @Test
    void countsAreThoseOfTheSlotsTouched() {
        for (int i = 0; i < 10; i++) {
            histogram.add(i * SECOND);
        }
        assertEquals(10, histogram.between(0, 9 * SECOND));
        assertEquals(3, histogram.between(2 * SECOND, 4 * SECOND));
        assertEquals(0, histogram.between(2 * SECOND + SECOND / 2, 2 * SECOND + 3 * SECOND / 4));
        assertEquals(0, histogram.between(-5 * SECOND, -1));
        assertEquals(1, histogram.between(9 * SECOND, 1000 * SECOND));
    }

    @Test
    void nothingIsLostWhenSlotsFold() {
        Random random = new Random(7);
        long time = 1_308_190_977L * SECOND;
        long first = time;
        for (int i = 0; i < 100_000; i++) {
            histogram.add(time);
            time += random.nextInt(1_000_000_000);
        }
        assertEquals(100_000, histogram.between(first, time));
        assertTrue(histogram.widthNanos() > SECOND);
        long middle = first + (time - first) / 2;
        long left = histogram.between(first, middle);
        assertTrue(Math.abs(left - 50_000) < 1_000, left + " in the first half");
    }

    @Test
    void theLongestGapIsFoundToTheWidthOfASlot() {
        for (double time : new double[] {0, 1, 2, 9, 10, 12}) {
            histogram.add(Math.round(time * SECOND));
        }
        assertArrayEquals(new long[] {2 * SECOND + 125_000_000L, 9 * SECOND}, histogram.longestGap());
    }

    @Test
    void timesBeforeTheFirstCountAsTheFirst() {
        histogram.add(10 * SECOND);
        histogram.add(3 * SECOND);
        assertEquals(2, histogram.between(10 * SECOND, 10 * SECOND));
    }
}
