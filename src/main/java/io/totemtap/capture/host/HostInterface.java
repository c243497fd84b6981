package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A network interface. What the text does not say is empty.
 *
 * @param name its name, without the lower device that {@code ip} appends
 * @param index the kernel's number, 0 if not known
 * @param mac its own Ethernet address, {@link MacAddress#NONE} if not known
 * @param addresses its IP addresses
 * @param flags its flags
 * @param master the bond, bridge or team it is a member of, or empty
 * @param lower the interface below ("eth0" of "eth0.5@eth0"), or empty
 * @param kind "bridge", "bond", "vlan", "veth" and so on ({@code ip -d}), or empty
 * @param details what else is printed of it, by name: "mtu", "state", "qdisc", "xdp", and with the kind before the name
 *     what {@code ip -d link} adds: "bridge.mcast_querier", "bond.mode", "vlan.id", "bridge_slave.state"; from /sys
 *     with the directory before the name: "bridge.multicast_querier", "brport.multicast_flood"
 * @param counters its counters
 * @param driver what ethtool says
 */
public record HostInterface(
        String name,
        int index,
        MacAddress mac,
        List<InterfaceAddress> addresses,
        LinkFlags flags,
        String master,
        String lower,
        String kind,
        Map<String, String> details,
        InterfaceCounters counters,
        DriverFacts driver) {

    /** Copies the collections. */
    public HostInterface {
        addresses = List.copyOf(addresses);
        details = Copies.of(details);
    }

    /** A detail, or empty. */
    public String detail(String name) {
        return details.getOrDefault(name, "");
    }

    /** The largest packet, absent if not known. */
    public OptionalInt mtu() {
        return Words.small(detail("mtu"));
    }

    /** Whether an XDP program stands before the tap; {@link Answer#NO} only where {@code ip link} was asked. */
    public Answer hasXdpProgram() {
        if (details.containsKey("xdp")) {
            return Answer.YES;
        }
        return details.containsKey("qdisc") ? Answer.NO : Answer.UNKNOWN;
    }

    /** Whether the link has a carrier, from its flags, /sys or {@code ethtool}. */
    public Answer hasCarrier() {
        if (flags.carrier() != Answer.UNKNOWN) {
            return flags.carrier();
        }
        if (!detail("carrier").isEmpty()) {
            return Answer.of(detail("carrier").equals("1"));
        }
        String detected = driver.settings().getOrDefault("Link detected", "");
        return detected.isEmpty() ? Answer.UNKNOWN : Answer.of(detected.equals("yes"));
    }

    /** Whether this is one of its addresses. */
    public boolean has(IpAddress address) {
        return addresses.stream().anyMatch(own -> own.address().equals(address));
    }

    /**
     * A multicast setting of a bridge, as {@code ip -d link} or /sys names it.
     *
     * @param name as in /sys/class/net/BR/bridge, such as "multicast_querier"
     * @return its value, or empty
     */
    public String bridgeSetting(String name) {
        String fromSys = detail("bridge." + name);
        return fromSys.isEmpty() ? detail("bridge." + name.replace("multicast_", "mcast_")) : fromSys;
    }
}
