package io.totemtap.capture.host;

import java.util.List;

/**
 * The ways packets take inside a host.
 *
 * @param routing routes, rules and neighbours
 * @param bonds bonded interfaces
 * @param bridging what the kernel's bridges know of multicast
 * @param virtualSwitches bridges of Open vSwitch
 */
public record PathFacts(Routing routing, List<Bond> bonds, Bridging bridging, List<VirtualSwitch> virtualSwitches) {

    /** Copies the lists. */
    public PathFacts {
        bonds = List.copyOf(bonds);
        virtualSwitches = List.copyOf(virtualSwitches);
    }
}
