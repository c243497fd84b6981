package io.totemtap.capture.config;

import java.util.List;
import java.util.OptionalLong;

/**
 * A cluster member as the configuration lists it.
 *
 * @param name its name; where corosync.conf gives none, the address of its first ring
 * @param id its node id, absent where the daemon derives it from the address
 * @param votes how many votes it has
 * @param addresses one entry a ring: an address or a host name, as written
 */
public record ConfiguredNode(String name, OptionalLong id, int votes, List<String> addresses) {

    /** Copies the list. */
    public ConfiguredNode {
        addresses = List.copyOf(addresses);
    }
}
