package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.ClusterMember;
import io.totemtap.capture.host.CounterRise;
import io.totemtap.capture.host.Firewall;
import io.totemtap.capture.host.HostDelta;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.PacketShape;
import io.totemtap.capture.host.RuleRise;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Vantage;
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
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.Ring.Formed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two clusters multicast to one group and port, with one key or none: each takes the other's packets for its own. They agree on a ring of
 * them all, and its commit token ends at a member whose list does not have the next one. What a host firewall does to strangers looks
 * alike; only counters of the hosts that did not move tell the two apart, so without them nothing is said.
 */
public final class TwoClustersRule implements Rule {

    private static final long FEW = 3;

    @Override
    public String id() {
        return "two-clusters-one-group";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Endpoint group : facts.picture().groups()) {
            List<IpAddress> nodes = facts.picture().hosts().stream()
                    .filter(Participant::isTotem)
                    .map(Participant::address)
                    .filter(host -> facts.groupsOf(host).contains(group))
                    .toList();
            Set<IpAddress> one = firstCluster(facts, nodes);
            List<IpAddress> others =
                    nodes.stream().filter(node -> !one.contains(node)).toList();
            boolean apart = one.size() > 1
                    && others.size() > 1
                    && others.stream().noneMatch(node -> knowsAny(facts, node, one))
                    && nodes.stream()
                            .noneMatch(node -> membersSaidBy(facts, node).isEmpty());
            if (apart) {
                judge(facts, group, one, others, conclusions);
            }
        }
        return conclusions;
    }

    /** The first node that has partners, and all of them. */
    private static Set<IpAddress> firstCluster(Facts facts, List<IpAddress> nodes) {
        for (IpAddress node : nodes) {
            Set<IpAddress> members = membersSaidBy(facts, node);
            members.retainAll(nodes);
            if (members.size() > 1) {
                return members;
            }
        }
        return Set.of();
    }

    private static boolean knowsAny(Facts facts, IpAddress node, Set<IpAddress> others) {
        return membersSaidBy(facts, node).stream().anyMatch(others::contains);
    }

    /** Whom a host's daemon ever listed as a member. */
    private static Set<IpAddress> membersSaidBy(Facts facts, IpAddress host) {
        Set<IpAddress> members = new TreeSet<>();
        for (HostState state : facts.states(host)) {
            for (ClusterMember member : state.totem().members()) {
                member.addresses().forEach(text -> IpAddress.parse(text).ifPresent(members::add));
            }
        }
        return members;
    }

    private void judge(
            Facts facts, Endpoint group, Set<IpAddress> one, List<IpAddress> others, List<Conclusion> conclusions) {
        Optional<Evidence> common = ringOfBoth(facts, one, others);
        List<PairFacts> refused = facts.pairs().stream()
                .filter(pair -> pair.isDeaf() && !pair.isLost() && pair.arrivedWhileDeaf() >= FEW)
                .filter(pair -> one.contains(pair.direction().to())
                        != one.contains(pair.direction().from()))
                .filter(pair -> droppedNothing(facts, pair.direction().to(), group))
                .toList();
        if (common.isEmpty() || refused.isEmpty()) {
            return;
        }
        String sentence = names(facts, one) + " list only each other as members, and " + names(facts, others)
                + " multicast to " + group + " as well";
        for (PairFacts pair : refused) {
            Direction direction = pair.direction();
            String receiver = facts.name(direction.to());
            conclusions.add(Clue.clears(
                    id(),
                    direction,
                    List.of(Place.RECEIVER_HOST),
                    "firewall, reverse-path filter and socket of " + receiver + " dropped nothing"));
            conclusions.add(Clue.points(id(), direction, Place.CLUSTER, Certainty.LIKELY, sentence));
        }
        List<Evidence> evidence = new ArrayList<>();
        common.ifPresent(evidence::add);
        evidence.add(Evidence.of("members listed: by " + listed(facts, one) + "; by " + listed(facts, others)));
        conclusions.add(new Finding(
                id(),
                Place.CLUSTER,
                Severity.FAULT,
                Certainty.LIKELY,
                "two clusters use one group and port: " + sentence,
                evidence,
                List.of("daemon-does-not-hear", "ring-does-not-form", "ring-interrupted")));
    }

    private static String names(Facts facts, Iterable<IpAddress> hosts) {
        List<String> names = new ArrayList<>();
        hosts.forEach(host -> names.add(facts.name(host)));
        return Words.list(names);
    }

    private static String listed(Facts facts, Iterable<IpAddress> hosts) {
        List<String> lines = new ArrayList<>();
        hosts.forEach(host -> lines.add(facts.name(host) + " " + names(facts, membersSaidBy(facts, host))));
        return String.join(", ", lines);
    }

    /** A ring of nodes of both that was agreed upon and never worked. */
    private static Optional<Evidence> ringOfBoth(Facts facts, Set<IpAddress> one, List<IpAddress> others) {
        for (Vantage capture : facts.picture().captures()) {
            for (Ring ring : capture.observation().rings()) {
                boolean never = ring.formedBy() == Formed.COMMIT_TOKEN && ring.tokens() == 0 && ring.messages() == 0;
                if (never
                        && ring.members().stream().anyMatch(one::contains)
                        && ring.members().stream().anyMatch(others::contains)) {
                    return Optional.of(Proof.frames(
                            capture,
                            ring.seen(),
                            "commit tokens of a ring of " + names(facts, ring.members())
                                    + ", which did not come round"));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether every counter that tells of a drop inside the host was read twice and stood still. */
    private static boolean droppedNothing(Facts facts, IpAddress host, Endpoint group) {
        List<HostDelta> deltas = facts.deltas(host);
        return !deltas.isEmpty()
                && deltas.stream().allMatch(delta -> firewallStoodStill(delta, group))
                && deltas.stream().allMatch(delta -> isZero(delta.counter("TcpExt.IPReversePathFilter")))
                && isZero(deltas.get(deltas.size() - 1).socketDrops(group.address(), group.port()));
    }

    /** Whether filters were listed, and each rule that may drop the group's packets counts and counted none. */
    private static boolean firewallStoodStill(HostDelta delta, Endpoint group) {
        PacketShape packet = PacketShape.received(group.address(), group.port(), "");
        Firewall firewall = delta.after().kernel().firewall();
        List<RuleRise> rises = delta.dropsOfReceived(packet);
        return firewall.listed()
                && firewall.droppingReceived(packet).size() == rises.size()
                && rises.stream().allMatch(rise -> isZero(Optional.of(rise.rise())));
    }

    private static boolean isZero(Optional<CounterRise> rise) {
        OptionalLong amount = rise.map(CounterRise::amount).orElse(OptionalLong.empty());
        return amount.isPresent() && amount.getAsLong() == 0;
    }
}
