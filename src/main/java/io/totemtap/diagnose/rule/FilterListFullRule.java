package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.LinkLayerEntry;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A receiver's virtual card is told of fewer multicast addresses than its kernel wants: the list it is given is short, and what does not go
 * into it may not be received. ixgbevf sends 30 to the physical function and leaves out the rest (drivers/net/ethernet/intel/ixgbevf/vf.c);
 * virtio-net's table in the hypervisor has 64 (QEMU, MAC_TABLE_ENTRIES). A hint, for nobody can see from the host which ones are left out.
 */
public final class FilterListFullRule implements Rule {

    /** How many addresses a driver's list holds. */
    private static final Map<String, Integer> ROOM = Map.of("ixgbevf", 30, "virtio_net", 64);

    @Override
    public String id() {
        return "filter-list-full";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        Set<IpAddress> receivers = new TreeSet<>();
        for (PairFacts pair : facts.pairs()) {
            if (pair.losses().stream().anyMatch(FilterListFullRule::isBeforeTap)) {
                receivers.add(pair.direction().to());
            }
        }
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : receivers) {
            facts.states(host).stream()
                    .flatMap(state -> overfull(facts, state, host).stream())
                    .findFirst()
                    .ifPresent(conclusions::add);
        }
        return conclusions;
    }

    /** A filter loses all of a group, or none of it. */
    private static boolean isBeforeTap(Segment loss) {
        return loss.to().spot() == Spot.RECEIVER && loss.pattern().isWhole();
    }

    private Optional<Finding> overfull(Facts facts, HostState state, IpAddress host) {
        DeviceStack stack = DeviceStack.of(state, host);
        for (HostInterface device : state.interfaces()) {
            boolean carries =
                    stack.own().contains(device.name()) || stack.below().contains(device.name());
            int room = ROOM.getOrDefault(device.driver().driver(), Integer.MAX_VALUE);
            long wanted = state.memberships().linkLayer().stream()
                    .filter(entry -> entry.interfaceName().equals(device.name()))
                    .map(LinkLayerEntry::mac)
                    .distinct()
                    .count();
            if (carries && wanted > room && device.flags().takesAllMulticast() != Answer.YES) {
                return Optional.of(finding(facts.name(host), device, wanted, room));
            }
        }
        return Optional.empty();
    }

    private Finding finding(String host, HostInterface device, long wanted, int room) {
        String driver = device.driver().driver();
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                Certainty.POSSIBLE,
                device.name() + " of " + host + " is to receive " + Words.count(wanted)
                        + " multicast addresses, and the list its driver " + driver + " hands on has room for "
                        + Words.count(room) + ": the group may be one of those left out",
                List.of(Evidence.of(host + " lists " + Words.count(wanted) + " multicast addresses of " + device.name()
                        + ", and does not take all multicast there")),
                List.of());
    }
}
