package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.List;

/**
 * What the Linux bridges of a host know of multicast.
 *
 * @param listed whether {@code bridge mdb show} was asked and answered
 * @param groups the groups and the ports they are forwarded to
 * @param routerPorts ports behind which a querier or router was heard, as "bridge port"
 * @param stations where Ethernet addresses were learned ({@code bridge fdb show})
 */
public record Bridging(boolean listed, List<BridgeGroup> groups, List<String> routerPorts, List<Station> stations) {

    /** Copies the lists. */
    public Bridging {
        groups = List.copyOf(groups);
        routerPorts = List.copyOf(routerPorts);
        stations = List.copyOf(stations);
    }

    /** An Ethernet address that a bridge has learned behind a port. */
    public record Station(String port, MacAddress address) {}

    /** Whether an address was learned behind a port. */
    public boolean isBehind(String port, MacAddress address) {
        return stations.contains(new Station(port, address));
    }

    /** Whether a bridge forwards a group to a port because of a report or an entry made by hand. */
    public Answer forwards(IpAddress group, String port) {
        if (!listed) {
            return Answer.UNKNOWN;
        }
        return Answer.of(groups.stream()
                .anyMatch(entry -> entry.port().equals(port) && entry.group().equals(group)));
    }
}
