package io.totemtap.track.totem;

import io.totemtap.decode.Envelope;
import io.totemtap.decode.totem.Mcast;
import io.totemtap.decode.totem.MembCommitToken;
import io.totemtap.decode.totem.MembJoin;
import io.totemtap.decode.totem.MembMergeDetect;
import io.totemtap.decode.totem.OrfToken;
import io.totemtap.decode.totem.Processor;
import io.totemtap.decode.totem.TokenHoldCancel;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.TotemMessage;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameId;
import io.totemtap.track.Hosts;
import io.totemtap.track.StateChange.Kind;
import io.totemtap.track.StateLog;
import io.totemtap.track.totem.Hearing.Clue;
import io.totemtap.track.totem.Node.Phase;
import io.totemtap.track.totem.Node.Silence;
import io.totemtap.track.totem.Ring.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows all totem traffic of one vantage point: hands each message to the trackers of nodes, rings, tokens and hearing.
 *
 * <p>The header's node id is not used for who sent a token (it is stale in repeats of openais and early corosync); the IP source
 * is.
 */
public final class TotemTracker {

    /** A node that must react to a message does so within milliseconds; this long without a reaction means it did not hear. */
    private static final long REACTION = EpochNanos.SECOND;

    /** Others must have multicast at least this long ago, and at most that long, to be missed in a JOIN. */
    private static final long JOIN_GRACE = 500 * EpochNanos.MILLISECOND;

    private static final long RECENT = 5 * EpochNanos.SECOND;

    private final Hosts hosts;
    private final StateLog log;
    private final HearingTracker hearings;
    private final RingTracker rings;
    private final TokenTracker tokens;
    private final List<NodeState> nodes = new ArrayList<>();
    private final List<NodeState> active = new ArrayList<>();

    /** Creates a tracker that numbers hosts with {@code hosts} and notes changes in {@code log}. */
    public TotemTracker(Hosts hosts, StateLog log) {
        this.hosts = hosts;
        this.log = log;
        hearings = new HearingTracker(hosts);
        rings = new RingTracker(hosts, hearings, log);
        tokens = new TokenTracker(hosts, hearings, log);
    }

    private NodeState node(int host) {
        while (nodes.size() <= host) {
            nodes.add(new NodeState(nodes.size()));
        }
        NodeState node = nodes.get(host);
        if (node.multicasts.count() + node.unicasts.count() == 0 && !active.contains(node)) {
            active.add(node);
        }
        return node;
    }

    /**
     * A totem packet, readable or not.
     *
     * @param from number of the host it came from
     * @param to number of the host it went to, {@link Hosts#NOBODY} for a group
     * @return whether this place has seen the message before
     */
    public boolean onTotem(Envelope envelope, TotemMessage message, int from, int to) {
        long time = envelope.timeNanos();
        long frame = FrameId.of(envelope.part(), envelope.frameNumber());
        NodeState node = node(from);
        boolean isMulticast = to == Hosts.NOBODY;
        speaks(node, time, frame);
        if (isMulticast) {
            node.groupHigh = envelope.destinationHigh();
            node.groupLow = envelope.destinationLow();
            node.port = envelope.destinationPort();
            node.multicasts.add(time, frame);
            for (NodeState other : active) {
                if (other != node && other.sharesGroupWith(node)) {
                    other.hearsOthers();
                }
            }
        } else {
            node.unicasts.add(time, frame);
            if (node.port == 0) {
                node.port = envelope.destinationPort();
            }
            node(to).isSentTo();
        }
        return dispatch(envelope.destinationPort(), message, node, to, time, frame);
    }

    private boolean dispatch(int port, TotemMessage message, NodeState node, int to, long time, long frame) {
        if (message instanceof OrfToken token) {
            onToken(token, node, to, port, time, frame);
        } else if (message instanceof Mcast mcast) {
            return onMcast(mcast, node, port, time, frame);
        } else if (message instanceof MembMergeDetect merge) {
            names(node, merge.systemFrom());
            RingState ring = rings.ring(merge.ringId(), merge.ringRepresentativeKey(), port, time, frame);
            rings.onAlone(ring, node.host, time, frame);
            worksOn(node, ring, Phase.OPERATIONAL, time, frame);
            stimulate(node, ring, time);
        } else if (message instanceof MembJoin join) {
            onJoin(join, node, time, frame);
        } else if (message instanceof MembCommitToken commit) {
            phase(node, Phase.COMMIT, Kind.COMMIT, "", time, frame);
            rings.onCommitToken(
                    rings.ring(commit.ringId(), commit.ringRepresentativeKey(), port, time, frame),
                    commit,
                    node.host,
                    to);
        } else if (message instanceof TokenHoldCancel cancel) {
            worksOn(
                    node,
                    rings.ring(cancel.ringId(), cancel.ringRepresentativeKey(), port, time, frame),
                    Phase.OPERATIONAL,
                    time,
                    frame);
        }
        return false;
    }

