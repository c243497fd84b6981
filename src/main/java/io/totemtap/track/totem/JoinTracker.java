package io.totemtap.track.totem;

import io.totemtap.decode.totem.MembJoin;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.Hosts;
import io.totemtap.track.totem.Hearing.Clue;
import io.totemtap.track.totem.Node.Phase;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the lists of JOINs. They are passed on, so that a node may be listed by somebody who never heard it; but a node that goes on
 * without another who multicasts all the while hears neither that one nor anybody who does.
 */
final class JoinTracker {

    /** Others must have multicast at least this long ago, and at most {@link #RECENT}, to be missed. */
    private static final long GRACE = 500 * EpochNanos.MILLISECOND;

    private static final long RECENT = 5 * EpochNanos.SECOND;

    private final HearingTracker hearings;
    private final List<NodeState> active;

    JoinTracker(HearingTracker hearings, List<NodeState> active) {
        this.hearings = hearings;
        this.active = active;
    }

    void onLists(MembJoin join, NodeState node, long time, long frame) {
        for (NodeState other : active) {
            if (other == node || other.key == 0 || !other.sharesGroupWith(node) || other.phase == Phase.LEFT) {
                continue;
            }
            if (!join.procListHas(other.key)) {
                long said = other.multicasts.lastNanos();
                if (said > time - RECENT && said < time - GRACE && said > node.firstNanos() + GRACE) {
                    hearings.tell(other.host, node.host, Clue.MISSING_IN_JOIN, said, time, frame);
                }
            } else if (!node.lists(other.key) && !node.isInRingWith(other.host) && !couldBeTold(node, other)) {
                hearings.tell(other.host, node.host, Clue.LISTED_IN_JOIN, time, time, frame);
            }
        }
        node.listed = new long[join.procCount()];
        node.agreed = new long[join.procCount()];
        int agreed = 0;
        for (int i = 0; i < node.listed.length; i++) {
            node.listed[i] = join.procKey(i);
            if (!join.failedListHas(node.listed[i])) {
                node.agreed[agreed++] = node.listed[i];
            }
        }
        node.agreed = Arrays.copyOf(node.agreed, agreed);
        node.joinedAfter = join.ringSequence();
    }

    /**
     * A node works on another ring. It takes a commit token only if that names exactly those whom its own last JOIN listed and did not
     * call failed (corosync 3 exec/totemsrp.c, message_handler_memb_commit_token), so that the members of a ring are known without it.
     */
    void onRing(NodeState node, RingState ring) {
        if (ring.membersKnown || node.agreed.length < 2 || ring.id.sequence() <= node.joinedAfter) {
            return;
        }
        int[] members = new int[node.agreed.length];
        for (int i = 0; i < members.length; i++) {
            members[i] = host(node.agreed[i]);
            if (members[i] == Hosts.NOBODY) {
                return;
            }
        }
        for (int member : members) {
            ring.member(member);
        }
        ring.membersKnown = ring.members.size() == members.length;
    }

    /** The only node with a key. */
    private int host(long key) {
        int found = Hosts.NOBODY;
        for (NodeState other : active) {
            if (other.key == key) {
                if (found != Hosts.NOBODY) {
                    return Hosts.NOBODY;
                }
                found = other.host;
            }
        }
        return found;
    }

    /** A third node that lists {@code other} may have told. */
    private boolean couldBeTold(NodeState node, NodeState other) {
        for (NodeState third : active) {
            if (third != node && third != other && (third.lists(other.key) || third.isInRingWith(other.host))) {
                return true;
            }
        }
        return false;
    }
}
