package io.totemtap.track.igmp;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.List;

/**
 * Somebody who sends general queries, as one vantage point saw it.
 *
 * @param address source address; 0.0.0.0 for a proxy or a bridge without an address
 * @param mac its Ethernet source address, {@link MacAddress#NONE} if not known
 * @param version 1 to 3 for IGMP, 1 and 2 for MLD
 * @param generalQueries how many general queries
 * @param groupQueries its queries for one group
 * @param firstNanos first general query
 * @param lastNanos last general query
 * @param firstFrame frame of the first
 * @param lastFrame frame of the last
 * @param intervalNanos median distance of general queries, 0 with fewer than two
 * @param longestGapNanos longest distance of general queries, 0 with fewer than two
 * @param lastQueries times of its latest general queries, at most 64, in order
 * @param timers what its queries say, or defaults, with the observed interval where they do not say it
 * @param withoutRouterAlert how many of its queries lacked the Router Alert option
 * @param timeToLiveNotOne how many of its queries had another TTL than 1
 */
public record Querier(
        IpAddress address,
        MacAddress mac,
        int version,
        long generalQueries,
        GroupQueries groupQueries,
        long firstNanos,
        long lastNanos,
        long firstFrame,
        long lastFrame,
        long intervalNanos,
        long longestGapNanos,
        List<Long> lastQueries,
        IgmpTimers timers,
        long withoutRouterAlert,
        long timeToLiveNotOne) {

    /** Copies the list. */
    public Querier {
        lastQueries = List.copyOf(lastQueries);
    }
}
