package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.InterfaceAddress;
import io.totemtap.capture.host.Prefix;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Period;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A host lists the cluster's group under another device than the one that has its cluster address. It reported the group into another
 * network, and its kernel does not deliver what comes in on the right one.
 */
public final class JoinedElsewhereRule implements Rule {

    @Override
    public String id() {
        return "joined-elsewhere";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Participant host : facts.picture().hosts()) {
            for (Endpoint group : facts.picture().groups()) {
                List<PairFacts> pairs = facts.pairs().stream()
                        .filter(pair -> pair.direction().to().equals(host.address())
                                && facts.groupsOf(pair.direction().from()).contains(group)
                                && isNeighbour(facts, host, pair.direction().from()))
                        .toList();
                if (!pairs.isEmpty()) {
                    judge(facts, host, group, pairs, conclusions);
                }
            }
        }
        return conclusions;
    }

    private static Prefix network(InterfaceAddress own) {
        return new Prefix(own.address(), own.prefixLength());
    }

    /** A host may have several addresses, and its cluster use another one: what counts are senders in the network of this one. */
    private static boolean isNeighbour(Facts facts, Participant host, IpAddress sender) {
        return facts.states(host.address()).stream()
                .flatMap(state -> state.interfaces().stream())
                .flatMap(device -> device.addresses().stream())
                .anyMatch(own ->
                        own.address().equals(host.address()) && network(own).contains(sender));
    }

    private void judge(
            Facts facts, Participant host, Endpoint group, List<PairFacts> pairs, List<Conclusion> conclusions) {
        List<HostState> states = facts.states(host.address());
        HostState last = states.get(states.size() - 1);
        List<String> elsewhere = elsewhere(last, host, group.address());
        boolean ever = states.stream().anyMatch(state -> isMemberHere(state, host, group.address()));
        boolean reported = facts.picture().captures().stream()
                .flatMap(capture -> capture.observation().memberships().stream())
                .anyMatch(
                        one -> one.host().equals(host.address()) && one.group().equals(group.address()));
        if (elsewhere.isEmpty() || ever || reported || isMeant(facts, last, elsewhere, pairs)) {
            return;
        }
        List<PairFacts> deaf =
                pairs.stream().filter(JoinedElsewhereRule::isDeaf).toList();
        boolean concerned =
                host.isTotem() ? !deaf.isEmpty() : NotJoinedRule.isExpected(facts, host) && watched(facts, deaf);
        if (!concerned) {
            return;
        }
        Optional<Certainty> certainty = certainty(last, deaf);
        if (certainty.isEmpty()) {
            conclusions.add(new Limitation(
                    "membership-unknown",
                    "on which interface " + host.name() + " had joined " + group.address()
                            + " when multicast was lost: its list was taken before",
                    "take the list of memberships on " + host.name() + " while multicast is lost"));
            return;
        }
        conclude(host, group, last, elsewhere, deaf, certainty.get(), conclusions);
    }

    /** A host that is silent may be about to start. */
    private static boolean watched(Facts facts, List<PairFacts> deaf) {
        return !deaf.isEmpty() || NotJoinedRule.watched(facts) >= NotJoinedRule.PATIENCE;
    }

    /** Without a membership nothing is delivered at all: who hears, or misses a few messages, has another trouble. */
    private static boolean isDeaf(PairFacts pair) {
        return pair.isTroubled() && !pair.isHeard() && (pair.isDeaf() || !pair.missesSome());
    }

    /** The list speaks of the time it was taken in. */
    private static Optional<Certainty> certainty(HostState state, List<PairFacts> deaf) {
        long taken = state.moment().timeNanos();
        if (taken == EpochNanos.NEVER) {
            return Optional.of(Certainty.LIKELY);
        }
        boolean before = !deaf.isEmpty()
                && deaf.stream()
                        .map(PairFacts::trouble)
                        .allMatch(trouble -> trouble.map(Period::fromNanos).orElse(taken) > taken);
        return before ? Optional.empty() : Optional.of(Certainty.PROVEN);
    }

    private static boolean isMemberHere(HostState state, Participant host, IpAddress group) {
        DeviceStack stack = DeviceStack.of(state, host.address());
        return state.memberships().interfacesOf(group).stream().anyMatch(stack::contains);
    }

    /** Devices that have joined, where the address's own are known to have not; empty if any doubt is left. */
    private static List<String> elsewhere(HostState state, Participant host, IpAddress group) {
        DeviceStack stack = DeviceStack.of(state, host.address());
        boolean absent = !stack.own().isEmpty()
                && stack.own().stream().allMatch(device -> state.isMember(group, device) == Answer.NO);
        return absent
                ? state.memberships().interfacesOf(group).stream()
                        .filter(device -> !stack.contains(device) && !isLoopback(state, device))
                        .toList()
                : List.of();
    }

    private static boolean isLoopback(HostState state, String name) {
        return state.interfaceNamed(name).map(DeviceStack::isLoopback).orElse(true);
    }

    /** Whether the host sends totem from an address of a joined device that is in the senders' network too: it is meant to be there. */
    private static boolean isMeant(Facts facts, HostState state, List<String> devices, List<PairFacts> pairs) {
        for (String name : devices) {
            List<InterfaceAddress> addresses =
                    state.interfaceNamed(name).map(HostInterface::addresses).orElse(List.of());
            for (InterfaceAddress own : addresses) {
                boolean neighbour = pairs.stream()
                        .anyMatch(pair -> network(own).contains(pair.direction().from()));
                boolean speaks = facts.picture()
                        .host(own.address())
                        .map(Participant::isTotem)
                        .orElse(false);
                if (neighbour && speaks) {
                    return true;
                }
            }
        }
        return false;
    }

    private void conclude(
            Participant host,
            Endpoint group,
            HostState state,
            List<String> elsewhere,
            List<PairFacts> deaf,
            Certainty certainty,
            List<Conclusion> conclusions) {
        Place place = host.isTotem() ? Place.RECEIVER_HOST : Place.CLUSTER;
        String own = String.join(", ", DeviceStack.of(state, host.address()).own());
        String sentence = host.name() + " has joined " + group.address() + " on " + String.join(", ", elsewhere)
                + ", and not on " + own + ", which has its address " + host.address();
        for (PairFacts pair : deaf) {
            conclusions.add(
                    pair.isLost()
                            ? Clue.explains(id(), pair.direction(), sentence)
                            : Clue.points(id(), pair.direction(), place, certainty, sentence));
        }
        conclusions.add(new Finding(
                id(),
                place,
                Severity.FAULT,
                certainty,
                sentence,
                List.of(Evidence.of(host.name() + " lists " + group.address() + " under " + String.join(", ", elsewhere)
                        + " and has " + host.address() + " on " + own)),
                List.of(Finding.LOSS_BETWEEN_CAPTURES, "daemon-does-not-hear", "ring-interrupted", "hears-nothing")));
    }
}
