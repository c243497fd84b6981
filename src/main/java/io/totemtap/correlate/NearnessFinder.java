package io.totemtap.correlate;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Places captures that signs of their own do not place, by comparing them: a host's packets reach the capture taken on it first, so
 * against the common clock the packets of two hosts are early at different captures.
 */
final class NearnessFinder {

    /** Hosts whose packets are not at least this much apart are not told apart: half a microsecond, less than a hop over a switch. */
    private static final double LEAST_DIFFERENCE = 500;

    private final List<Vantage> captures;
    private final ClockAligner aligner;
    private final List<Participant> hosts;

    NearnessFinder(List<Vantage> captures, ClockAligner aligner, List<Participant> hosts) {
        this.captures = captures;
        this.aligner = aligner;
        this.hosts = hosts;
    }

    List<Vantage> place() {
        List<Vantage> result = new ArrayList<>(captures);
        for (int i = 0; i < captures.size(); i++) {
            if (captures.get(i).host().isEmpty() && captures.get(i).declared().role() == Role.UNKNOWN) {
                Optional<IpAddress> host = nearest(i);
                if (host.isPresent()) {
                    result.set(
                            i,
                            captures.get(i)
                                    .at(
                                            Role.NODE,
                                            host.get(),
                                            "the packets of this host are in it before they are in the other captures"));
                }
            }
        }
        return result;
    }

    private Optional<IpAddress> nearest(int capture) {
        Set<IpAddress> answers = new HashSet<>();
        for (int other = 0; other < captures.size(); other++) {
            if (other != capture && aligner.matches(capture, other).count() >= 2 * ClockFit.LEAST_PAIRS) {
                earliest(capture, other).ifPresent(answers::add);
            }
        }
        return answers.size() == 1 ? Optional.of(answers.iterator().next()) : Optional.empty();
    }

    /** The host whose packets are earliest here compared with the other capture. */
    private Optional<IpAddress> earliest(int capture, int other) {
        ClockFit fit = aligner.matches(capture, other).fit();
        Optional<IpAddress> best = Optional.empty();
        double most = Double.NaN;
        double least = Double.NaN;
        for (Participant host : hosts) {
            double late = aligner.lateness(capture, other, flowsOf(host.address(), capture), fit);
            if (Double.isNaN(late)) {
                continue;
            }
            if (Double.isNaN(most) || late > most) {
                most = late;
                best = Optional.of(host.address());
            }
            least = Double.isNaN(least) ? late : Math.min(least, late);
        }
        return most - least > LEAST_DIFFERENCE ? best : Optional.empty();
    }

    private Set<Integer> flowsOf(IpAddress host, int capture) {
        Set<Integer> numbers = new HashSet<>();
        List<Flow> flows = captures.get(capture).observation().flows();
        for (int i = 0; i < flows.size(); i++) {
            if (flows.get(i).key().source().equals(host)) {
                numbers.add(i);
            }
        }
        return numbers;
    }
}
