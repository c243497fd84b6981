package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.MacAddress;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A host that should hear the cluster is no member of its group: a snooping switch owes it nothing, and silence there is no loss. The
 * most common false accusation of a switch.
 */
public final class NotJoinedRule implements Rule {

    @Override
    public String id() {
        return "host-not-joined";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Participant host : facts.picture().hosts()) {
            if (host.isTotem() || facts.picture().groups().isEmpty()) {
                continue;
            }
            for (Endpoint group : facts.picture().groups()) {
                judge(facts, host, group, conclusions);
            }
        }
        return conclusions;
    }

    /** How long a host may take to join after another one has begun to multicast. */
    static final long PATIENCE = 10 * EpochNanos.SECOND;

    /** How long captures go on behind the first multicast of the cluster. */
    static long watched(Facts facts) {
        long longest = 0;
        for (Vantage capture : facts.picture().captures()) {
            OptionalLong first = capture.observation().flows().stream()
                    .filter(flow -> flow.key().kind() == Kind.GROUP && flow.isTotem())
                    .mapToLong(flow -> flow.sample().firstNanos())
                    .min();
            if (first.isPresent()) {
                longest = Math.max(longest, capture.observation().lastNanos() - first.getAsLong());
            }
        }
        return longest;
    }

    /** A node that is alone waits for somebody; a configuration may say for whom. */
    static boolean isExpected(Facts facts, Participant host) {
        long nodes =
                facts.picture().hosts().stream().filter(Participant::isTotem).count();
        boolean configured = facts.configurations().stream()
                .flatMap(configuration -> configuration.nodes().stream())
                .anyMatch(node -> node.name().equals(host.name())
                        || node.addresses().contains(host.address().toString()));
        return nodes < 2 || configured;
    }

    private void judge(Facts facts, Participant host, Endpoint group, List<Conclusion> conclusions) {
        List<HostState> states = facts.states(host.address()).stream()
                .filter(state -> !OtherNamespaceRule.isOfAnother(state, host.address()))
                .toList();
        boolean everMember = states.stream().anyMatch(state -> state.isMember(group.address()) == Answer.YES);
        boolean neverMember =
                !states.isEmpty() && states.stream().allMatch(state -> state.isMember(group.address()) == Answer.NO);
        boolean reported = facts.picture().captures().stream()
                .flatMap(capture -> capture.observation().memberships().stream())
                .anyMatch(
                        one -> one.host().equals(host.address()) && one.group().equals(group.address()));
        if (everMember || reported || !neverMember) {
            return;
        }
        if (watched(facts) < PATIENCE) {
            conclusions.add(new Limitation(
                    "membership-unknown",
                    "whether " + host.name() + " will join " + group.address()
                            + ": it had not when its state was taken, "
                            + "and the captures are too short to see it start",
                    "capture ten seconds and more after the daemons have started"));
            return;
        }
        boolean elsewhere = states.stream()
                .map(state -> state.totem().groups())
                .anyMatch(groups -> !groups.isEmpty() && !groups.contains(group.address()));
        boolean daemon = states.stream()
                .anyMatch(state -> state.hasSocketFor(group.address(), group.port()) == Answer.YES
                        || state.totem().running() == Answer.YES);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Evidence.of(host.name() + " lists no membership of " + group.address()));
        if (!daemon) {
            evidence.add(Evidence.of("no socket on port " + group.port() + " and no totem packet of " + host.name()));
        }
        MacAddress mac = MacAddress.multicastFor(group.address());
        boolean byHand = states.stream().anyMatch(state -> state.interfaces().stream()
                .anyMatch(one -> state.hasLinkLayerEntry(mac, one.name()) == Answer.YES));
        if (byHand) {
            evidence.add(Evidence.of("its link-layer list has " + mac
                    + " without a membership: an address added by hand opens the card's filter and joins nothing"));
        }
        conclusions.add(new Finding(
                id(),
                daemon && !elsewhere ? Place.RECEIVER_HOST : Place.CLUSTER,
                isExpected(facts, host) || byHand || (daemon && !elsewhere) ? Severity.FAULT : Severity.NOTE,
                Certainty.PROVEN,
                host.name() + " has not joined " + group.address()
                        + (elsewhere
                                ? ": its daemon uses another group"
                                : daemon ? " although its daemon runs" : ": no daemon runs there"),
                evidence,
                List.of()));
    }
}
