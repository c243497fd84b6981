package io.totemtap.correlate;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import io.totemtap.track.Host;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.totem.Introduction;
import io.totemtap.track.totem.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds who takes part, from all captures together. */
final class Participants {

    /** Hosts that are told apart: more than any totem cluster has worked with (corosync is supported up to 32 nodes). */
    static final int MOST = 64;

    private final Map<IpAddress, Boolean> totem = new TreeMap<>();
    private final Map<IpAddress, Set<MacAddress>> macs = new TreeMap<>();
    private final Map<IpAddress, Set<Long>> nodeIds = new TreeMap<>();
    private final Map<IpAddress, String> introduced = new TreeMap<>();

    private Participants() {}

    static List<Participant> of(List<Vantage> captures, Map<IpAddress, String> names) {
        Participants found = new Participants();
        for (Vantage capture : captures) {
            found.addNodes(capture);
            found.addNames(capture);
            capture.declared().addresses().forEach(address -> found.totem.putIfAbsent(address, false));
        }
        Set<IpAddress> groups = found.groups(captures);
        for (Vantage capture : captures) {
            for (Membership membership : capture.observation().memberships()) {
                if (groups.contains(membership.group()) && !membership.host().isUnspecified()) {
                    found.totem.putIfAbsent(membership.host(), false);
                }
            }
            found.addHosts(capture);
        }
        found.keepTheBusiest(captures);
        List<Participant> result = new ArrayList<>();
        found.totem.forEach((address, isTotem) -> result.add(new Participant(
                address,
                names.getOrDefault(address, found.introduced.getOrDefault(address, address.toString())),
                List.copyOf(found.macs.getOrDefault(address, Set.of())),
                List.copyOf(found.nodeIds.getOrDefault(address, Set.of())),
                isTotem)));
        return result;
    }

    /** A host nobody named gets the name the user gave the capture that was taken on it. */
    static List<Participant> calledLike(List<Vantage> placed, List<Participant> hosts) {
        List<Participant> result = new ArrayList<>();
        for (Participant host : hosts) {
            boolean isNameless = host.name().equals(host.address().toString());
            String name = placed.stream()
                    .filter(capture -> isNameless && capture.isOn(host.address()))
                    .map(capture -> capture.declared().host())
                    .filter(given -> !given.isEmpty())
                    .findFirst()
                    .orElse(host.name());
            result.add(new Participant(host.address(), name, host.macs(), host.nodeIds(), host.isTotem()));
        }
        return result;
    }

    /** Everything is told for pairs of hosts, so their number is limited: those who sent most to groups stay. */
    private void keepTheBusiest(List<Vantage> captures) {
        if (totem.size() <= MOST) {
            return;
        }
        Map<IpAddress, Long> sent = new HashMap<>();
        for (Vantage capture : captures) {
            for (Flow flow : capture.observation().flows()) {
                if (flow.key().kind() == Kind.GROUP && flow.isTotem()) {
                    sent.merge(flow.key().source(), flow.frames(), Long::sum);
                }
            }
        }
        List<IpAddress> order = new ArrayList<>(totem.keySet());
        order.sort(Comparator.comparing((IpAddress host) -> sent.getOrDefault(host, 0L))
                .reversed()
                .thenComparing(host -> host));
        totem.keySet().retainAll(Set.copyOf(order.subList(0, MOST)));
    }

    private void addNodes(Vantage capture) {
        for (Node node : capture.observation().nodes()) {
            if (node.isActive()) {
                totem.put(node.host(), true);
            }
        }
    }

    /** Names by which nodes introduce themselves; used where nobody has given one. */
    private void addNames(Vantage capture) {
        for (Introduction one : capture.observation().introductions()) {
            if (!one.name().isEmpty()) {
                introduced.putIfAbsent(one.host(), one.name());
            }
        }
    }

    private Set<IpAddress> groups(List<Vantage> captures) {
        Set<IpAddress> groups = new TreeSet<>();
        for (Vantage capture : captures) {
            for (Flow flow : capture.observation().flows()) {
                if (flow.key().kind() == Kind.GROUP && flow.isTotem()) {
                    groups.add(flow.key().destination());
                }
            }
        }
        return groups;
    }

    private void addHosts(Vantage capture) {
        for (Host host : capture.observation().hosts()) {
            if (totem.containsKey(host.address())) {
                Set<MacAddress> known = macs.computeIfAbsent(host.address(), none -> new TreeSet<>());
                host.macs().stream().filter(mac -> !mac.equals(MacAddress.NONE)).forEach(known::add);
                nodeIds.computeIfAbsent(host.address(), none -> new TreeSet<>()).addAll(host.nodeIds());
            }
        }
    }
}