    private void onToken(OrfToken token, NodeState node, int to, int port, long time, long frame) {
        RingState ring = rings.ring(token.ringId(), token.ringRepresentativeKey(), port, time, frame);
        if (token.dialect() == TotemDialect.COROSYNC3) {
            hosts.calls(node.host, token.nodeId());
        }
        rings.onMember(ring, node.host, time, frame);
        rings.onMember(ring, to, time, frame);
        tokens.onToken(ring, token, node.host, to, time, frame);
        worksOn(node, ring, token.retransFlag() == 0 ? Phase.OPERATIONAL : Phase.RECOVERY, time, frame);
    }

    private boolean onMcast(Mcast mcast, NodeState node, int port, long time, long frame) {
        Processor from = mcast.systemFrom();
        int originator = originator(from, node);
        RingState ring = rings.ring(mcast.ringId(), mcast.ringRepresentativeKey(), port, time, frame);
        rings.onMember(ring, originator, time, frame);
        boolean before = rings.onMcast(ring, mcast, originator, node.host, time, frame);
        if (originator == node.host) {
            worksOn(node, ring, mcast.isRecovery() ? Phase.RECOVERY : Phase.OPERATIONAL, time, frame);
            stimulate(node, ring, time);
        }
        return before;
    }

    /** A node on a redundant ring sends from its second address; a repeat comes from the address of whoever repeats it. */
    private int originator(Processor from, NodeState sender) {
        IpAddress source = hosts.address(sender.host);
        if (from.addresses().contains(source)) {
            return sender.host;
        }
        int known = rings.host(from);
        if (known == Hosts.NOBODY && from.addresses().isEmpty()) {
            hosts.calls(sender.host, from.nodeId());
            return sender.host;
        }
        return known;
    }

    private void onJoin(MembJoin join, NodeState node, long time, long frame) {
        if (join.isLeave()) {
            node.leaves.add(time, frame);
            node.ring.ifPresent(ring -> rings.ended(ring, Ended.LEAVE, node.host, time, frame));
            phase(node, Phase.LEFT, Kind.LEFT_CLUSTER, "", time, frame);
            return;
        }
        names(node, join.systemFrom());
        node.joins.add(time, frame);
        if (join.isFailedToReceive()) {
            node.failedToReceive.add(time, frame);
            log.add(time, frame, hosts.address(node.host), Kind.FAILED_TO_RECEIVE, "");
        }
        reacts(node, time, frame);
        lists(join, node, time, frame);
        node.ring.ifPresent(ring -> rings.ended(ring, Ended.GATHER, node.host, time, frame));
        phase(node, Phase.GATHER, Kind.GATHER, "", time, frame);
        for (NodeState other : active) {
            if (other != node && other.phase == Phase.OPERATIONAL && other.sharesGroupWith(node)) {
                other.isStimulated = true;
                hearings.stimulate(node.host, other.host, time);
            }
        }
    }

