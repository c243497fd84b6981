package io.totemtap.diagnose.rule;

import io.totemtap.correlate.HostLog;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.TotemKey;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
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
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Two nodes on one group sign with different keys, or one signs and the other does not: each discards all the other says ("Received
 * message has invalid digest"). The digest proves which key a packet was made with.
 */
public final class KeyMismatchRule implements Rule {

    /** What a node's packets were made with, and where that is seen. */
    private record Use(int key, Vantage capture, Flow flow) {}

    @Override
    public String id() {
        return "key-mismatch";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        Map<IpAddress, Use> uses = uses(facts);
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            Optional<Use> from = Optional.ofNullable(uses.get(direction.from()));
            Optional<Use> to = Optional.ofNullable(uses.get(direction.to()));
            if (from.isPresent()
                    && to.isPresent()
                    && from.get().key() != to.get().key()
                    && facts.shareGroup(direction.from(), direction.to())
                    && !haveWorkedTogether(pair)) {
                judge(facts, direction, from.get(), to.get(), conclusions);
            }
        }
        for (Endpoint group : facts.picture().groups()) {
            twoClusters(facts, group, uses).ifPresent(conclusions::add);
        }
        return conclusions;
    }

    /** Where each of two keys has two nodes and more, it is two clusters rather than a node with a wrong key. */
    private static Optional<Finding> twoClusters(Facts facts, Endpoint group, Map<IpAddress, Use> uses) {
        Map<Integer, List<Use>> byKey = new TreeMap<>();
        for (Use use : uses.values()) {
            FlowKey flow = use.flow().key();
            boolean isIts = flow.destination().equals(group.address()) && flow.port() == group.port();
            if (isIts && use.key() != Flow.OPAQUE) {
                byKey.computeIfAbsent(use.key(), none -> new ArrayList<>()).add(use);
            }
        }
        byKey.values().removeIf(nodes -> nodes.size() < 2);
        if (byKey.size() < 2) {
            return Optional.empty();
        }
        List<String> clusters = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        for (List<Use> nodes : byKey.values()) {
            String names = Words.list(nodes.stream()
                    .map(use -> facts.name(use.flow().key().source()))
                    .toList());
            clusters.add(names + " with "
                    + (nodes.get(0).key() == Flow.CLEAR
                            ? "no key"
                            : "key " + nodes.get(0).key()));
            evidence.add(evidence(facts, nodes.get(0)));
        }
        return Optional.of(new Finding(
                "two-clusters-one-group",
                Place.CLUSTER,
                Severity.FAULT,
                Certainty.PROVEN,
                byKey.size() + " clusters use " + group + ": " + Words.list(clusters)
                        + "; each discards what the others say",
                evidence,
                List.of("key-mismatch", "secauth-mismatch", "daemon-does-not-hear")));
    }

    /** A node that heard another one had its key then, whatever was recognised of its packets. */
    private static boolean haveWorkedTogether(PairFacts pair) {
        return pair.isHeard();
    }

    private static Map<IpAddress, Use> uses(Facts facts) {
        Map<IpAddress, Use> uses = new TreeMap<>();
        for (Vantage capture : facts.picture().captures()) {
            for (Flow flow : capture.observation().flows()) {
                boolean isOne = flow.keys().size() == 1 && flow.frames() >= 3;
                if (flow.key().kind() == Kind.GROUP && flow.isTotem() && isOne) {
                    uses.putIfAbsent(
                            flow.key().source(),
                            new Use(flow.keys().keySet().iterator().next(), capture, flow));
                }
            }
        }
        return uses;
    }

    private void judge(Facts facts, Direction direction, Use from, Use to, List<Conclusion> conclusions) {
        boolean both = from.key() != Flow.OPAQUE && to.key() != Flow.OPAQUE;
        boolean oneClear = from.key() == Flow.CLEAR || to.key() == Flow.CLEAR;
        Certainty certainty = both || oneClear ? Certainty.PROVEN : Certainty.LIKELY;
        String sentence = facts.name(direction.from()) + " " + words(facts, from) + ", " + facts.name(direction.to())
                + " " + words(facts, to);
        conclusions.add(Clue.points(id(), direction, Place.CLUSTER, certainty, sentence));
        if (direction.from().compareTo(direction.to()) < 0) {
            conclusions.add(new Finding(
                    oneClear ? "secauth-mismatch" : id(),
                    Place.CLUSTER,
                    Severity.FAULT,
                    certainty,
                    sentence + ": each discards what the other says",
                    evidence(facts, from, to),
                    List.of("daemon-does-not-hear")));
        }
    }

    /** What each sends, and what their logs say of what they receive. */
    private static List<Evidence> evidence(Facts facts, Use from, Use to) {
        List<Evidence> evidence = new ArrayList<>(List.of(evidence(facts, from), evidence(facts, to)));
        for (HostLog log : facts.logs()) {
            boolean isTheirs = log.host()
                    .filter(host -> host.equals(from.flow().key().source())
                            || host.equals(to.flow().key().source()))
                    .isPresent();
            if (isTheirs && log.invalidDigests() > 0) {
                evidence.add(Evidence.of("the log of " + facts.name(log.host().get()) + " says "
                        + (log.invalidDigests() == 1 ? "once" : Words.count(log.invalidDigests()) + " times")
                        + ", first in line " + log.firstInvalidDigest()
                        + " of " + log.file() + ": Received message has invalid digest"));
            }
        }
        return evidence;
    }

    private static Evidence evidence(Facts facts, Use use) {
        return Proof.frames(
                use.capture(), use.flow().sample(), facts.name(use.flow().key().source()) + " " + words(facts, use));
    }

    private static String words(Facts facts, Use use) {
        if (use.key() == Flow.CLEAR) {
            return "sends clear text";
        }
        if (use.key() == Flow.OPAQUE) {
            return facts.keys().isEmpty()
                    ? "sends encrypted packets"
                    : "sends encrypted packets that no key that was tried opens";
        }
        return "uses key " + use.key() + source(facts.keys(), use.key());
    }

    private static String source(List<TotemKey> keys, int index) {
        return index < keys.size() ? " (" + keys.get(index).source() + ")" : "";
    }
}
