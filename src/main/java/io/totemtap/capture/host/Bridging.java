package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import java.util.List;

/**
 * What the Linux bridges of a host know of multicast.
 *
 * @param listed whether {@code bridge mdb show} was asked and answered
 * @param groups the groups and the ports they are forwarded to
 * @param routerPorts ports behind which a querier or router was heard, as "bridge port"
 */
public record Bridging(boolean listed, List<BridgeGroup> groups, List<String> routerPorts) {

    /** Copies the lists. */
    public Bridging {
        groups = List.copyOf(groups);
        routerPorts = List.copyOf(routerPorts);
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
