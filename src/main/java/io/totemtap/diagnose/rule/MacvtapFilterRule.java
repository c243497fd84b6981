package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Participant;
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
import java.util.Set;

/**
 * A guest is connected by a macvtap device of its hypervisor, which passes the multicast addresses it was told of and no others
 * (drivers/net/macvlan.c, macvlan_broadcast). The guest's own list does not come through to it unless the hypervisor trusts the guest with
 * it. The device's list, taken while multicast is lost, lacks the group.
 */
public final class MacvtapFilterRule implements Rule {

    private static final Set<String> KINDS = Set.of("macvtap", "macvlan");

    @Override
    public String id() {
        return "macvtap-filter";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            if (BeforeGuest.isLost(pair) && isOneRun(pair)) {
                for (IpAddress host : facts.hostsThatMayBridge()) {
                    judge(facts, pair, host, conclusions);
                }
            }
        }
        return conclusions;
    }

    /** A filter loses everything for as long as it loses anything. */
    private static boolean isOneRun(PairFacts pair) {
        return pair.narrowestLoss().map(loss -> loss.runLength() == loss.lost()).orElse(false);
    }

    private void judge(Facts facts, PairFacts pair, IpAddress host, List<Conclusion> conclusions) {
        IpAddress guest = pair.direction().to();
        List<MacAddress> macs =
                facts.picture().host(guest).map(Participant::macs).orElse(List.of());
        for (HostState state : host.equals(guest) ? List.<HostState>of() : facts.states(host)) {
            Optional<HostInterface> device = state.interfaces().stream()
                    .filter(one -> KINDS.contains(one.kind()) && macs.contains(one.mac()))
                    .filter(one -> one.flags().promiscuous() == Answer.NO
                            && one.flags().takesAllMulticast() == Answer.NO)
                    .findFirst();
            Optional<IpAddress> group = device.flatMap(one -> missing(facts, state, one, pair));
            if (group.isPresent() && BeforeGuest.certainty(state, pair).isPresent()) {
                conclude(facts, pair, host, device.get(), group.get(), conclusions);
                return;
            }
        }
    }

    private static Optional<IpAddress> missing(Facts facts, HostState state, HostInterface device, PairFacts pair) {
        return facts.groupsOf(pair.direction().from()).stream()
                .map(Endpoint::address)
                .filter(group -> state.hasLinkLayerEntry(MacAddress.multicastFor(group), device.name()) == Answer.NO)
                .findFirst();
    }

    private void conclude(
            Facts facts,
            PairFacts pair,
            IpAddress host,
            HostInterface device,
            IpAddress group,
            List<Conclusion> conclusions) {
        MacAddress mac = MacAddress.multicastFor(group);
        String guest = facts.name(pair.direction().to());
        String sentence = "the " + device.kind() + " device " + device.name() + " of " + facts.name(host)
                + ", by which " + guest + " is connected, does not pass " + mac + ", the address of " + group;
        conclusions.add(Clue.points(id(), pair.direction(), Place.SWITCH, Certainty.LIKELY, sentence));
        conclusions.add(new Finding(
                id(),
                Place.SWITCH,
                Severity.FAULT,
                Certainty.LIKELY,
                sentence,
                List.of(Evidence.of(device.name() + " has the address of " + guest + ", " + device.mac()
                        + "; its list of multicast addresses lacks " + mac
                        + ", and it is neither promiscuous nor takes all multicast")),
                List.of(Finding.LOSS_BETWEEN_CAPTURES, "daemon-does-not-hear", "ring-interrupted")));
    }
}
