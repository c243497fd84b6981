package io.totemtap.track.totem;

import io.totemtap.net.EpochNanos;
import io.totemtap.track.Hosts;
import io.totemtap.track.totem.Hearing.Clue;
import io.totemtap.track.totem.Node.Phase;
import java.util.List;
import java.util.function.Predicate;

/**
 * Watches how nodes react to one another. A message that is not of its own ring makes an operational node look for members at once
 * (openais and corosync {@code exec/totemsrp.c}, message_handler_memb_merge_detect and its siblings): a JOIN right after it proves
 * that it was heard, and going on as before that it was not.
 */
final class ReactionTracker {

    /** A node that must react does so within milliseconds; this long without a reaction means that it did not hear. */
    private static final long PATIENCE = EpochNanos.SECOND;

    /** Every node is looked at for every other one's packets: more than the largest ring has, and not as many as a forger can make up. */
    private static final int MOST_NODES = 128;

    private final HearingTracker hearings;
    private final List<NodeState> active;

    ReactionTracker(HearingTracker hearings, List<NodeState> active) {
        this.hearings = hearings;
        this.active = active;
    }

    private int watched() {
        return Math.min(active.size(), MOST_NODES);
    }

    /** Nodes whose reactions are not watched, because there are too many. */
    int overflow() {
        return active.size() - watched();
    }

    /** {@code node} multicast: the others of its group had something to hear. Asked of every multicast; allocates nothing. */
    void multicasts(NodeState node) {
        for (int i = 0; i < watched(); i++) {
            NodeState other = active.get(i);
            if (other != node && other.sharesGroupWith(node)) {
                other.hearsOthers();
            }
        }
    }

    /** {@code node} said something that concerns those operational nodes of its group that {@code concerned} tells. */
    void stimulates(NodeState node, Predicate<NodeState> concerned, long time) {
        for (int i = 0; i < watched(); i++) {
            NodeState other = active.get(i);
            if (concerned.test(other)) {
                stimulates(node, other, time);
            }
        }
    }

    /** {@code node} said something on {@code ring} that concerns operational nodes of its group on other rings; allocates nothing. */
    void stimulatesOtherRings(NodeState node, RingState ring, long time) {
        for (int i = 0; i < watched(); i++) {
            NodeState other = active.get(i);
            if (!other.isOn(ring)) {
                stimulates(node, other, time);
            }
        }
    }

    private void stimulates(NodeState node, NodeState other, long time) {
        if (other != node && other.phase == Phase.OPERATIONAL && other.sharesGroupWith(node)) {
            other.isStimulated = true;
            hearings.stimulate(node.host, other.host, time);
        }
    }

    /** {@code node} looks for members. If exactly one other had just said something, that one was heard. */
    void looksForMembers(NodeState node, long time, long frame) {
        if (!node.isStimulated) {
            return;
        }
        int candidates = 0;
        int heard = Hosts.NOBODY;
        for (int i = 0; i < watched(); i++) {
            NodeState other = active.get(i);
            if (other == node) {
                continue;
            }
            long stimulus = hearings.stimulus(other.host, node.host);
            if (stimulus != EpochNanos.NEVER && time - stimulus <= PATIENCE) {
                candidates++;
                heard = other.host;
            }
            hearings.calm(other.host, node.host);
        }
        if (candidates == 1 && node.phase == Phase.OPERATIONAL) {
            hearings.tell(heard, node.host, Clue.ANSWERED_WITH_JOIN, time, time, frame);
        }
        node.isStimulated = false;
    }

    /** {@code node} works on; what members of its ring said needs no reaction. */
    void worksOn(NodeState node, Predicate<NodeState> isMember, long time, long frame) {
        if (!node.isStimulated) {
            return;
        }
        for (int i = 0; i < watched(); i++) {
            NodeState other = active.get(i);
            if (other == node) {
                continue;
            }
            if (isMember.test(other)) {
                hearings.calm(other.host, node.host);
            } else {
                hearings.worksOn(other.host, node.host, PATIENCE, time, frame);
            }
        }
    }

    /** {@code node} was away: what was said meanwhile proves nothing. */
    void wasAway(NodeState node) {
        for (int i = 0; i < watched(); i++) {
            NodeState other = active.get(i);
            if (other != node) {
                hearings.calm(other.host, node.host);
            }
        }
        node.isStimulated = false;
    }
}
