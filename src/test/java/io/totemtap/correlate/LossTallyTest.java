package io.totemtap.correlate;

import static io.totemtap.net.EpochNanos.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.EpochNanos;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes of loss, from losses generated with fixed seeds. */
class LossTallyTest {

    private static final long START = 1_308_190_977L * SECOND;

    private final LossTally tally = new LossTally();
    private long frame;

    private void add(double seconds, int length, boolean passed) {
        tally.add(START + Math.round(seconds * SECOND), ++frame, length, passed);
    }

    /** A constant rate; {@code passes} is asked with the time of each packet. */
    private static LossTally steady(int rate, int seconds, DoublePredicate passes) {
        LossTallyTest test = new LossTallyTest();
        for (int i = 0; i < rate * seconds; i++) {
            double time = i / (double) rate;
            test.add(time, 200, passes.test(time));
        }
        return test.tally;
    }

    private static LossPattern random(int rate, int seconds, double share, int seed) {
        Random random = new Random(seed);
        return steady(rate, seconds, time -> random.nextDouble() >= share).pattern();
    }

    /** Lets so many packets a second pass, its seconds beginning at some phase. */
    private static DoublePredicate limiter(int ceiling, double phase) {
        long[] state = {Long.MIN_VALUE, 0};
        return time -> {
            long window = (long) Math.floor(time + phase);
            if (window != state[0]) {
                state[0] = window;
                state[1] = 0;
            }
            return state[1]++ < ceiling;
        };
    }

    /** Tokens come continuously, at most {@code depth} of them wait. */
    private static DoublePredicate bucket(double rate, double depth) {
        double[] state = {0, depth};
        return time -> {
            state[1] = Math.min(depth, state[1] + (time - state[0]) * rate);
            state[0] = time;
            boolean passes = state[1] >= 1;
            state[1] -= passes ? 1 : 0;
            return passes;
        };
    }

    @Test
    void nothingLostIsNone() {
        LossTally clean = steady(10, 10, time -> true);
        assertEquals(LossPattern.NONE, clean.pattern());
        assertEquals(100, clean.sent());
        assertEquals(0, clean.lost());
        assertEquals(0, clean.shortestLost());
        assertEquals(LossPattern.NONE, new LossTally().pattern());
    }

    @Test
    void everythingLostIsTotalFromThreeOn() {
        assertEquals(LossPattern.UNKNOWN, steady(1, 2, time -> false).pattern());
        assertEquals(LossPattern.TOTAL, steady(1, 3, time -> false).pattern());
        LossTally total = steady(10, 10, time -> false);
        assertEquals(EpochNanos.NEVER, total.lastPassedNanos());
        assertEquals(100, total.longestRun());
    }

    @Test
    void aRepeatThatPassesIsNotTotal() {
        for (int i = 0; i < 5; i++) {
            add(i, 200, false);
        }
        tally.addRepeat(START + 5 * SECOND, 6, 200, true);
        assertEquals(LossPattern.UNKNOWN, tally.pattern());
        assertEquals(1, tally.repeats());
        assertEquals(0, tally.repeatsLost());
    }

    @Test
    void repeatsCountTowardsTotalAndForLengths() {
        add(0, 200, false);
        tally.addRepeat(START + SECOND, 2, 200, false);
        tally.addRepeat(START + 2 * SECOND, 3, 150, false);
        assertEquals(LossPattern.TOTAL, tally.pattern());
        assertEquals(150, tally.shortestLost());
        assertEquals(3, tally.lostFrames().count());
    }

    @ParameterizedTest
    @CsvSource({"5, 1000", "5, 12", "0, 8"})
    void lossBetweenTwoMomentsIsFromAMoment(double from, double to) {
        LossTally moment = steady(20, 20, time -> time < from || time >= to);
        assertEquals(LossPattern.FROM_A_MOMENT, moment.pattern());
        assertEquals(START + Math.round(from * SECOND), moment.longestRunFirstNanos());
        assertEquals(moment.lost(), moment.longestRun());
    }

    @Test
    void aFewStrayLossesBesideTheMomentDoNotHideIt() {
        Random random = new Random(5);
        assertEquals(
                LossPattern.FROM_A_MOMENT,
                steady(20, 40, time -> time < 20 && random.nextDouble() > 0.02).pattern());
    }

