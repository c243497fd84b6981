package io.totemtap.correlate;

import io.totemtap.correlate.ClockAlignment.Clock;
import io.totemtap.correlate.ClockAlignment.Quality;
import io.totemtap.correlate.IdentitySample.Matches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Aligns the clocks of several captures: fits each pair that shares packets, takes the capture that shares most with others as the
 * reference, and reaches the rest over the best known neighbours. Captures may run minutes apart and drift.
 */
final class ClockAligner {

    private static final long PATTERN_TOLERANCE = 5_000_000L;

    private final List<Vantage> captures;
    private final IdentitySample[] samples;
    private final Matches[][] matches;

    ClockAligner(List<Vantage> captures, IdentityKey key) {
        this.captures = captures;
        int count = captures.size();
        samples = new IdentitySample[count];
        matches = new Matches[count][count];
        for (int i = 0; i < count; i++) {
            samples[i] = new IdentitySample(captures.get(i).observation().sightings(), key);
        }
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                matches[i][j] = samples[i].matches(samples[j]);
            }
        }
    }

    /** Packets two captures have in common, each seen once in both. */
    Matches matches(int one, int other) {
        return matches[one][other];
    }

    ClockAlignment align() {
        int count = captures.size();
        Clock[] clocks = new Clock[count];
        int reference = reference();
        clocks[reference] = new Clock(ClockFit.IDENTITY, Quality.REFERENCE);
        for (int known = 1; known < count; known++) {
            int[] link = bestLink(clocks);
            if (link[0] >= 0) {
                clocks[link[1]] = fitted(clocks[link[0]], link[0], link[1]);
            }
        }
        for (int i = 0; i < count; i++) {
            if (clocks[i] == null) {
                clocks[i] = byPattern(clocks, reference, i);
            }
        }
        return new ClockAlignment(List.of(clocks));
    }

    private int reference() {
        int best = 0;
        long most = -1;
        for (int i = 0; i < captures.size(); i++) {
            long shared = 0;
            for (int j = 0; j < captures.size(); j++) {
                shared += i == j ? 0 : matches[i][j].count();
            }
            if (shared > most) {
                most = shared;
                best = i;
            }
        }
        return best;
    }

    /** The known and the unknown capture that share most packets; -1 if none share any. */
    private int[] bestLink(Clock[] clocks) {
        int[] link = {-1, -1};
        int most = 0;
        for (int i = 0; i < clocks.length; i++) {
            for (int j = 0; j < clocks.length; j++) {
                if (clocks[i] != null && clocks[j] == null && matches[j][i].count() > most) {
                    most = matches[j][i].count();
                    link = new int[] {i, j};
                }
            }
        }
        return link;
    }

    private Clock fitted(Clock known, int from, int to) {
        Matches shared = matches[to][from];
        ClockFit fit = shared.fit();
        Quality quality = shared.count() >= ClockFit.LEAST_PAIRS && known.quality() != Quality.COARSE
                ? Quality.FITTED
                : Quality.COARSE;
        return new Clock(fit.then(known.fit()), quality);
    }

    private Clock byPattern(Clock[] clocks, int reference, int capture) {
        List<Integer> candidates = new ArrayList<>();
        candidates.add(reference);
        for (int i = 0; i < clocks.length; i++) {
            if (i != reference && clocks[i] != null && clocks[i].quality() == Quality.FITTED) {
                candidates.add(i);
            }
        }
        for (int other : candidates) {
            long[] best = samples[capture].bestOffset(samples[other], PATTERN_TOLERANCE);
            if (best[1] >= 2) {
                ClockFit fit = new ClockFit(
                        captures.get(capture).observation().firstNanos(), best[0], 0, PATTERN_TOLERANCE, (int) best[1]);
                return new Clock(fit.then(clocks[other].fit()), Quality.COARSE);
            }
        }
        return new Clock(ClockFit.IDENTITY, Quality.ASSUMED);
    }

    /**
     * How much later than the fit says the packets of a host arrive at the second capture, in the middle: captures nearer to the host
     * see its packets earlier. NaN with fewer than five packets.
     */
    double lateness(int one, int other, Set<Integer> flowsOfHost, ClockFit fit) {
        Matches shared = matches[one][other];
        double[] late = new double[shared.count()];
        int n = 0;
        for (int i = 0; i < shared.count(); i++) {
            if (flowsOfHost.contains(shared.flow(i))) {
                late[n++] = shared.there(i) - fit.toOther(shared.here(i));
            }
        }
        if (n < 5) {
            return Double.NaN;
        }
        Arrays.sort(late, 0, n);
        return late[n / 2];
    }
}
