package io.totemtap.correlate;

import io.totemtap.capture.Promiscuity;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import io.totemtap.track.HostSigns;
import io.totemtap.track.Observation;
import io.totemtap.track.flow.EthernetPair;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Membership.End;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Works out on which host each capture was taken, and whether it was promiscuous, where the case does not say. Every conclusion
 * carries its reason; where signs are missing or disagree there is none.
 */
final class VantageFinder {

    private static final int ENOUGH = 5;

    /** A host that gets so many frames answers one of them. */
    private static final long LONG_ENOUGH = 50;

    private static final String ONE_WAY = "its frames go one way only, as in a mirror of one direction";

    private final List<Participant> participants;

    VantageFinder(List<Participant> participants) {
        this.participants = participants;
    }

    /** The captures with what can be concluded from each alone. */
    List<Vantage> place(List<Vantage> captures) {
        List<Vantage> declared = new ArrayList<>();
        for (Vantage capture : captures) {
            declared.add(declared(capture, captures));
        }
        List<Vantage> result = new ArrayList<>();
        for (Vantage capture : declared) {
            boolean isPlaced = capture.host().isPresent() || isNoHost(capture);
            result.add(promiscuity(isPlaced ? capture : fromSigns(capture)));
        }
        return result;
    }

    /** The case says that it was not taken on a host: signs of hosts do not make it one. */
    private static boolean isNoHost(Vantage capture) {
        return capture.role() == Role.MIRROR || capture.role() == Role.SWITCH_PORT;
    }

    private Vantage declared(Vantage capture, List<Vantage> all) {
        VantagePoint point = capture.declared();
        if (point.role() == Role.SWITCH_PORT && !point.faces().isEmpty()) {
            for (Vantage other : all) {
                boolean faced = other.declared().role() == Role.NODE
                        && (other.declared().name().equals(point.faces())
                                || other.declared().host().equals(point.faces()));
                if (faced && !other.declared().addresses().isEmpty()) {
                    return capture.at(
                            Role.SWITCH_PORT, other.declared().addresses().get(0), "the case says so");
                }
            }
            for (Participant participant : participants) {
                if (participant.name().equals(point.faces())
                        || participant.address().toString().equals(point.faces())) {
                    return capture.at(Role.SWITCH_PORT, participant.address(), "the case says so");
                }
            }
        }
        if (point.role() == Role.SWITCH_PORT) {
            return capture.nowhere("the case does not say which known host the port faces");
        }
        if (point.role() == Role.MIRROR) {
            return capture.nowhere("the case says that it is a mirror");
        }
        for (IpAddress address : point.addresses()) {
            if (participants.stream().anyMatch(one -> one.address().equals(address))) {
                return capture.at(Role.NODE, address, "the case says so");
            }
        }
        for (Participant participant : participants) {
            if (!point.host().isEmpty() && participant.name().equals(point.host())) {
                return capture.at(Role.NODE, participant.address(), "it is called like the host");
            }
        }
        for (MacAddress mac : point.macs()) {
            for (Participant participant : participants) {
                if (participant.macs().contains(mac)) {
                    return capture.at(Role.NODE, participant.address(), "the case gives its Ethernet address");
                }
            }
        }
        return capture;
    }

    private Vantage fromSigns(Vantage capture) {
        HostSigns signs = capture.observation().signs();
        for (IpAddress address : capture.observation().captured().addresses()) {
            if (isParticipant(address)) {
                return capture.at(Role.NODE, address, "the capture names its interface's address");
            }
        }
        Optional<IpAddress> outbound = only(signs.outbound());
        if (outbound.isPresent()) {
            return capture.at(Role.NODE, outbound.get(), "the capture marks its packets as outgoing");
        }
        Optional<IpAddress> unfinished = only(signs.checksumNotFilledIn());
        if (unfinished.isPresent()) {
            return capture.at(
                    Role.NODE,
                    unfinished.get(),
                    "the checksums of its packets are not filled in yet, as only its own host sees them");
        }
        if (signs.tunnelled() > 0 || hasCopies(signs)) {
            return capture.nowhere(
                    signs.tunnelled() > 0
                            ? "it came through a mirror tunnel"
                            : "it has packets twice, as a mirror of several ports");
        }
        return byTraffic(capture);
    }

    /** A mirror has unicast twice as well; a card or a bond that delivers multicast twice does not. */
    private static boolean hasCopies(HostSigns signs) {
        boolean unicastOnce = signs.unicastFrames() >= ENOUGH && signs.unicastTwice() * 10 < signs.unicastFrames();
        return !unicastOnce && signs.duplicates() >= ENOUGH && signs.duplicates() * 4 > signs.comparable();
    }

    private boolean isParticipant(IpAddress address) {
        return participants.stream().anyMatch(one -> one.address().equals(address));
    }

