package io.totemtap.capture.host;

import java.util.List;

/**
 * A cluster member as the host's daemon sees it.
 *
 * @param id node id, 0 if not printed
 * @param name its name, empty if not printed
 * @param addresses its addresses as printed, "10.0.0.1"
 * @param present whether it is a member now
 */
public record ClusterMember(long id, String name, List<String> addresses, boolean present) {

    /** Copies the list. */
    public ClusterMember {
        addresses = List.copyOf(addresses);
    }
}
