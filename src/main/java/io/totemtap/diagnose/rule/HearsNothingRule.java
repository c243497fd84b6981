package io.totemtap.diagnose.rule;

import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.config.ConfiguredNode;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Participant;
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
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.totem.Node;
import io.totemtap.track.totem.Node.Phase;
import io.totemtap.track.totem.Node.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a capture on one node alone shows of a black hole: nothing of the other nodes comes there. That the node does not hear them is
 * certain; whether they send is not, so that nobody is accused.
 */
public final class HearsNothingRule implements Rule {

    /** Totem says something once a second at the slowest usual timers. */
    private static final long LONG = 5 * EpochNanos.SECOND;

    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "hears-nothing";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Participant host : facts.picture().hosts()) {
            Optional<Placed<Node>> node = facts.picture().node(host.address());
            if (host.isTotem() && node.isPresent() && isThere(facts, node.get())) {
                Vantage capture = facts.picture().captures().get(node.get().capture());
                List<IpAddress> others = others(facts, host.address());
                if (others.isEmpty()) {
                    alone(facts, host, capture, node.get().value()).ifPresent(conclusions::add);
                }
                others.removeIf(other -> !facts.shareGroup(host.address(), other));
                for (IpAddress other : others) {
                    missing(facts, capture, new Direction(other, host.address()))
                            .ifPresent(conclusions::add);
                }
            }
        }
        return conclusions;
    }

    /** Whether a capture was taken on the node, and the node still wants to hear. */
    private static boolean isThere(Facts facts, Placed<Node> node) {
        return facts.picture().captures().get(node.capture()).isOn(node.value().host())
                && node.value().phaseAtEnd() != Phase.LEFT;
    }

    /** Other nodes that were seen anywhere, also those on other groups, about which other rules speak. */
    private static List<IpAddress> others(Facts facts, IpAddress host) {
        List<IpAddress> others = new ArrayList<>();
        for (Participant other : facts.picture().hosts()) {
            if (other.isTotem() && !other.address().equals(host)) {
                others.add(other.address());
            }
        }
        return others;
    }

    /** A node that multicasts, and nobody else ever does. */
    private Optional<Finding> alone(Facts facts, Participant host, Vantage capture, Node node) {
        long nanos = node.multicasts().lastNanos() - node.multicasts().firstNanos();
        if (node.multicasts().count() < FEWEST || nanos < LONG) {
            return Optional.empty();
        }
        List<String> configured = configured(facts, host);
        String whom = configured.isEmpty() ? "any other node" : Words.list(configured);
        Evidence own = Proof.frames(
                capture,
                node.multicasts(),
                Words.count(node.multicasts().count(), "multicast") + " of " + host.name()
                        + ", and none of anybody else");
        return Optional.of(new Finding(
                id(),
                Place.NONE,
                configured.isEmpty() ? Severity.NOTE : Severity.WARNING,
                Certainty.PROVEN,
                host.name() + " does not hear " + whom + ": it multicast for " + Words.duration(nanos)
                        + ", and no totem packet of another node came to it. Either the others do not run, or what they "
                        + "multicast is lost on the way",
                List.of(own),
                List.of()));
    }

    /** Names of the configured nodes but for the one that is captured. */
    private static List<String> configured(Facts facts, Participant host) {
        Set<String> names = new TreeSet<>();
        for (ClusterConfiguration configuration : facts.configurations()) {
            List<ConfiguredNode> others = configuration.nodes().stream()
                    .filter(node -> !isOf(node, host))
                    .toList();
            if (others.size() < configuration.nodes().size()) {
                others.forEach(node -> names.add(node.name()));
            }
        }
        return List.copyOf(names);
    }

    private static boolean isOf(ConfiguredNode node, Participant host) {
        return node.name().equals(host.name())
                || node.addresses().contains(host.address().toString())
                || (node.id().isPresent() && host.nodeIds().contains(node.id().getAsLong()));
    }

    /** A node that was heard, and of which nothing comes for a while, where nothing else tells why. */
    private Optional<Finding> missing(Facts facts, Vantage capture, Direction direction) {
        boolean isKnown = facts.pair(direction)
                .map(pair -> pair.isTroubled() || isMeasured(pair))
                .orElse(true);
        if (isKnown) {
            return Optional.empty();
        }
        Optional<Silence> longest = capture.observation().nodes().stream()
                .filter(node -> node.host().equals(direction.from()) && node.phaseAtEnd() != Phase.LEFT)
                .flatMap(node -> node.silences().stream())
                .filter(silence -> silence.nanos() >= LONG)
                .reduce((one, other) -> other.nanos() > one.nanos() ? other : one);
        return longest.map(silence -> new Finding(
                id(),
                Place.NONE,
                Severity.NOTE,
                Certainty.PROVEN,
                facts.name(direction.to()) + " does not hear " + facts.name(direction.from()) + " from "
                        + facts.clock(silence.fromNanos())
                        + (silence.isOver() ? " to " + facts.clock(silence.toNanos()) : " on")
                        + ": no totem packet of it came for " + Words.duration(silence.nanos())
                        + ". Either it says nothing, or what it says is lost on the way",
                List.of(Proof.between(
                        capture,
                        silence.lastFrame(),
                        silence.isOver() ? silence.nextFrame() : silence.lastFrame(),
                        silence.fromNanos(),
                        silence.toNanos(),
                        silence.isOver() ? 2 : 1,
                        "the last packet of " + facts.name(direction.from()) + " before"
                                + (silence.isOver() ? ", and the first one after" : ""))),
                List.of()));
    }

    private static boolean isMeasured(PairFacts pair) {
        return pair.deliveries().stream()
                .anyMatch(path ->
                        path.endToEnd().filter(segment -> segment.sent() > 0).isPresent());
    }
}
