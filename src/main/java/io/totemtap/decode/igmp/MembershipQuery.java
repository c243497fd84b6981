package io.totemtap.decode.igmp;

import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import java.util.List;

/**
 * A membership query (RFC 1112 appendix I, RFC 2236 section 2, RFC 3376 section 4.1). The components are the packet's
 * fields in their order, which is why there are eight.
 *
 * @param version told by length and code (RFC 3376 section 7.1)
 * @param maxRespCode how long hosts may wait
 * @param group whom it asks about; 0.0.0.0 in a general query
 * @param suppressRouterProcessing the S flag: other routers are to leave their timers alone; false before version 3
 * @param robustness the querier's robustness variable, 1 to 7; 0 means that it does not say or that it is over 7, and the
 *     receiver keeps its own
 * @param queryInterval how often the querier asks; {@link Qqic#NONE} before version 3
 * @param sources the sources a group-and-source-specific query asks about, as many as could be read
 * @param checksum whether the message is intact
 */
public record MembershipQuery(
        IgmpVersion version,
        MaxRespCode maxRespCode,
        Ipv4Address group,
        boolean suppressRouterProcessing,
        int robustness,
        Qqic queryInterval,
        List<IpAddress> sources,
        Checksum checksum)
        implements IgmpMessage {

    /** Copies the list. */
    public MembershipQuery {
        sources = List.copyOf(sources);
    }

    /** Whether it asks about all groups. */
    public boolean isGeneral() {
        return group.isUnspecified();
    }

    /** The longest time a host may wait with its report, in nanoseconds. */
    public long maxResponseNanos() {
        return maxRespCode.nanos(version);
    }
}
