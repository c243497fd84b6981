package io.totemtap.decode.ip;

import io.totemtap.net.IpAddress;
import java.util.Map;

/**
 * What became of the fragmented UDP datagrams of a capture.
 *
 * @param completed datagrams of which every byte's fragment was seen
 * @param expired datagrams given up because nothing completed them within 30 s of packet time
 * @param evicted datagrams given up because there was no room for more; of these nothing can be said
 * @param inProgress datagrams still waiting
 * @param duplicates fragments seen again, as mirror ports show them
 * @param overlaps fragments that claim part of what others have brought, or all of it with other contents; the first copy
 *     of every byte was kept
 * @param refused fragments that fit nowhere: behind the datagram's end, beyond 65 535 bytes, a middle one of odd size
 * @param missingTails by destination, expired datagrams of which the first fragment came and a later one did not; at most
 *     {@value FragmentAssembler#MOST_DESTINATIONS} destinations
 * @param missingTailsElsewhere the same for destinations beyond that number
 */
public record FragmentStatistics(
        long completed,
        long expired,
        long evicted,
        int inProgress,
        long duplicates,
        long overlaps,
        long refused,
        Map<IpAddress, Long> missingTails,
        long missingTailsElsewhere) {

    /** Copies the map. */
    public FragmentStatistics {
        missingTails = Map.copyOf(missingTails);
    }
}
