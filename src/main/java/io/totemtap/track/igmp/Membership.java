package io.totemtap.track.igmp;

import io.totemtap.net.IpAddress;
import java.util.List;

/**
 * One stretch of time in which a host was a member of a group, as its reports tell.
 *
 * @param host who reported
 * @param group which group
 * @param version IGMP version of the last report, 1 to 3; for MLD 1 and 2
 * @param sinceNanos the first report
 * @param lastReportNanos the last report
 * @param reports how many reports
 * @param firstFrame frame of the first report
 * @param lastFrame frame of the last report, or of the leave
 * @param end how it ended
 * @param endNanos when it ended; the last report where it is still {@link End#OPEN}
 * @param filter which sources it wants, as its reports told last
 * @param earlier which sources it wanted before, oldest first; the last {@value #MOST_EARLIER} of them
 * @param malformed how many of the reports had a TTL other than 1 or lacked the Router Alert option, which version 1 does not ask for (RFC
 *     1112 appendix I, RFC 2236 section 2, RFC 3376 section 4, RFC 2710 section 3)
 */
public record Membership(
        IpAddress host,
        IpAddress group,
        int version,
        long sinceNanos,
        long lastReportNanos,
        int reports,
        long firstFrame,
        long lastFrame,
        End end,
        long endNanos,
        SourceFilter filter,
        List<Earlier> earlier,
        int malformed) {

    /** How many earlier filters are kept; a host that changes its mind more often is known by the latest ones. */
    public static final int MOST_EARLIER = 16;

    /** Copies the list. */
    public Membership {
        earlier = List.copyOf(earlier);
    }

    /**
     * A filter that another one has replaced.
     *
     * @param filter which sources were wanted
     * @param untilNanos the report that told the next one
     */
    public record Earlier(SourceFilter filter, long untilNanos) {}

    /** Whether only chosen sources are wanted (RFC 3376 INCLUDE mode). */
    public boolean sourceSpecific() {
        return filter.isInclude();
    }

    /** How a membership ended. */
    public enum End {
        /** It had not ended when the capture did. */
        OPEN,
        /** The host said so: Leave Group, or a record that includes no source. */
        LEFT,
        /** The group membership interval passed without a report: a switch must have forgotten it. */
        AGED_OUT
    }
}
