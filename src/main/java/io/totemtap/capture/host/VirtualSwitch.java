package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.List;
import java.util.Optional;

/**
 * A bridge of Open vSwitch, and what it knows of multicast. Ports go by their OpenFlow number as text ({@code ofport}), or "LOCAL".
 *
 * @param name its name
 * @param snoops whether it snoops ({@code mcast_snooping_enable})
 * @param floodsUnregistered whether it floods groups that nobody reported; not with
 *     {@code other_config:mcast-snooping-disable-flood-unregistered}
 * @param isListed whether {@code ovs-appctl mdb/show} was asked and answered
 * @param groups who reported what
 * @param routers ports behind which a querier was heard; they get every group
 * @param stations where Ethernet addresses were seen last ({@code ovs-appctl fdb/show})
 * @param ports its ports
 */
public record VirtualSwitch(
        String name,
        Answer snoops,
        Answer floodsUnregistered,
        boolean isListed,
        List<Group> groups,
        List<Router> routers,
        List<Station> stations,
        List<Port> ports) {

    /** Copies the lists. */
    public VirtualSwitch {
        groups = List.copyOf(groups);
        routers = List.copyOf(routers);
        stations = List.copyOf(stations);
        ports = List.copyOf(ports);
    }

    /** A group that is forwarded to a port of a VLAN, 0 for frames without a tag. */
    public record Group(String port, int vlan, IpAddress address) {}

    /** A port behind which a querier was heard. */
    public record Router(String port, int vlan) {}

    /** An Ethernet address behind a port. */
    public record Station(String port, int vlan, MacAddress address) {}

    /**
     * A port.
     *
     * @param number its OpenFlow number
     * @param name its interface's name
     * @param guest the address of the guest's card that is plugged in ({@code external_ids:attached-mac}),
     *     {@link MacAddress#NONE} if not known
     * @param isTap whether a tun or tap device is its interface: a virtual machine is behind it
     * @param floods whether it gets all multicast ({@code other_config:mcast-snooping-flood})
     */
    public record Port(String number, String name, MacAddress guest, boolean isTap, Answer floods) {}

    /** Whether a guest with this address is plugged in here. */
    public boolean isPlugged(MacAddress mac) {
        return ports.stream()
                .anyMatch(port -> port.guest().equals(mac)
                        || (port.isTap()
                                && stations.stream()
                                        .anyMatch(station -> station.port().equals(port.number())
                                                && station.address().equals(mac))));
    }

    /** Where a station is: where it was seen last, or where it is plugged in. */
    public Optional<Station> find(MacAddress mac) {
        Optional<Station> seen = stations.stream()
                .filter(station -> station.address().equals(mac))
                .findFirst();
        return seen.or(() -> ports.stream()
                .filter(port -> port.guest().equals(mac))
                .map(port -> new Station(port.number(), 0, mac))
                .findFirst());
    }

    /** The port with this number, if it is known. */
    public Optional<Port> port(String number) {
        return ports.stream().filter(port -> port.number().equals(number)).findFirst();
    }

    /** Whether a group goes to the port of a station (ofproto/ofproto-dpif-xlate.c, xlate_normal). */
    public Answer forwards(IpAddress group, Station station) {
        if (snoops == Answer.NO) {
            return Answer.YES;
        }
        boolean reported = groups.stream()
                .anyMatch(one -> one.port().equals(station.port())
                        && one.vlan() == station.vlan()
                        && one.address().equals(group));
        boolean isRouter =
                routers.stream().anyMatch(one -> one.port().equals(station.port()) && one.vlan() == station.vlan());
        boolean floods =
                port(station.port()).map(port -> port.floods() == Answer.YES).orElse(false);
        if (reported || isRouter || floods) {
            return Answer.YES;
        }
        boolean elsewhere = groups.stream()
                .anyMatch(one -> one.vlan() == station.vlan() && one.address().equals(group));
        boolean withheld = elsewhere || floodsUnregistered == Answer.NO;
        if (snoops == Answer.YES && isListed && withheld) {
            return Answer.NO;
        }
        return floodsUnregistered == Answer.YES && isListed ? Answer.YES : Answer.UNKNOWN;
    }
}
