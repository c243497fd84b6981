package io.totemtap.track.totem;

import io.totemtap.decode.totem.OpaqueTotem;
import io.totemtap.decode.totem.TotemType;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.Hosts;
import io.totemtap.track.totem.Node.Phase;
import java.util.List;

/** Where nothing can be read: lengths and times tell nodes that are alone, nodes that look for members, and idle rings. */
final class OpaqueTracker {

    /** A node whose token was seen within this time is in a ring with others: an idle token turns once in two seconds at the slowest. */
    private static final long RING_LIFE = 5 * EpochNanos.SECOND;

    /** A ring in which nobody but the representative has multicast for this long is idle. */
    private static final long IDLE = 2 * EpochNanos.SECOND;

    private final Hosts hosts;
    private final List<NodeState> active;
    private final ReactionTracker reactions;

    OpaqueTracker(Hosts hosts, List<NodeState> active, ReactionTracker reactions) {
        this.hosts = hosts;
        this.active = active;
        this.reactions = reactions;
    }

    /** Lengths tell nodes that are alone and send merge-detects from those that look for members. */
    void onMulticast(OpaqueTotem message, NodeState node, long time, long frame) {
        if (time - node.unicasts.lastNanos() < RING_LIFE && node.unicasts.count() > 0) {
            return;
        }
        TotemType guess = OpaqueShape.guess(message.envelope(), message.payloadLength());
        if (guess == TotemType.MEMB_JOIN) {
            reactions.looksForMembers(node, time, frame);
            node.phase = Phase.GATHER;
        } else if (guess == TotemType.MEMB_MERGE_DETECT) {
            node.phase = Phase.OPERATIONAL;
            reactions.worksOn(node, other -> false, time, frame);
        }
        if (guess != TotemType.OPAQUE) {
            reactions.stimulates(node, other -> other.ring.isEmpty(), time);
        }
    }

    /** The lowest address represents a ring of openais and corosync 1 and 2; nothing else is encrypted. */
    void onToken(NodeState node, NodeState to, long time, long frame) {
        if (hosts.address(node.host).compareTo(hosts.address(to.host)) > 0) {
            return;
        }
        boolean isIdle =
                active.stream().noneMatch(other -> other != node && other.multicasts.lastNanos() > time - IDLE);
        boolean isAnswered = to.unicasts.lastNanos() > node.previousTokenNanos;
        node.previousTokenNanos = time;
        node.representsIdle(isIdle && isAnswered, time, frame);
    }
}
