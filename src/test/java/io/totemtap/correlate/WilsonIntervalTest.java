package io.totemtap.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals against published values, and how often they hold the truth. */
class WilsonIntervalTest {

    /** R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3; the last two by the closed forms for none and all. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0, 0.1611",
        "1, 29, 0.0061, 0.1718",
        "0, 10, 0.0, 0.2775",
        "10, 10, 0.7225, 1.0"
    })
    void knownValues(long hits, long total, double low, double high) {
        WilsonInterval interval = WilsonInterval.of(hits, total);
        assertEquals(low, interval.low(), 0.00005);
        assertEquals(high, interval.high(), 0.00005);
    }

    @Test
    void nothingCountedMayBeAnything() {
        assertEquals(new WilsonInterval(0, 1), WilsonInterval.of(0, 0));
    }

    @Test
    void theBoundsSurroundTheShareAndMirrorEachOther() {
        for (int total = 1; total <= 60; total++) {
            for (int hits = 0; hits <= total; hits++) {
                WilsonInterval one = WilsonInterval.of(hits, total);
                WilsonInterval other = WilsonInterval.of(total - hits, total);
                double share = hits / (double) total;
                assertTrue(0 <= one.low() && one.low() <= share && share <= one.high() && one.high() <= 1);
                assertEquals(1 - one.high(), other.low(), 1e-12);
            }
        }
    }

    @Test
    void nineteenOfTwentyIntervalsHoldTheTruth() {
        Random random = new Random(11);
        int held = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            double share = random.nextDouble();
            int hits = 0;
            for (int i = 0; i < 80; i++) {
                hits += random.nextDouble() < share ? 1 : 0;
            }
            WilsonInterval interval = WilsonInterval.of(hits, 80);
            held += interval.low() <= share && share <= interval.high() ? 1 : 0;
        }
        assertEquals(0.95, held / 4_000.0, 0.012);
    }
}
