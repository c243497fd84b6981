package io.totemtap.decode.igmp;

import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv6Address;
import java.util.List;

/**
 * A multicast listener query (RFC 2710 section 3, RFC 3810 section 5.1). The components are the packet's fields in their
 * order, which is why there are eight.
 *
 * @param version told by the length (RFC 3810 section 8.1)
 * @param maximumResponseCode how long hosts may wait
 * @param group whom it asks about; :: in a general query
 * @param suppressRouterProcessing the S flag: other routers are to leave their timers alone; false in version 1
 * @param robustness the querier's robustness variable, 1 to 7; 0 means that it does not say or that it is over 7
 * @param queryInterval how often the querier asks; {@link Qqic#NONE} in version 1
 * @param sources the sources a group-and-source-specific query asks about, as many as could be read
 * @param checksum whether the message is intact
 */
public record MldQuery(
        MldVersion version,
        MaximumResponseCode maximumResponseCode,
        Ipv6Address group,
        boolean suppressRouterProcessing,
        int robustness,
        Qqic queryInterval,
        List<IpAddress> sources,
        Checksum checksum)
        implements MldMessage {

    /** Copies the list. */
    public MldQuery {
        sources = List.copyOf(sources);
    }

    /** Whether it asks about all groups. */
    public boolean isGeneral() {
        return group.isUnspecified();
    }

    /** The longest time a host may wait with its report, in nanoseconds. */
    public long maxResponseNanos() {
        return maximumResponseCode.nanos(version);
    }
}
