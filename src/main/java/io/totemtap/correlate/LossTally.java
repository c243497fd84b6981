package io.totemtap.correlate;

import io.totemtap.net.EpochNanos;
import io.totemtap.track.FrameSample;
import io.totemtap.track.TimeHistogram;

/**
 * Counts packets that were seen at one place and were, or were not, seen at another; fed in the order of time. Bounded: counts, the
 * longest run of losses, lengths, and a histogram over time.
 */
final class LossTally {

    private static final int FEW = 8;

    /** Standard deviations below the mean that chance does not reach once in a thousand, also where losses are few. */
    private static final double DEVIATIONS = 4;

    private final TimeHistogram sentOverTime = new TimeHistogram();
    private final TimeHistogram lostOverTime = new TimeHistogram();
    private final TimeHistogram passedOverTime = new TimeHistogram();
    private final FrameSample.Builder lostFrames = new FrameSample.Builder();
    private final FrameSample.Builder passedFrames = new FrameSample.Builder();

    private long sent;
    private long lost;
    private long repeats;
    private long repeatsLost;
    private long firstNanos = EpochNanos.NEVER;
    private long lastNanos = EpochNanos.NEVER;
    private long lastPassedNanos = EpochNanos.NEVER;
    private int shortestLost = Integer.MAX_VALUE;
    private int longestPassed;

    private long run;
    private long runs;
    private long runFirstNanos;
    private long longestRun;
    private long longestRunFirstNanos = EpochNanos.NEVER;
    private long longestRunLastNanos = EpochNanos.NEVER;

    /**
     * A packet that was seen at the first place.
     *
     * @param frame its frame there
     */
    void add(long timeNanos, long frame, int length, boolean passed) {
        sent++;
        sentOverTime.add(timeNanos);
        if (firstNanos == EpochNanos.NEVER) {
            firstNanos = timeNanos;
            lostOverTime.startAt(timeNanos);
            passedOverTime.startAt(timeNanos);
        }
        lastNanos = timeNanos;
        if (passed) {
            lastPassedNanos = timeNanos;
            passedOverTime.add(timeNanos);
            passedFrames.add(timeNanos, frame);
            longestPassed = Math.max(longestPassed, length);
            run = 0;
            return;
        }
        lost++;
        lostOverTime.add(timeNanos);
        lostFrames.add(timeNanos, frame);
        shortestLost = Math.min(shortestLost, length);
        if (run++ == 0) {
            runs++;
            runFirstNanos = timeNanos;
        }
        if (run > longestRun) {
            longestRun = run;
            longestRunFirstNanos = runFirstNanos;
            longestRunLastNanos = timeNanos;
        }
    }

    /** A repeat of a message that has been counted. */
    void addRepeat(long timeNanos, long frame, int length, boolean passed) {
        repeats++;
        if (passed) {
            longestPassed = Math.max(longestPassed, length);
            passedFrames.add(timeNanos, frame);
        } else {
            repeatsLost++;
            shortestLost = Math.min(shortestLost, length);
            lostFrames.add(timeNanos, frame);
        }
    }

    /** Repeats of messages that have been counted. */
    long repeats() {
        return repeats;
    }

    /** Of these, not seen at the second place. */
    long repeatsLost() {
        return repeatsLost;
    }

    long sent() {
        return sent;
    }

    long lost() {
        return lost;
    }

    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }

    long lastPassedNanos() {
        return lastPassedNanos;
    }

    FrameSample lostFrames() {
        return lostFrames.build();
    }

    FrameSample passedFrames() {
        return passedFrames.build();
    }

    long longestRun() {
        return longestRun;
    }

    long longestRunFirstNanos() {
        return longestRunFirstNanos;
    }

    long longestRunLastNanos() {
        return longestRunLastNanos;
    }

    int shortestLost() {
        return lost + repeatsLost == 0 ? 0 : shortestLost;
    }

    int longestPassed() {
        return longestPassed;
    }

    /** When packets were lost. */
    TimeHistogram lostOverTime() {
        return lostOverTime;
    }

    /** When packets passed. */
    TimeHistogram passedOverTime() {
        return passedOverTime;
    }

    /**
     * The shape of the loss, by the first test that fits.
     *
     * <ul>
     *   <li>{@code total}: nothing passed, of three packets or more.
     *   <li>{@code large-only}: every lost packet is longer than every one that passed; three of each, repeats counted.
     *   <li>{@code from-a-moment}: one run holds nine losses in ten and is three packets long.
     *   <li>{@code rate-limited}: {@link RateLimit} finds a ceiling.
     *   <li>{@code bursts}: eight losses or more in at most two thirds of the runs that chance would make of them, and four standard
     *       deviations below that number (the runs test of A. Wald and J. Wolfowitz, 1940).
     *   <li>{@code random}: otherwise, from eight losses on.
     * </ul>
     */
    LossPattern pattern() {
        if (lost == 0) {
            return LossPattern.NONE;
        }
        if (lost == sent) {
            return lost + repeatsLost >= 3 && repeatsLost == repeats ? LossPattern.TOTAL : LossPattern.UNKNOWN;
        }
        if (lost + repeatsLost >= 3 && sent - lost >= 3 && shortestLost > longestPassed) {
            return LossPattern.LARGE_ONLY;
        }
        if (longestRun >= 3 && longestRun * 10 >= lost * 9) {
            return LossPattern.FROM_A_MOMENT;
        }
        if (RateLimit.holds(sentOverTime, lostOverTime, firstNanos, lastNanos)) {
            return LossPattern.RATE_LIMITED;
        }
        if (lost >= FEW && isInBursts()) {
            return LossPattern.BURSTS;
        }
        return lost >= FEW || sent >= 10L * FEW ? LossPattern.RANDOM : LossPattern.UNKNOWN;
    }

    /** Losses and passes in any order alike make runs of losses whose number has this mean and variance. */
    private boolean isInBursts() {
        double all = sent;
        double passed = all - lost;
        double mean = lost * (passed + 1) / all;
        double variance = lost * (lost - 1.0) * passed * (passed + 1) / (all * all * (all - 1));
        return runs * 3 <= mean * 2 && mean - runs > DEVIATIONS * Math.sqrt(variance);
    }
}
