package io.totemtap.track.totem;

import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameSample;
import java.util.List;

/**
 * One node's totem as one vantage point saw it.
 *
 * @param host its address
 * @param group where it multicasts; 0.0.0.0 if it was not seen to
 * @param port UDP port it uses
 * @param multicasts its multicasts
 * @param joins its JOINs, leaves not counted
 * @param unicasts its tokens and commit tokens
 * @param leaves JOINs by which it said that it leaves
 * @param unreachable "port unreachable" it answered to totem packets: its kernel is there, its daemon is not
 * @param failedToReceive JOINs in which it says that it fails to receive
 * @param mergesMissing tokens it sent as representative of an idle ring while none of the merge-detects that belong to them came
 *     here
 * @param phaseAtEnd what it was doing last
 * @param silences times in which it sent nothing although it was sent to
 */
public record Node(
        IpAddress host,
        IpAddress group,
        int port,
        FrameSample multicasts,
        FrameSample joins,
        FrameSample unicasts,
        FrameSample leaves,
        FrameSample unreachable,
        FrameSample failedToReceive,
        FrameSample mergesMissing,
        Phase phaseAtEnd,
        List<Silence> silences) {

    /** Copies the list. */
    public Node {
        silences = List.copyOf(silences);
    }

    /** What a node is doing, as its messages show (openais and corosync {@code exec/totemsrp.c}, enum memb_state). */
    public enum Phase {
        /** Nothing of it was seen yet. */
        UNKNOWN,
        /** It looks for members. */
        GATHER,
        /** It passes a commit token. */
        COMMIT,
        /** It exchanges messages of the old ring. */
        RECOVERY,
        /** It works. */
        OPERATIONAL,
        /** It said that it leaves. */
        LEFT
    }

    /**
     * A time without any totem packet of a node.
     *
     * @param fromNanos its last packet before
     * @param toNanos its first packet after, or the end of the capture
     * @param isOver whether it came back
     * @param unanswered repeated tokens, commit tokens and encrypted packets sent to it alone meanwhile
     * @param othersMulticast multicasts of other nodes of its group seen here meanwhile
     * @param kernelFrames IGMP, ARP and ICMP it sent meanwhile: its kernel lives
     * @param lastFrame its last frame before
     * @param nextFrame its first frame after, {@link io.totemtap.track.FrameId#NONE} if there is none
     */
    public record Silence(
            long fromNanos,
            long toNanos,
            boolean isOver,
            long unanswered,
            long othersMulticast,
            long kernelFrames,
            long lastFrame,
            long nextFrame) {

        /** How long it lasted. */
        public long nanos() {
            return toNanos - fromNanos;
        }
    }

    /** Whether it ever sent totem packets. */
    public boolean isActive() {
        return multicasts.count() + unicasts.count() > 0;
    }

    /** Its last totem packet of any kind, {@link EpochNanos#NEVER} without one. */
    public long lastNanos() {
        return Math.max(multicasts.lastNanos(), unicasts.lastNanos());
    }

    /** Its first totem packet of any kind, {@link EpochNanos#NEVER} without one. */
    public long firstNanos() {
        if (multicasts.count() == 0) {
            return unicasts.firstNanos();
        }
        return unicasts.count() == 0
                ? multicasts.firstNanos()
                : Math.min(multicasts.firstNanos(), unicasts.firstNanos());
    }
}
