package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.VirtualSwitch;
import io.totemtap.capture.host.VirtualSwitch.Station;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Open vSwitch snoops, on a hypervisor, and its table does not have the port that the group should go to: the port of a guest that is
 * to receive, or the one behind which the receiver of a guest's multicast is. Groups that nobody reported are flooded, unless that is
 * switched off.
 */
public final class OvsSnoopingRule implements Rule {

    @Override
    public String id() {
        return "ovs-snooping";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsThatMayBridge()) {
            for (PairFacts pair : facts.pairs()) {
                if (!pair.direction().to().equals(host)
                        && !pair.direction().from().equals(host)) {
                    judge(facts, host, pair, conclusions);
                }
            }
        }
        return conclusions;
    }

    /** What a bridge withholds from a port, and how sure that is. */
    private record Withheld(VirtualSwitch bridge, Station station, IpAddress group, Certainty certainty) {}

    /** The surest of all moments; one is enough. */
    private void judge(Facts facts, IpAddress host, PairFacts pair, List<Conclusion> conclusions) {
        Optional<Withheld> surest = Optional.empty();
        for (HostState state : facts.states(host)) {
            for (VirtualSwitch bridge : state.paths().virtualSwitches()) {
                Optional<Withheld> one = withheld(facts, state, bridge, pair);
                boolean surer = one.isPresent()
                        && (surest.isEmpty()
                                || one.get().certainty().compareTo(surest.get().certainty()) > 0);
                surest = surer ? one : surest;
            }
        }
        surest.ifPresent(one -> conclude(facts, pair, host, one, conclusions));
    }

    private static Optional<Withheld> withheld(Facts facts, HostState state, VirtualSwitch bridge, PairFacts pair) {
        Optional<Certainty> taken = BeforeGuest.certainty(state, pair);
        Optional<Station> station = station(facts, bridge, pair.direction().to());
        if (taken.isEmpty() || station.isEmpty() || !isOnTheWay(facts, bridge, pair)) {
            return Optional.empty();
        }
        boolean known = bridge.port(station.get().port())
                .map(port -> port.floods() != Answer.UNKNOWN)
                .orElse(false);
        return facts.groupsOf(pair.direction().from()).stream()
                .map(Endpoint::address)
                .filter(group -> bridge.forwards(group, station.get()) == Answer.NO
                        && BeforeGuest.reported(facts, pair.direction().to(), group))
                .findFirst()
                .map(group -> new Withheld(bridge, station.get(), group, known ? taken.get() : Certainty.LIKELY));
    }

    /** Before the tap of a guest that receives, or behind that of a guest that sends. */
    private static boolean isOnTheWay(Facts facts, VirtualSwitch bridge, PairFacts pair) {
        boolean toGuest = isPlugged(facts, bridge, pair.direction().to()) && BeforeGuest.isLost(pair);
        boolean fromGuest = isPlugged(facts, bridge, pair.direction().from())
                && pair.narrowestLoss().filter(OvsSnoopingRule::isFromTheSender).isPresent();
        return toGuest || fromGuest;
    }

    private static boolean isFromTheSender(Segment loss) {
        return loss.from().spot() == Spot.SENDER;
    }

    private static boolean isPlugged(Facts facts, VirtualSwitch bridge, IpAddress host) {
        return macs(facts, host).stream().anyMatch(bridge::isPlugged);
    }

    private static Optional<Station> station(Facts facts, VirtualSwitch bridge, IpAddress host) {
        return macs(facts, host).stream()
                .flatMap(mac -> bridge.find(mac).stream())
                .findFirst();
    }

    private static List<MacAddress> macs(Facts facts, IpAddress host) {
        return facts.picture().host(host).map(Participant::macs).orElse(List.of());
    }

    private void conclude(
            Facts facts, PairFacts pair, IpAddress host, Withheld withheld, List<Conclusion> conclusions) {
        VirtualSwitch bridge = withheld.bridge();
        String number = withheld.station().port();
        String port = bridge.port(number).map(one -> one.name()).orElse("port " + number);
        String receiver = facts.name(pair.direction().to());
        String sentence = "Open vSwitch's bridge " + bridge.name() + " of " + facts.name(host) + " does not forward "
                + withheld.group() + " to " + port + ", where " + receiver + " is, which is a member";
        String rest = bridge.floodsUnregistered() == Answer.NO
                ? "; groups that nobody reported are not flooded (mcast-snooping-disable-flood-unregistered)"
                : "; another port has reported it, so that it is not flooded";
        conclusions.add(Clue.points(id(), pair.direction(), Place.SWITCH, withheld.certainty(), sentence));
        conclusions.add(new Finding(
                id(),
                Place.SWITCH,
                Severity.FAULT,
                withheld.certainty(),
                sentence,
                List.of(Evidence.of(
                        "the table of " + bridge.name() + " (mdb/show) lacks " + withheld.group() + " for port "
                                + number + " of VLAN " + withheld.station().vlan() + ", behind which "
                                + withheld.station().address() + " is" + rest)),
                List.of(
                        Finding.LOSS_BETWEEN_CAPTURES,
                        "daemon-does-not-hear",
                        "merge-detects-missing",
                        "ring-interrupted")));
    }
}