    /** The one participant with enough packets of a kind, where no other has any. */
    private Optional<IpAddress> only(Map<IpAddress, Long> packets) {
        List<IpAddress> found = packets.entrySet().stream()
                .filter(entry -> isParticipant(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        return found.size() == 1 && packets.getOrDefault(found.get(0), 0L) >= ENOUGH
                ? Optional.of(found.get(0))
                : Optional.empty();
    }

    private Vantage byTraffic(Vantage capture) {
        Set<IpAddress> inAllUnicast = inAllUnicast(capture);
        if (inAllUnicast.size() == 1) {
            IpAddress address = inAllUnicast.iterator().next();
            if (isOneWay(capture, address)) {
                return capture.nowhere(ONE_WAY);
            }
            return capture.at(Role.NODE, address, "all unicast frames in it are from or to this host");
        }
        Set<IpAddress> reporters = reporters(capture);
        if (reporters.size() == 1
                && !leavesQueriesOpen(capture.observation())
                && (inAllUnicast.isEmpty() || inAllUnicast.containsAll(reporters))) {
            if (isOneWay(capture, reporters.iterator().next())) {
                return capture.nowhere(ONE_WAY);
            }
            return capture.at(
                    Role.NODE,
                    reporters.iterator().next(),
                    "it has the membership reports of this host only, which a snooping switch keeps from the others");
        }
        return capture.nowhere("nothing in it tells on which host it was taken");
    }

    /** A host's own capture has what it sends and what is sent to it; a mirror of one direction of a port has half of that. */
    private boolean isOneWay(Vantage capture, IpAddress host) {
        long sent = 0;
        long received = 0;
        for (EthernetPair pair : capture.observation().pairs()) {
            if (!pair.destination().isGroup()) {
                sent += isOf(pair.source(), host) ? pair.frames() : 0;
                received += isOf(pair.destination(), host) ? pair.frames() : 0;
            }
        }
        return sent + received >= LONG_ENOUGH && (sent == 0 || received == 0);
    }

    private boolean isOf(MacAddress mac, IpAddress host) {
        return participants.stream()
                .anyMatch(one -> one.address().equals(host) && one.macs().contains(mac));
    }

    private Set<IpAddress> inAllUnicast(Vantage capture) {
        Map<MacAddress, IpAddress> owners = new HashMap<>();
        for (Participant participant : participants) {
            participant.macs().forEach(mac -> owners.put(mac, participant.address()));
        }
        Set<IpAddress> common = new HashSet<>(owners.values());
        long frames = 0;
        for (EthernetPair pair : capture.observation().pairs()) {
            if (!pair.destination().isGroup()) {
                frames += pair.frames();
                Set<IpAddress> ends = new HashSet<>();
                Optional.ofNullable(owners.get(pair.source())).ifPresent(ends::add);
                Optional.ofNullable(owners.get(pair.destination())).ifPresent(ends::add);
                common.retainAll(ends);
            }
        }
        return frames < ENOUGH ? Set.of() : common;
    }

    /**
     * A report that strayed here, as all do while a switch still learns, is not followed by others when queries are; the host's own are,
     * unless it left.
     */
    private boolean leavesQueriesOpen(Observation observation) {
        long last = observation.memberships().stream()
                .filter(membership -> isParticipant(membership.host()))
                .mapToLong(one -> one.end() == End.LEFT ? Long.MAX_VALUE : one.lastReportNanos())
                .max()
                .orElse(Long.MAX_VALUE);
        long response = observation.timers().queryResponseInterval() + EpochNanos.SECOND;
        return observation.queriers().stream()
                .flatMap(querier -> querier.lastQueries().stream())
                .anyMatch(asked -> asked > last && asked + response < observation.lastNanos());
    }

    /** Version 1 and 2 reports go to the group, and a snooping switch forwards them to routers only (RFC 4541 section 2.1.1). */
    private Set<IpAddress> reporters(Vantage capture) {
        Set<IpAddress> reporters = new TreeSet<>();
        for (Membership membership : capture.observation().memberships()) {
            if (membership.version() > 0 && membership.reports() > 0 && isParticipant(membership.host())) {
                reporters.add(membership.host());
            }
        }
        return reporters;
    }

    private Vantage promiscuity(Vantage capture) {
        if (capture.promiscuous().isPresent()) {
            return capture;
        }
        if (isNoHost(capture)) {
            return capture.promiscuous(true, "it is no host's own interface");
        }
        Promiscuity told = Promiscuity.of(capture.observation().captured());
        if (told.isInTurn()) {
            return capture.promiscuous(false, "it was promiscuous in turn only, as the capture says");
        }
        if (told != Promiscuity.UNKNOWN) {
            return capture.promiscuous(told.isOn(), "the capture says so");
        }
        if (capture.observation().signs().toOtherHost() > 0) {
            return capture.promiscuous(true, "it has frames addressed to other hosts");
        }
        if (capture.host().isEmpty()) {
            return capture;
        }
        List<MacAddress> own = participants.stream()
                .filter(one -> one.address().equals(capture.host().get()))
                .flatMap(one -> one.macs().stream())
                .toList();
        boolean foreign = capture.observation().pairs().stream()
                .anyMatch(pair -> !pair.destination().isGroup()
                        && !pair.destination().equals(MacAddress.NONE)
                        && !own.contains(pair.destination())
                        && !own.contains(pair.source()));
        return foreign && !own.isEmpty() ? capture.promiscuous(true, "it has frames between other hosts") : capture;
    }
}
