package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv6Address;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Querier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Queriers that are there and not as they should be: two that both go on querying, one without an address, and one whose version
 * differs from what the hosts report in. None of it loses anything by itself; each has cost somebody a night.
 */
public final class QueriersRule implements Rule {

    private static final String WITHOUT_ADDRESS = "querier-without-address";
    private static final String VERSIONS = "igmp-version-mix";

    @Override
    public String id() {
        return "second-querier";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Vantage capture : facts.picture().captures()) {
            List<Querier> queriers = capture.observation().queriers().stream()
                    .filter(querier -> !(querier.address() instanceof Ipv6Address) && querier.generalQueries() > 0)
                    .toList();
            if (conclusions.isEmpty()) {
                both(facts, capture, queriers, conclusions);
                anonymous(capture, queriers, conclusions);
                versions(facts, capture, queriers, conclusions);
            }
        }
        return conclusions;
    }

    /** Of two queriers one falls silent after the election; here each queried after the other had. */
    private void both(Facts facts, Vantage capture, List<Querier> queriers, List<Conclusion> conclusions) {
        for (Querier one : queriers) {
            for (Querier other : queriers) {
                boolean isPair = one.address().compareTo(other.address()) < 0;
                boolean overlap =
                        other.lastNanos() > one.firstNanos() + one.timers().queryResponseInterval()
                                && one.lastNanos() > other.firstNanos();
                if (isPair && overlap && other.generalQueries() > 1 && one.generalQueries() > 1) {
                    conclusions.add(new Finding(
                            id(),
                            Place.NONE,
                            Severity.WARNING,
                            Certainty.PROVEN,
                            one.address() + " and " + other.address() + " both query: the higher address should fall "
                                    + "silent, so the two do not hear each other, or one of them does not obey",
                            List.of(evidence(facts, capture, one), evidence(facts, capture, other)),
                            List.of()));
                }
            }
        }
    }

    /** The general queries of one querier. */
    static Evidence evidence(Facts facts, Vantage capture, Querier querier) {
        return Proof.between(
                capture,
                querier.firstFrame(),
                querier.lastFrame(),
                querier.firstNanos(),
                querier.lastNanos(),
                querier.generalQueries(),
                Words.count(querier.generalQueries()) + " general queries of " + querier.address() + " from "
                        + facts.clock(querier.firstNanos()) + " to " + facts.clock(querier.lastNanos()));
    }

    private static void anonymous(Vantage capture, List<Querier> queriers, List<Conclusion> conclusions) {
        for (Querier querier : queriers) {
            if (querier.address().isUnspecified()) {
                conclusions.add(new Finding(
                        WITHOUT_ADDRESS,
                        Place.NONE,
                        Severity.WARNING,
                        Certainty.PROVEN,
                        "queries come from 0.0.0.0: other switches may not take that port for the way to a querier, "
                                + "and some hosts ignore such queries",
                        List.of(Proof.between(
                                capture,
                                querier.firstFrame(),
                                querier.lastFrame(),
                                querier.firstNanos(),
                                querier.lastNanos(),
                                querier.generalQueries(),
                                Words.count(querier.generalQueries()) + " general queries from 0.0.0.0")),
                        List.of()));
            }
        }
    }

    private static void versions(Facts facts, Vantage capture, List<Querier> queriers, List<Conclusion> conclusions) {
        Map<Integer, Set<String>> hosts = new TreeMap<>();
        for (Membership membership : capture.observation().memberships()) {
            IpAddress host = membership.host();
            if (!(host instanceof Ipv6Address)
                    && membership.version() > 0
                    && facts.node(host).isPresent()) {
                hosts.computeIfAbsent(membership.version(), none -> new TreeSet<>())
                        .add(facts.name(host));
            }
        }
        for (Querier querier : queriers) {
            hosts.forEach((version, names) -> {
                if (version != querier.version()) {
                    conclusions.add(new Finding(
                            VERSIONS,
                            Place.NONE,
                            Severity.NOTE,
                            Certainty.PROVEN,
                            "the querier " + querier.address() + " speaks IGMPv" + querier.version() + ", and "
                                    + Words.list(List.copyOf(names)) + " report" + (names.size() == 1 ? "s" : "")
                                    + " in IGMPv" + version,
                            List.of(Proof.between(
                                    capture,
                                    querier.firstFrame(),
                                    querier.firstFrame(),
                                    querier.firstNanos(),
                                    querier.firstNanos(),
                                    1,
                                    "a query of " + querier.address())),
                            List.of()));
                }
            });
        }
    }
}
