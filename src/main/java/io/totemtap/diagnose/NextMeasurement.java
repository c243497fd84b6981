package io.totemtap.diagnose;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses the one measurement that separates most of the suspects left for the least effort: first what takes seconds and changes
 * nothing (host state, a capture), then what needs the network team.
 */
final class NextMeasurement {

    private final Facts facts;

    NextMeasurement(Facts facts) {
        this.facts = facts;
    }

    /** What to do to decide between {@code standing} for these directions. */
    String between(Set<Place> standing, List<Direction> directions) {
        Set<IpAddress> senders = new TreeSet<>();
        Set<IpAddress> receivers = new TreeSet<>();
        for (Direction direction : directions) {
            senders.add(direction.from());
            receivers.add(direction.to());
        }
        boolean outside = standing.contains(Place.SWITCH);
        boolean receiverNic = standing.contains(Place.RECEIVER_NIC);
        boolean senderSide = standing.contains(Place.SENDER) || standing.contains(Place.SENDER_NIC);
        boolean inside = standing.contains(Place.RECEIVER_HOST) || standing.contains(Place.CLUSTER);
        Set<IpAddress> dark = without(receivers, true);
        if ((outside || receiverNic) && inside && !dark.isEmpty()) {
            return "capture on " + names(dark)
                    + " at the same time (totemtap capture -i IF --case DIR): it shows whether "
                    + "the multicast reaches the host at all";
        }
        Set<IpAddress> unseen = without(senders, true);
        if (senderSide && !unseen.isEmpty()) {
            return "capture on " + names(unseen) + " at the same time: it shows whether the multicast leaves the host";
        }
        Set<IpAddress> guests = guests(receivers);
        if (outside && receiverNic && !guests.isEmpty()) {
            return onHypervisors(guests);
        }
        if (outside && receiverNic) {
            Set<IpAddress> untried = new TreeSet<>(receivers);
            untried.removeIf(this::isTried);
            return untried.isEmpty()
                    ? "mirror the switch port of " + names(receivers)
                            + ": it shows whether the multicast leaves the switch"
                    : "on " + names(untried)
                            + " let a capture be promiscuous in turn, for a minute (totemtap capture -i IF "
                            + "--alternate-promisc): what comes only with it is dropped by the card's filter; it may "
                            + "heal the cluster while it lasts";
        }
        if (outside && senderSide) {
            return "mirror the switch port of " + names(senders) + ": it shows whether the multicast enters the switch";
        }
        Set<IpAddress> silent = without(receivers, false);
        if (standing.contains(Place.UNICAST) && !outside && !facts.sawUnicast()) {
            return "capture the tokens, too, which these captures left out, with the filter: " + NeededFilter.of(facts);
        }
        if (inside) {
            return !silent.isEmpty()
                    ? "take the state of " + names(silent)
                            + " before and after a minute of loss (totemtap snapshot): firewall, "
                            + "rp_filter and socket counters name what drops inside the host"
                    : "read the daemon's log on " + names(receivers)
                            + " for rejected packets (invalid digest, unknown node), and compare the configurations";
        }
        if (standing.contains(Place.UNICAST)) {
            return "ping and arping between " + names(union(senders, receivers))
                    + " during the fault, and look for firewall rules on UDP " + NeededFilter.portsInWords(facts);
        }
        return "";
    }

    /** What to do where too little was seen to say anything. */
    String afterSilence(Set<Place> doubts) {
        boolean hasNodes = facts.picture().captures().stream().anyMatch(capture -> capture.role() == Role.NODE);
        if (facts.picture().groups().isEmpty()) {
            return "capture on the interface the cluster uses, while the daemon starts, with the filter: "
                    + NeededFilter.of(facts);
        }
        if (!hasNodes || facts.picture().captures().size() < 2) {
            return "capture on every node at the same time for a minute, while the cluster forms or has trouble";
        }
        return doubts.isEmpty()
                ? "capture longer, while the cluster forms or has trouble: an idle ring shows nothing of a loss"
                : between(
                        doubts, facts.pairs().stream().map(PairFacts::direction).toList());
    }

    /** What confirms an accusation that is not proven, or finds the reason within the place. */
    String toConfirm(Place place, Certainty certainty, List<Direction> directions) {
        Set<IpAddress> guests = new TreeSet<>();
        directions.forEach(direction -> guests.addAll(guests(Set.of(direction.from(), direction.to()))));
        if (place == Place.SWITCH && !guests.isEmpty()) {
            return certainty == Certainty.PROVEN ? "" : onHypervisors(guests);
        }
        Optional<String> way = place == Place.SWITCH ? alongTheWay(directions) : Optional.empty();
        if (way.isPresent()) {
            return way.get();
        }
        if (place == Place.SWITCH) {
            String group = facts.picture().groups().stream()
                    .findFirst()
                    .map(endpoint -> endpoint.address().toString())
                    .orElse("the group");
            return "ask the switch while it happens: show ip igmp snooping groups (is " + group
                    + " there, with which ports?), show ip igmp snooping querier, show ip igmp snooping mrouter";
        }
        return certainty == Certainty.PROVEN ? "" : between(Set.of(place), directions);
    }

    /** Where the receiver's own port has the group, something before it has not. */
    private Optional<String> alongTheWay(List<Direction> directions) {
        for (Direction direction : directions) {
            Optional<IpAddress> heard = facts.pair(direction).flatMap(pair -> Meanwhile.heardInstead(facts, pair));
            if (heard.isPresent()) {
                String to = facts.name(direction.to());
                return Optional.of("go the way from " + facts.name(direction.from()) + " to " + to
                        + ", switch by switch, and compare it with that of " + facts.name(heard.get())
                        + ": show ip igmp snooping groups (has the port towards " + to
                        + " the group?), show etherchannel summary, show ip access-lists");
            }
        }
        return Optional.empty();
    }

    private Set<IpAddress> guests(Set<IpAddress> hosts) {
        Set<IpAddress> guests = new TreeSet<>(hosts);
        guests.removeIf(host -> !facts.isGuest(host));
        return guests;
    }

    private String onHypervisors(Set<IpAddress> guests) {
        return "on the hypervisor of " + names(guests)
                + " capture at its physical interface and at the guest's port at the "
                + "same time: it shows whether its own switch loses the multicast; and ask that one for its members: "
                + "bridge -d mdb show, or ovs-appctl mdb/show BRIDGE";
    }

    /** Whether a capture on a host was promiscuous in turn already. */
    private boolean isTried(IpAddress host) {
        return facts.capturesOn(host).stream()
                .anyMatch(capture -> capture.observation().turns().size() > 3);
    }

    /** Of these hosts those without a capture, or without two moments of state. */
    private Set<IpAddress> without(Set<IpAddress> hosts, boolean capture) {
        Set<IpAddress> result = new TreeSet<>();
        for (IpAddress host : hosts) {
            boolean has = capture
                    ? !facts.capturesOn(host).isEmpty()
                    : facts.states(host).size() > 1;
            if (!has) {
                result.add(host);
            }
        }
        return result;
    }

    private static Set<IpAddress> union(Set<IpAddress> one, Set<IpAddress> other) {
        Set<IpAddress> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    private String names(Set<IpAddress> hosts) {
        return Words.list(hosts.stream().map(facts::name).toList());
    }
}
