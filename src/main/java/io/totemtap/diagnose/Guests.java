package io.totemtap.diagnose;

import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Participant;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.List;
import java.util.Set;

/**
 * Which hosts are virtual machines or containers. Between such a host's own tap and the cable is not only its card: a bridge or virtual
 * switch of its hypervisor is there too.
 */
public final class Guests {

    /** First bits of the addresses that hypervisors give (IEEE registration authority; QEMU's, Docker's and oVirt's are local ones). */
    private static final List<String> PREFIXES = List.of(
            "52:54:00", // QEMU, libvirt
            "00:50:56", // VMware
            "00:0c:29",
            "00:05:69",
            "00:1c:14",
            "00:16:3e", // Xen, LXC
            "fa:16:3e", // OpenStack
            "00:15:5d", // Hyper-V
            "00:03:ff",
            "08:00:27", // VirtualBox
            "bc:24:11", // Proxmox VE
            "00:1a:4a", // oVirt, RHEV
            "56:6f:",
            "00:1c:42", // Parallels
            "02:42:"); // Docker

    /** Drivers of cards that exist in guests only ({@code ethtool -i}); "vif" is Xen's. */
    private static final Set<String> DRIVERS =
            Set.of("virtio_net", "vmxnet3", "vmxnet", "vif", "xen_netfront", "hv_netvsc", "netvsc", "ena", "gve");

    /** A guest's address and that of its port on the host differ in the first of six bytes (libvirt, network/bridge). */
    private static final long ALL_BUT_FIRST_BYTE = 0xff_ffff_ffffL;

    /** What a guest or container is plugged into, in the words of {@code ip -d link}. */
    private static final Set<String> VIRTUAL_PORTS = Set.of("tun", "tap", "veth");

    private static final Set<String> CHILDREN = Set.of("macvtap", "macvlan");

    private final Facts facts;

    Guests(Facts facts) {
        this.facts = facts;
    }

    /** Whether its addresses, its own driver or what a hypervisor says tell that a host is a guest. */
    boolean contains(IpAddress host) {
        List<MacAddress> macs =
                facts.picture().host(host).map(Participant::macs).orElse(List.of());
        return macs.stream().anyMatch(Guests::isOfHypervisor)
                || facts.states(host).stream().anyMatch(state -> hasGuestsDriver(state, host))
                || facts.hostsThatMayBridge().stream()
                        .filter(other -> !other.equals(host))
                        .flatMap(other -> facts.states(other).stream())
                        .anyMatch(state -> macs.stream().anyMatch(mac -> isPlugged(state, mac)));
    }

    private static boolean isOfHypervisor(MacAddress mac) {
        String text = mac.toString();
        return PREFIXES.stream().anyMatch(text::startsWith);
    }

    private static boolean hasGuestsDriver(HostState state, IpAddress host) {
        return state.interfaces().stream()
                .filter(one -> one.has(host) || one.addresses().isEmpty())
                .anyMatch(one -> DRIVERS.contains(one.driver().driver()));
    }

    private static boolean isPlugged(HostState state, MacAddress mac) {
        return state.interfaces().stream()
                        .anyMatch(port -> isPluggedInto(state, port, mac)
                                || (CHILDREN.contains(port.kind()) && port.mac().equals(mac)))
                || state.paths().virtualSwitches().stream().anyMatch(bridge -> bridge.isPlugged(mac));
    }

    /**
     * Whether a guest is plugged into an interface of a hypervisor that is a port of a bridge: its address tells, or it was learned there
     * and the port is no cable.
     */
    public static boolean isPluggedInto(HostState state, HostInterface port, MacAddress guest) {
        boolean alike = !port.mac().equals(guest) && ((port.mac().bits() ^ guest.bits()) & ALL_BUT_FIRST_BYTE) == 0;
        boolean learned =
                VIRTUAL_PORTS.contains(port.kind()) && state.paths().bridging().isBehind(port.name(), guest);
        return !port.master().isEmpty() && (alike || learned);
    }
}
