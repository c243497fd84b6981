package io.totemtap.correlate;

import io.totemtap.correlate.ClockAlignment.Clock;
import io.totemtap.correlate.ClockAlignment.Quality;
import io.totemtap.correlate.IdentitySample.Matches;
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
            samples[i] =
                    new IdentitySample(captures.get(i).observation().sightings(), key, IdentitySample.sizeFor(count));
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
        Clock[] clocks = new Clock[captures.size()];
        for (int family = 0; ; family++) {
            int reference = reference(clocks);
            if (reference < 0) {
                return new ClockAlignment(List.of(clocks));
            }
            clocks[reference] = family == 0
                    ? new Clock(ClockFit.IDENTITY, Quality.REFERENCE, family)
                    : unrelated(clocks, reference, family);
            int[] link = bestLink(clocks);
            while (link[0] >= 0) {
                clocks[link[1]] = fitted(clocks[link[0]], link[0], link[1]);
                link = bestLink(clocks);
            }
        }
    }

    /** Of the captures that are not placed yet the one that shares most packets with others; -1 if all are placed. */
    private int reference(Clock[] clocks) {
        int best = -1;
        long most = -1;
        for (int i = 0; i < captures.size(); i++) {
            if (clocks[i] != null) {
                continue;
            }
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
        return new Clock(fit.then(known.fit()), quality, known.family());
    }

    /** A capture that shares no single packet with those placed so far: by packets that look alike, else by the clocks themselves. */
    private Clock unrelated(Clock[] clocks, int capture, int family) {
        for (int other = 0; other < clocks.length; other++) {
            if (clocks[other] == null) {
                continue;
            }
            long[] best = samples[capture].bestOffset(samples[other], PATTERN_TOLERANCE);
            if (best[1] >= 2) {
                ClockFit fit = new ClockFit(
                        captures.get(capture).observation().firstNanos(), best[0], 0, PATTERN_TOLERANCE, (int) best[1]);
                return new Clock(fit.then(clocks[other].fit()), Quality.COARSE, clocks[other].family());
            }
        }
        return new Clock(assumed(clocks, capture), Quality.ASSUMED, family);
    }

    /** Captures of one case ran at the same time: where the clocks say otherwise, it is they that differ. */
    private ClockFit assumed(Clock[] clocks, int capture) {
        long from = captures.get(capture).observation().firstNanos();
        long to = captures.get(capture).observation().lastNanos();
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < clocks.length; i++) {
            if (clocks[i] != null) {
                earliest = Math.min(
                        earliest,
                        clocks[i].fit().toOther(captures.get(i).observation().firstNanos()));
                latest = Math.max(
                        latest,
                        clocks[i].fit().toOther(captures.get(i).observation().lastNanos()));
            }
        }
        boolean overlap = Math.min(to, latest) - Math.max(from, earliest) > (to - from) / 2;
        return overlap ? ClockFit.IDENTITY : new ClockFit(from, earliest - from, 0, Math.abs(to - from), 0);
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
