package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.Bridging;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Guests;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Linux bridge snoops, on a hypervisor or on a node. Its list of groups may lack the port of a guest that wants the group: then it is
 * the bridge that drops. Where nobody queries and the bridge does not either, that is a hint only, since newer kernels flood then.
 */
public final class BridgeSnoopingRule implements Rule {

    /** Below this an absence of queries means nothing. */
    private static final long WATCHED = 130 * EpochNanos.SECOND;

    @Override
    public String id() {
        return "bridge-snooping";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsThatMayBridge()) {
            boolean proven = false;
            for (HostState state : facts.states(host)) {
                for (HostInterface bridge : state.interfaces()) {
                    proven |= isSnooping(bridge) && lacksPort(facts, host, state, bridge, conclusions);
                }
            }
            List<HostState> states = facts.states(host);
            if (!proven && !states.isEmpty() && nobodyQueries(facts)) {
                hints(facts, host, states.get(states.size() - 1), conclusions);
            }
        }
        return conclusions;
    }

    private static boolean isSnooping(HostInterface bridge) {
        return bridge.bridgeSetting("multicast_snooping").equals("1");
    }

    private boolean lacksPort(
            Facts facts, IpAddress host, HostState state, HostInterface bridge, List<Conclusion> conclusions) {
        boolean found = false;
        if (!knowsQuerier(state.paths().bridging(), bridge)) {
            return false;
        }
        for (PairFacts pair : facts.pairs()) {
            Optional<HostInterface> port =
                    port(facts, state, bridge, pair.direction().to());
            if (port.isPresent() && !pair.direction().to().equals(host) && BeforeGuest.isLost(pair)) {
                Optional<Certainty> certainty = BeforeGuest.certainty(state, pair);
                Optional<IpAddress> group = missing(facts, state, port.get().name(), pair);
                if (certainty.isPresent() && group.isPresent()) {
                    accuse(facts, pair, host, bridge, port.get(), group.get(), certainty.get(), conclusions);
                    found = true;
                }
            }
        }
        return found;
    }

    /** Unless a bridge knows of a querier, it floods what nobody reported. Kernels before 3.7 cannot list what it knows. */
    private static boolean knowsQuerier(Bridging bridging, HostInterface bridge) {
        boolean router = bridging.routerPorts().stream().anyMatch(port -> port.startsWith(bridge.name() + " "));
        boolean group = bridging.groups().stream().anyMatch(one -> one.bridge().equals(bridge.name()));
        return bridging.listed()
                && (router
                        || (group && bridge.bridgeSetting("multicast_querier").equals("1")));
    }

    private static Optional<HostInterface> port(Facts facts, HostState state, HostInterface bridge, IpAddress guest) {
        List<MacAddress> macs =
                facts.picture().host(guest).map(Participant::macs).orElse(List.of());
        return state.interfaces().stream()
                .filter(port -> port.master().equals(bridge.name()))
                .filter(port -> macs.stream().anyMatch(mac -> Guests.isPluggedInto(state, port, mac)))
                .findFirst();
    }

    /** A group of the sender that the guest wants and the bridge does not forward to its port. */
    private static Optional<IpAddress> missing(Facts facts, HostState state, String port, PairFacts pair) {
        IpAddress guest = pair.direction().to();
        Bridging bridging = state.paths().bridging();
        boolean router = bridging.routerPorts().stream().anyMatch(one -> one.endsWith(" " + port));
        return facts.groupsOf(pair.direction().from()).stream()
                .map(Endpoint::address)
                .filter(group -> !router && bridging.forwards(group, port) == Answer.NO)
                .filter(group -> BeforeGuest.reported(facts, guest, group))
                .findFirst();
    }

    private void accuse(
            Facts facts,
            PairFacts pair,
            IpAddress host,
            HostInterface bridge,
            HostInterface port,
            IpAddress group,
            Certainty certainty,
            List<Conclusion> conclusions) {
        String guest = facts.name(pair.direction().to());
        String sentence = "the bridge " + bridge.name() + " of " + facts.name(host) + " does not forward " + group
                + " to " + port.name() + ", the port of " + guest + ", which is a member";
        conclusions.add(Clue.points(id(), pair.direction(), Place.SWITCH, certainty, sentence));
        conclusions.add(new Finding(
                id(),
                Place.SWITCH,
                Severity.FAULT,
                certainty,
                sentence,
                List.of(Evidence.of("the list of groups of " + bridge.name() + " lacks " + group + " for " + port.name()
                        + ", " + port.mac())),
                List.of(Finding.LOSS_BETWEEN_CAPTURES, "daemon-does-not-hear", "ring-interrupted")));
    }

    private static boolean nobodyQueries(Facts facts) {
        boolean queried = facts.picture().captures().stream()
                .anyMatch(capture -> !capture.observation().queriers().isEmpty());
        return !queried && facts.picture().captures().stream().anyMatch(BridgeSnoopingRule::wouldShowQueries);
    }

    private static boolean wouldShowQueries(Vantage capture) {
        return !capture.isLossy() && !capture.observation().memberships().isEmpty() && capture.lengthNanos() >= WATCHED;
    }

    private void hints(Facts facts, IpAddress host, HostState state, List<Conclusion> conclusions) {
        boolean isNode = facts.picture().host(host).map(Participant::isTotem).orElse(false);
        DeviceStack stack = DeviceStack.of(state, host);
        for (HostInterface bridge : state.interfaces()) {
            long ports = state.interfaces().stream()
                    .filter(port -> port.master().equals(bridge.name()))
                    .count();
            boolean carries = isNode ? stack.contains(bridge.name()) : ports > 1;
            boolean troubled = facts.pairs().stream()
                    .anyMatch(pair -> pair.isTroubled()
                            && (!isNode || pair.direction().to().equals(host)));
            boolean mayAge = isSnooping(bridge)
                    && bridge.bridgeSetting("multicast_querier").equals("0");
            if (carries && troubled && mayAge) {
                String sentence = "the bridge " + bridge.name() + " of " + facts.name(host)
                        + " snoops and sends no queries of its own, and nobody else was seen to query";
                conclusions.add(new Finding(
                        id(),
                        Place.NONE,
                        Severity.WARNING,
                        Certainty.POSSIBLE,
                        sentence + ": it forgets its members, and kernels of 2012 and 2013 then drop the group",
                        List.of(Evidence.of(bridge.name() + ": multicast_snooping 1, multicast_querier 0")),
                        List.of()));
            }
        }
    }
}
