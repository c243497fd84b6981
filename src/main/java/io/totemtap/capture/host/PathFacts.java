package io.totemtap.capture.host;

import java.util.List;

/**
 * The ways packets take inside a host.
 *
 * @param routing routes, rules and neighbours
 * @param bonds bonded interfaces
 * @param bridging what bridges know of multicast
 */
public record PathFacts(Routing routing, List<Bond> bonds, Bridging bridging) {

    /** Copies the list. */
    public PathFacts {
        bonds = List.copyOf(bonds);
    }
}