    @Test
    void onlyLongPacketsLostIsLargeOnly() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            int length = random.nextInt(3) == 0 ? 1400 + random.nextInt(70) : 100 + random.nextInt(1000);
            add(i * 0.1, length, length < 1400);
        }
        assertEquals(LossPattern.LARGE_ONLY, tally.pattern());
        assertTrue(tally.shortestLost() >= 1400 && tally.longestPassed() < 1100);
        tally.addRepeat(START + 30 * SECOND, 999, 1469, true);
        assertEquals(LossPattern.RANDOM, tally.pattern(), "a long one that passes after all");
    }

    @Test
    void randomLossIsRandomWhateverItsShareAndRate() {
        int other = 0;
        int count = 0;
        for (int rate : new int[] {3, 10, 20, 50, 200}) {
            for (double share : new double[] {0.02, 0.1, 0.25, 0.5, 0.8}) {
                for (int seed = 0; seed < 40; seed++) {
                    LossPattern pattern = random(rate, 30, share, 1000 * rate + seed);
                    count++;
                    other += pattern == LossPattern.BURSTS ? 1 : 0;
                    assertTrue(pattern != LossPattern.RATE_LIMITED, rate + "/s, share " + share + ", seed " + seed);
                }
            }
        }
        assertTrue(other <= 1, other + " of " + count + " random losses are called bursts");
    }

    @Test
    void randomLossOfAnUnsteadySenderIsRandom() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LossTallyTest test = new LossTallyTest();
            double time = 0;
            for (int i = 0; i < 1000; i++) {
                time += -Math.log(1 - random.nextDouble()) / (time % 10 < 5 ? 60 : 8);
                test.add(time, 200, random.nextDouble() > 0.3);
            }
            assertEquals(LossPattern.RANDOM, test.tally.pattern(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"50, 20, 0", "50, 20, 0.3", "30, 20, 0.77", "200, 90, 0.5", "25, 20, 0.1"})
    void aCeilingASecondIsARateLimit(int rate, int ceiling, double phase) {
        assertEquals(
                LossPattern.RATE_LIMITED,
                steady(rate, 30, limiter(ceiling, phase)).pattern());
    }

    @ParameterizedTest
    @CsvSource({"50, 20, 3", "90, 60, 10", "40, 30, 1"})
    void aTokenBucketIsARateLimit(int rate, double tokens, double depth) {
        assertEquals(
                LossPattern.RATE_LIMITED,
                steady(rate, 30, bucket(tokens, depth)).pattern());
    }

    @Test
    void aLoadThatComesAndGoesShowsTheCeilingToo() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            DoublePredicate limiter = limiter(20, random.nextInt(8) / 8.0);
            LossTallyTest test = new LossTallyTest();
            double time = 0;
            while (time < 60) {
                test.add(time, 200, limiter.test(time));
                time += 1.0 / (time % 20 < 10 ? 12 : 60);
            }
            assertEquals(LossPattern.RATE_LIMITED, test.tally.pattern(), "seed " + seed);
        }
    }

    @Test
    void burstsAreLossesThatComeTogether() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            boolean[] bad = {false};
            LossTally bursts = steady(20, 60, time -> {
                bad[0] = bad[0] ? random.nextDouble() > 0.2 : random.nextDouble() < 0.03;
                return !bad[0];
            });
            assertEquals(LossPattern.BURSTS, bursts.pattern(), "seed " + seed);
        }
    }

    @Test
    void aBadSpellThatLosesEveryOtherPacketIsABurstToo() {
        int found = 0;
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            LossTally bursts = steady(40, 60, time -> time % 10 > 1.5 || random.nextDouble() > 0.6);
            found += bursts.pattern() == LossPattern.BURSTS ? 1 : 0;
        }
        assertTrue(found >= 48, found + " of 50");
    }

    @Test
    void lossAtRegularDistancesIsNoBurst() {
        int[] count = {0};
        LossPattern pattern = steady(8, 100, time -> count[0]++ % 10 != 0).pattern();
        // It is what a token bucket of 7.2 packets a second does.
        assertEquals(LossPattern.RATE_LIMITED, pattern);
    }

    @Test
    void fewLossesOfFewPacketsAreUnknown() {
        for (boolean passed : List.of(true, false, true, true, false, true)) {
            add((double) frame, 100, passed);
        }
        assertEquals(LossPattern.UNKNOWN, tally.pattern());
    }

    @Test
    void countsOverTimeFitTheTotals() {
        Random random = new Random(9);
        LossTally mixed = steady(30, 300, time -> random.nextDouble() > 0.4);
        long end = START + 301 * SECOND;
        assertEquals(mixed.lost(), mixed.lostOverTime().between(START, end));
        assertEquals(mixed.sent() - mixed.lost(), mixed.passedOverTime().between(START, end));
        assertEquals(mixed.passedFrames().count() + mixed.lostFrames().count(), mixed.sent());
    }
}
