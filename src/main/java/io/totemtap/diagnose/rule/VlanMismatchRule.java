package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.InterfaceAddress;
import io.totemtap.capture.host.Prefix;
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
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.totem.Hearing.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One capture shows two nodes of one network in two VLANs, each of them in one only, and they have never heard each other. Frames
 * without a tag tell nothing, and a capture that has copies of frames may have each in several VLANs.
 */
public final class VlanMismatchRule implements Rule {

    private static final long FEWEST = 3;
    private static final int HIGHEST_ID = 4094;
    private static final int USUAL_IPV4 = 24;
    private static final int USUAL_IPV6 = 64;

    /** What is known of the two addresses being in one network. */
    private enum Network {
        SAME,
        LOOKS_SAME,
        DIFFERENT
    }

    /** A node in a capture: its only VLAN, and the frames that show it. */
    private record Tagged(int vlan, Flow flow) {}

    @Override
    public String id() {
        return "vlan-mismatch";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Direction there = pair.direction();
            Optional<PairFacts> back = facts.pair(new Direction(there.to(), there.from()));
            boolean first = there.from().compareTo(there.to()) < 0;
            if (first && back.isPresent() && isDeaf(pair) && isDeaf(back.get())) {
                judge(facts, pair, back.get(), conclusions);
            }
        }
        return conclusions;
    }

    private static boolean isDeaf(PairFacts pair) {
        boolean heard = pair.hearing()
                .map(told -> told.value().spans().stream().anyMatch(span -> span.state() == State.HEARS))
                .orElse(false);
        return !heard && (pair.isDeaf() || pair.isLost());
    }

    private void judge(Facts facts, PairFacts pair, PairFacts back, List<Conclusion> conclusions) {
        IpAddress one = pair.direction().from();
        IpAddress other = pair.direction().to();
        boolean together = facts.picture().captures().stream()
                .flatMap(capture -> capture.observation().rings().stream())
                .anyMatch(ring -> ring.members().contains(one) && ring.members().contains(other));
        Network network = network(facts, one, other);
        if (together || network == Network.DIFFERENT) {
            return;
        }
        for (Vantage capture : facts.picture().captures()) {
            Optional<Tagged> first = tagged(capture, one);
            Optional<Tagged> second = tagged(capture, other);
            boolean between = !capture.isOn(one) && !capture.isOn(other);
            boolean differ = first.isPresent()
                    && second.isPresent()
                    && first.get().vlan() != second.get().vlan();
            if (between && differ && capture.observation().signs().duplicates() == 0) {
                conclude(facts, capture, List.of(pair, back), List.of(first.get(), second.get()), network, conclusions);
                return;
            }
        }
    }

    /** The only VLAN all frames of a node have in a capture. */
    private static Optional<Tagged> tagged(Vantage capture, IpAddress node) {
        Set<Integer> vlans = new TreeSet<>();
        List<Flow> own = capture.observation().flows().stream()
                .filter(flow -> flow.key().source().equals(node))
                .toList();
        own.forEach(flow -> vlans.addAll(flow.vlans()));
        Optional<Flow> most = own.stream()
                .filter(flow -> (flow.key().kind() == Kind.GROUP && flow.isTotem())
                        || flow.key().kind() == Kind.MEMBERSHIP)
                .max(Comparator.comparingLong(Flow::frames));
        int vlan = vlans.size() == 1 ? vlans.iterator().next() : -1;
        return most.filter(flow -> flow.frames() >= FEWEST && vlan > 0 && vlan <= HIGHEST_ID)
                .map(flow -> new Tagged(vlan, flow));
    }

    private static Network network(Facts facts, IpAddress one, IpAddress other) {
        List<Prefix> known = new ArrayList<>(networks(facts, one));
        known.addAll(networks(facts, other));
        if (!known.isEmpty()) {
            boolean same = known.stream().allMatch(network -> network.contains(one) && network.contains(other));
            return same ? Network.SAME : Network.DIFFERENT;
        }
        boolean alike = new Prefix(one, one instanceof Ipv4Address ? USUAL_IPV4 : USUAL_IPV6).contains(other);
        return alike ? Network.LOOKS_SAME : Network.DIFFERENT;
    }

    private static List<Prefix> networks(Facts facts, IpAddress host) {
        return facts.states(host).stream()
                .flatMap(state -> state.interfaces().stream())
                .flatMap(device -> device.addresses().stream())
                .filter(own -> own.address().equals(host))
                .map((InterfaceAddress own) -> new Prefix(own.address(), own.prefixLength()))
                .toList();
    }

    /** A host with its address on a VLAN device sets the tag itself. */
    private static boolean tagsItself(Facts facts, IpAddress host) {
        return facts.states(host).stream().anyMatch(state -> tags(state, host));
    }

    private static boolean tags(HostState state, IpAddress host) {
        DeviceStack stack = DeviceStack.of(state, host);
        return state.interfaces().stream()
                .filter(device ->
                        stack.own().contains(device.name()) || stack.below().contains(device.name()))
                .anyMatch(VlanMismatchRule::isVlan);
    }

    private static boolean isVlan(HostInterface device) {
        return device.kind().equals("vlan") || !device.detail("vlan.id").isEmpty();
    }

    private void conclude(
            Facts facts,
            Vantage capture,
            List<PairFacts> pairs,
            List<Tagged> tags,
            Network network,
            List<Conclusion> conclusions) {
        List<IpAddress> hosts = List.of(
                pairs.get(0).direction().from(), pairs.get(0).direction().to());
        boolean byHost = hosts.stream().anyMatch(host -> tagsItself(facts, host));
        Certainty certainty = network == Network.SAME && !byHost ? Certainty.PROVEN : Certainty.LIKELY;
        List<Evidence> evidence = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            said.add(facts.name(hosts.get(i)) + " in VLAN " + tags.get(i).vlan());
            evidence.add(Proof.frames(
                    capture, tags.get(i).flow().sample(), "frames of " + said.get(i) + ", and in no other VLAN"));
        }
        String sentence = capture.name() + " has the multicast of " + String.join(" and that of ", said)
                + ", and neither hears " + "the other";
        if (!byHost) {
            pairs.forEach(
                    pair -> conclusions.add(Clue.points(id(), pair.direction(), Place.SWITCH, certainty, sentence)));
        }
        conclusions.add(new Finding(
                id(),
                byHost ? Place.UNDECIDED : Place.SWITCH,
                byHost ? List.of(Place.SENDER, Place.SWITCH, Place.RECEIVER_HOST) : List.of(Place.SWITCH),
                Severity.FAULT,
                certainty,
                sentence,
                evidence,
                List.of(Finding.LOSS_BETWEEN_CAPTURES, "daemon-does-not-hear", "ring-does-not-form")));
    }
}
