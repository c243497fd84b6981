package io.totemtap.track;

import io.totemtap.net.IpAddress;

/**
 * Something changed at one vantage point.
 *
 * @param timeNanos when, by the vantage point's clock
 * @param frame the frame that told, as in {@link FrameId}
 * @param host whose state it is; 0.0.0.0 where it is nobody's
 * @param kind what changed
 * @param subject the group, ring or peer it is about, as text; empty if none
 */
public record StateChange(long timeNanos, long frame, IpAddress host, Kind kind, String subject) {

    /** What can change. */
    public enum Kind {
        /** A host's first report for a group, or the first after a leave or an age-out. */
        JOINED_GROUP,
        /** A host left a group. */
        LEFT_GROUP,
        /** The group membership interval passed without a report. */
        MEMBERSHIP_AGED_OUT,
        /** A querier's first query. */
        QUERIER_APPEARED,
        /** A querier with a lower address took over. */
        QUERIER_ELECTED,
        /** No query for longer than a group membership interval. */
        QUERIES_STOPPED,
        /** Queries again after they had stopped. */
        QUERIES_RESUMED,
        /** A switch or host signalled a spanning-tree topology change. */
        TOPOLOGY_CHANGE,
        /** A station was announced by reverse ARP: it is behind another switch port than before. The subject is its Ethernet address. */
        MOVED,
        /** A node looks for members: it multicasts JOINs. */
        GATHER,
        /** A node passes a commit token. */
        COMMIT,
        /** A node exchanges messages of the old ring. */
        RECOVERY,
        /** A node works on a ring. */
        OPERATIONAL,
        /** A ring of more than one member has formed. */
        RING_FORMED,
        /** A node has a ring of its own. */
        SINGLETON_RING,
        /** A ring is given up. */
        RING_ENDED,
        /** A node said it leaves. */
        LEFT_CLUSTER,
        /** A node says it fails to receive. */
        FAILED_TO_RECEIVE,
        /** A token was repeated because the next member did not take it. */
        TOKEN_REPEATED,
        /** All output of a node stopped. */
        FELL_SILENT,
        /** A silent node sends again. */
        SPEAKS_AGAIN,
        /** A member's port answered "unreachable": no daemon listens there. */
        PORT_UNREACHABLE,
        /** A node asks for messages it misses. */
        MISSES_MESSAGES,
        /** A node has what it missed. */
        CAUGHT_UP,
        /** A node says which cluster it is in. */
        NAMED_CLUSTER,
        /** A node says that another one was fenced. */
        TOLD_OF_FENCING
    }
}