    /** A JOIN answers what others said just before; if only one did, that one was heard. */
    private void reacts(NodeState node, long time, long frame) {
        if (!node.isStimulated) {
            return;
        }
        int candidates = 0;
        int heard = Hosts.NOBODY;
        for (NodeState other : active) {
            if (other == node) {
                continue;
            }
            long stimulus = hearings.stimulus(other.host, node.host);
            if (stimulus != EpochNanos.NEVER && time - stimulus <= REACTION) {
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

    private void lists(MembJoin join, NodeState node, long time, long frame) {
        for (NodeState other : active) {
            if (other == node || other.key == 0 || !other.sharesGroupWith(node) || other.phase == Phase.LEFT) {
                continue;
            }
            if (!join.procListHas(other.key)) {
                long said = other.multicasts.lastNanos();
                if (said > time - RECENT && said < time - JOIN_GRACE && said > node.firstNanos() + JOIN_GRACE) {
                    hearings.tell(other.host, node.host, Clue.MISSING_IN_JOIN, said, time, frame);
                }
            } else if (!node.lists(other.key) && !node.isInRingWith(other.host) && !couldBeTold(node, other)) {
                hearings.tell(other.host, node.host, Clue.LISTED_IN_JOIN, time, time, frame);
            }
        }
        node.listed = new long[join.procCount()];
        for (int i = 0; i < node.listed.length; i++) {
            node.listed[i] = join.procKey(i);
        }
    }

    /** Lists are passed on: a third node that lists {@code other} may have told. */
    private boolean couldBeTold(NodeState node, NodeState other) {
        for (NodeState third : active) {
            if (third != node && third != other && (third.lists(other.key) || third.isInRingWith(other.host))) {
                return true;
            }
        }
        return false;
    }

    private void names(NodeState node, Processor processor) {
        hosts.calls(node.host, processor.nodeId());
        if (node.key == 0) {
            node.key = processor.key();
        }
    }

    private void worksOn(NodeState node, RingState ring, Phase phase, long time, long frame) {
        rings.onMember(ring, node.host, time, frame);
        rings.onUse(ring, time, frame);
        boolean isNew = node.ring.isEmpty() || node.ring.get() != ring;
        if (isNew) {
            node.ring = Optional.of(ring);
            node.listed = new long[0];
        }
        if (isNew || node.phase != phase) {
            phase(
                    node,
                    phase,
                    phase == Phase.RECOVERY ? Kind.RECOVERY : Kind.OPERATIONAL,
                    RingTracker.name(ring),
                    time,
                    frame);
        }
        if (node.isStimulated) {
            for (NodeState other : active) {
                if (other != node && ring.has(other.host)) {
                    hearings.calm(other.host, node.host);
                } else if (other != node) {
                    hearings.worksOn(other.host, node.host, REACTION, time, frame);
                }
            }
        }
    }

    /** A message of another ring, or of nobody's ring yet, makes whoever hears it look for members at once. */
    private void stimulate(NodeState node, RingState ring, long time) {
        for (NodeState other : active) {
            if (other != node
                    && other.phase == Phase.OPERATIONAL
                    && other.ring.isPresent()
                    && other.ring.get() != ring
                    && other.sharesGroupWith(node)) {
                other.isStimulated = true;
                hearings.stimulate(node.host, other.host, time);
            }
        }
    }

    private void phase(NodeState node, Phase phase, Kind kind, String subject, long time, long frame) {
        if (node.phase != phase || !subject.isEmpty()) {
            node.phase = phase;
            log.add(time, frame, hosts.address(node.host), kind, subject);
        }
    }

    private void speaks(NodeState node, long time, long frame) {
        Optional<Silence> silence = node.speaks(time, frame);
        if (silence.isPresent()) {
            IpAddress host = hosts.address(node.host);
            log.add(silence.get().fromNanos(), silence.get().lastFrame(), host, Kind.FELL_SILENT, "");
            log.add(time, frame, host, Kind.SPEAKS_AGAIN, "");
            for (NodeState other : active) {
                if (other != node) {
                    hearings.calm(other.host, node.host);
                }
            }
            node.isStimulated = false;
        }
    }

    /** A host's kernel sent something: IGMP, ARP or ICMP. */
    public void onKernelFrame(int host) {
        if (host >= 0 && host < nodes.size()) {
            nodes.get(host).kernelSpeaks();
        }
    }

    /** A host answered a totem packet with "port unreachable": no daemon listens there. */
    public void onUnreachable(int host, long timeNanos, long frame) {
        NodeState node = node(host);
        if (node.unreachable.count() == 0) {
            log.add(timeNanos, frame, hosts.address(host), Kind.PORT_UNREACHABLE, "");
        }
        node.unreachable.add(timeNanos, frame);
    }

    /** Pairs of nodes and rings that were not followed because there were too many. */
    public long overflow() {
        return hearings.overflow() + rings.overflow();
    }

    /** All nodes that sent totem packets or were sent some. */
    public List<Node> nodes(long endOfCapture) {
        return active.stream().map(node -> node.toNode(hosts, endOfCapture)).toList();
    }

    /** All rings. */
    public List<Ring> rings(long endOfCapture) {
        return rings.rings(endOfCapture);
    }

    /** Who hears whom. */
    public List<Hearing> hearings() {
        return hearings.hearings();
    }
}
