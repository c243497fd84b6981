package io.totemtap.correlate;

import static io.totemtap.net.EpochNanos.MILLISECOND;
import static io.totemtap.net.EpochNanos.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offset and drift from generated sightings. */
class ClockFitTest {

    private static final long START = 1_308_190_977L * SECOND;

    /** A clock ahead by {@code offset} and fast by {@code ppm}; packets arrive up to {@code delay} later, some much later. */
    private static long[][] pairs(Random random, int count, double seconds, long offset, double ppm, long delay) {
        long[] here = new long[count];
        for (int i = 0; i < count; i++) {
            here[i] = START + Math.round(random.nextDouble() * seconds * SECOND);
        }
        Arrays.sort(here);
        long[] there = new long[count];
        for (int i = 0; i < count; i++) {
            long late = random.nextInt(200) == 0 ? 50 * MILLISECOND : (long) (random.nextDouble() * delay);
            there[i] = here[i] + offset + Math.round((here[i] - START) * ppm * 1e-6) + late;
        }
        return new long[][] {here, there};
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "180, 50", "-420, -50", "3600, 200", "-0.001, 5"})
    void offsetAndDriftAreFoundAndTheErrorBoundIsTrue(double skewSeconds, double ppm) {
        for (int seed = 0; seed < 20; seed++) {
            long offset = Math.round(skewSeconds * SECOND);
            long[][] pairs = pairs(new Random(seed), 400, 600, offset, ppm, 200_000);
            ClockFit fit = ClockFit.of(pairs[0], pairs[1], 400);
            assertEquals(ppm * 1e-6, fit.drift(), 0.2e-6, "seed " + seed);
            assertEquals(400, fit.pairs());
            assertTrue(fit.errorNanos() < MILLISECOND, "the few late packets do not count");
            int inside = 0;
            for (int i = 0; i < 400; i++) {
                inside += Math.abs(fit.toOther(pairs[0][i]) - pairs[1][i]) <= fit.errorNanos() ? 1 : 0;
            }
            assertTrue(inside >= 0.945 * 400, inside + " of 400 within the bound");
            for (double at : new double[] {0, 300, 600}) {
                long here = START + Math.round(at * SECOND);
                long truth = here + offset + Math.round(at * SECOND * ppm * 1e-6);
                assertTrue(
                        Math.abs(fit.toOther(here) - truth) <= fit.errorNanos() + 200_000,
                        "off by " + (fit.toOther(here) - truth) + " at " + at);
            }
        }
    }

    @Test
    void inverseAndCompositionLeadBack() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            ClockFit one = new ClockFit(START, random.nextInt(), random.nextDouble() * 1e-4, 1000, 20);
            ClockFit two = new ClockFit(START + SECOND, random.nextInt(), -random.nextDouble() * 1e-4, 500, 30);
            for (long after : new long[] {-1000, 0, 1, 86_400}) {
                long time = START + after * SECOND;
                assertTrue(Math.abs(one.inverse().toOther(one.toOther(time)) - time) <= 2);
                assertTrue(Math.abs(one.then(two).toOther(time) - two.toOther(one.toOther(time))) <= 2);
            }
            assertEquals(1500, one.then(two).errorNanos());
            assertEquals(20, one.then(two).pairs());
            assertEquals(30, ClockFit.IDENTITY.then(two).pairs());
        }
    }

    @Test
    void tenSecondsAreTooShortForDrift() {
        long[][] pairs = pairs(new Random(1), 100, 9, SECOND, 300, 1000);
        assertEquals(0, ClockFit.of(pairs[0], pairs[1], 100).drift());
    }

    @Test
    void onePairIsAnOffset() {
        ClockFit fit = ClockFit.of(new long[] {START}, new long[] {START + 7}, 1);
        assertEquals(7, fit.offsetNanos());
        assertEquals(0, fit.errorNanos());
        assertEquals(0, fit.drift());
    }

    @Test
    void manyPairsAreSampledEvenly() {
        long[][] pairs = pairs(new Random(4), 60_000, 3_600, -90 * SECOND, -20, 300_000);
        ClockFit fit = ClockFit.of(pairs[0], pairs[1], 60_000);
        assertEquals(-20e-6, fit.drift(), 0.05e-6);
        assertEquals(60_000, fit.pairs());
    }

    @Test
    void driftIsHeldTo500PartsPerMillion() {
        long[][] pairs = pairs(new Random(4), 100, 600, 0, 5_000, 1000);
        assertEquals(5e-4, ClockFit.of(pairs[0], pairs[1], 100).drift());
    }
}
