package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.InterfaceAddress;
import io.totemtap.correlate.Participant;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a host says of itself has no interface with the address that the host is known by: the listing is of another network namespace, as
 * that of a container's host is, or of another host. Memberships, sockets and counters of a namespace are seen in it alone, and nothing
 * follows from their absence elsewhere.
 */
public final class OtherNamespaceRule implements Rule {

    private static final int MOST_NAMED = 4;

    @Override
    public String id() {
        return "other-namespace";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress address : facts.hostsWithStates()) {
            Optional<Participant> host = facts.picture().host(address);
            List<HostState> states = facts.states(address);
            boolean all = !states.isEmpty() && states.stream().allMatch(state -> isOfAnother(state, address));
            if (host.isPresent() && all) {
                conclusions.add(finding(host.get(), states.get(states.size() - 1)));
            }
        }
        return conclusions;
    }

    /** Whether a state lists addresses of the kind the host has, and not that one. */
    static boolean isOfAnother(HostState state, IpAddress address) {
        List<IpAddress> listed = listed(state, address);
        return !listed.isEmpty() && !listed.contains(address);
    }

    private static List<IpAddress> listed(HostState state, IpAddress address) {
        return state.interfaces().stream()
                .filter(device -> !DeviceStack.isLoopback(device))
                .flatMap(device -> device.addresses().stream())
                .map(InterfaceAddress::address)
                .filter(own -> own instanceof Ipv4Address == address instanceof Ipv4Address)
                .toList();
    }

    private Finding finding(Participant host, HostState state) {
        List<String> listed = listed(state, host.address()).stream()
                .limit(MOST_NAMED)
                .map(IpAddress::toString)
                .toList();
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                Certainty.LIKELY,
                "what " + host.name()
                        + " says of itself is of another network namespace or host, or incomplete: none of its "
                        + "interfaces has " + host.address() + (host.isTotem() ? ", from which its daemon sends" : ""),
                List.of(Evidence.of("it lists " + String.join(", ", listed))),
                List.of());
    }
}
