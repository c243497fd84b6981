package io.totemtap.track.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.track.totem.Ring.Rotation;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Quantiles against sorted lists. */
class DurationHistogramTest {

    @Test
    void quantilesAreRightToNinePerCent() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            long[] values = new long[1 + random.nextInt(5_000)];
            DurationHistogram histogram = new DurationHistogram();
            for (int i = 0; i < values.length; i++) {
                values[i] = (long) Math.exp(random.nextDouble() * 40);
                histogram.add(values[i]);
            }
            Arrays.sort(values);
            Rotation found = histogram.toRotation();
            assertEquals(values.length, found.count());
            assertEquals(values[0], found.lowest());
            assertEquals(values[values.length - 1], found.highest());
            near(values[(int) Math.ceil(0.5 * values.length) - 1], found.median());
            near(values[(int) Math.ceil(0.95 * values.length) - 1], found.high());
        }
    }

    private static void near(long expected, long actual) {
        assertTrue(Math.abs(actual - expected) <= 0.09 * expected + 1, expected + " " + actual);
    }

    @Test
    void nothingHasNoQuantiles() {
        assertEquals(new Rotation(0, 0, 0, 0, 0), new DurationHistogram().toRotation());
    }

    @Test
    void negativeDurationsAreNotCounted() {
        DurationHistogram histogram = new DurationHistogram();
        histogram.add(-5);
        histogram.add(0);
        histogram.add(Long.MAX_VALUE);
        assertEquals(2, histogram.count());
        assertEquals(0, histogram.toRotation().lowest());
        assertEquals(Long.MAX_VALUE, histogram.toRotation().highest());
    }
}
