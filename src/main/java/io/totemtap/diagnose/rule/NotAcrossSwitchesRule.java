package io.totemtap.diagnose.rule;

import io.totemtap.correlate.LossPattern;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The nodes fall into sets: within each everybody hears everybody, between them no multicast ever passes, though other traffic does and
 * nobody queries. So it is with two switches that snoop: reports are forwarded towards a querier only (RFC 4541 section 2.1.1), and without
 * one neither switch learns who is a member behind the other.
 */
public final class NotAcrossSwitchesRule implements Rule {

    private static final int FEWEST_NODES = 3;

    /** Comparing sets of nodes takes the square of their number, and a cluster has no more. */
    private static final int MOST_NODES = 64;

    @Override
    public String id() {
        return "not-across-switches";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<IpAddress> nodes = facts.picture().hosts().stream()
                .filter(Participant::isTotem)
                .map(Participant::address)
                .toList();
        boolean queried = facts.picture().captures().stream()
                .anyMatch(capture -> !capture.observation().queriers().isEmpty());
        if (queried || nodes.size() < FEWEST_NODES || nodes.size() > MOST_NODES) {
            return List.of();
        }
        Collection<Set<IpAddress>> sets = sets(facts, nodes);
        boolean partOfThem = sets.stream().anyMatch(set -> set.size() > 1);
        if (sets.size() < 2 || !partOfThem) {
            return List.of();
        }
        return judge(facts, sets);
    }

    /** Nodes belong together if multicast of one comes to the other. */
    private static Collection<Set<IpAddress>> sets(Facts facts, List<IpAddress> nodes) {
        Map<IpAddress, Set<IpAddress>> setOf = new TreeMap<>();
        nodes.forEach(node -> setOf.put(node, new TreeSet<>(Set.of(node))));
        for (PairFacts pair : facts.pairs()) {
            Set<IpAddress> one = setOf.get(pair.direction().from());
            Set<IpAddress> other = setOf.get(pair.direction().to());
            if (one != null && other != null && one != other && passes(pair)) {
                one.addAll(other);
                other.forEach(node -> setOf.put(node, one));
            }
        }
        Map<IpAddress, Set<IpAddress>> distinct = new LinkedHashMap<>();
        setOf.values().forEach(set -> distinct.put(set.iterator().next(), set));
        return distinct.values();
    }

    private static boolean passes(PairFacts pair) {
        boolean heard = pair.hearing().isPresent()
                && (pair.isHeard() || pair.hearing().get().value().acknowledged() > 0);
        boolean arrives = pair.deliveries().stream()
                .flatMap(delivery -> delivery.segments().stream())
                .anyMatch(segment -> segment.passed() > 0 && segment.endsAtReceiver());
        return heard || arrives || pair.framesAtReceiver() > 0;
    }

    private List<Conclusion> judge(Facts facts, Collection<Set<IpAddress>> sets) {
        Optional<Vantage> watched = facts.picture().captures().stream()
                .filter(capture -> !capture.isLossy()
                        && !capture.observation().memberships().isEmpty()
                        && capture.lengthNanos() >= QuerierRule.WEAK)
                .findFirst();
        List<PairFacts> across = facts.pairs().stream()
                .filter(pair -> isAcross(sets, pair.direction()))
                .toList();
        Optional<Evidence> lost = across.stream()
                .flatMap(pair -> pair.losses().stream()
                        .filter(loss -> loss.pattern() == LossPattern.TOTAL && loss.endsAtReceiver())
                        .map(loss -> lost(facts, pair, loss)))
                .findFirst();
        if (watched.isEmpty() || lost.isEmpty()) {
            return List.of();
        }
        return across.stream()
                .flatMap(pair -> otherTraffic(facts, pair.direction()).stream())
                .findFirst()
                .map(passes -> List.<Conclusion>of(finding(facts, sets, watched.get(), lost.get(), passes)))
                .orElse(List.of());
    }

    private static boolean isAcross(Collection<Set<IpAddress>> sets, Direction direction) {
        boolean totem = sets.stream().anyMatch(set -> set.contains(direction.to()));
        return totem && sets.stream().noneMatch(set -> set.contains(direction.from()) && set.contains(direction.to()));
    }

    private static Evidence lost(Facts facts, PairFacts pair, Segment loss) {
        Vantage from = facts.picture().captures().get(loss.from().capture());
        Vantage to = facts.picture().captures().get(loss.to().capture());
        return Proof.frames(
                from,
                loss.lostFrames(),
                Words.count(loss.lost(), "message") + " of "
                        + facts.name(pair.direction().from()) + ", none of them at " + to.name());
    }

    /** Unicast of the sender that came to a capture at the receiver. */
    static Optional<Evidence> otherTraffic(Facts facts, Direction direction) {
        for (Vantage capture : facts.picture().captures()) {
            boolean there = capture.isOn(direction.to()) || capture.faces(direction.to());
            for (Flow flow : there ? capture.observation().flows() : List.<Flow>of()) {
                boolean unicast = flow.key().kind() == Kind.ICMP
                        || flow.key().kind() == Kind.UNICAST
                        || flow.key().kind() == Kind.ARP;
                boolean between = flow.key().source().equals(direction.from())
                        && flow.key().destination().equals(direction.to());
                if (unicast && between) {
                    return Optional.of(Proof.frames(
                            capture,
                            flow.sample(),
                            "other traffic from " + facts.name(direction.from()) + " to " + facts.name(direction.to())
                                    + " passes"));
                }
            }
        }
        return Optional.empty();
    }

    private Finding finding(
            Facts facts, Collection<Set<IpAddress>> sets, Vantage watched, Evidence lost, Evidence passes) {
        List<String> said = sets.stream()
                .map(set -> String.join(", ", set.stream().map(facts::name).toList()))
                .toList();
        return new Finding(
                id(),
                Place.SWITCH,
                Severity.FAULT,
                Certainty.LIKELY,
                "multicast passes within " + String.join(" and within ", said)
                        + ", never from one to the other, and nobody queried in "
                        + Words.duration(watched.lengthNanos())
                        + ": switches that snoop do not tell each other of members without a querier",
                List.of(lost, passes, QuerierRule.unasked(watched)),
                List.of("daemon-does-not-hear", "ring-interrupted", "querier-absent"));
    }
}
