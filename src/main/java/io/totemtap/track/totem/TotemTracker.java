package io.totemtap.track.totem;

import io.totemtap.decode.Envelope;
import io.totemtap.decode.totem.Mcast;
import io.totemtap.decode.totem.MembCommitToken;
import io.totemtap.decode.totem.MembJoin;
import io.totemtap.decode.totem.MembMergeDetect;
import io.totemtap.decode.totem.OpaqueTotem;
import io.totemtap.decode.totem.OrfToken;
import io.totemtap.decode.totem.Processor;
import io.totemtap.decode.totem.TokenHoldCancel;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.TotemMessage;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameId;
import io.totemtap.track.Hosts;
import io.totemtap.track.StateChange.Kind;
import io.totemtap.track.StateLog;
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

    private final Hosts hosts;
    private final StateLog log;
    private final HearingTracker hearings;
    private final RingTracker rings;
    private final TokenTracker tokens;
    private final List<NodeState> nodes = new ArrayList<>();
    private final List<NodeState> active = new ArrayList<>();
    private final ReactionTracker reactions;
    private final JoinTracker joins;
    private final OpaqueTracker opaques;
    private final ServiceTracker services;

    /** Creates a tracker that numbers hosts with {@code hosts} and notes changes in {@code log}. */
    public TotemTracker(Hosts hosts, StateLog log) {
        this.hosts = hosts;
        this.log = log;
        hearings = new HearingTracker(hosts);
        rings = new RingTracker(hosts, hearings, log);
        tokens = new TokenTracker(hosts, hearings, log);
        reactions = new ReactionTracker(hearings, active);
        joins = new JoinTracker(hearings, active);
        opaques = new OpaqueTracker(hosts, active, reactions);
        services = new ServiceTracker(hosts, rings, log);
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
            reactions.multicasts(node);
        } else {
            node.unicasts.add(time, frame);
            if (node.port == 0) {
                node.port = envelope.destinationPort();
            }
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
            reactions.stimulatesOtherRings(node, ring, time);
        } else if (message instanceof MembJoin join) {
            onJoin(join, node, time, frame);
        } else if (message instanceof MembCommitToken commit) {
            phase(node, Phase.COMMIT, Kind.COMMIT, "", time, frame);
            sentTo(to, true);
            rings.onCommitToken(
                    rings.ring(commit.ringId(), commit.ringRepresentativeKey(), port, time, frame),
                    commit,
                    node.host,
                    to);
        } else if (message instanceof TokenHoldCancel cancel) {
            RingState ring = rings.ring(cancel.ringId(), cancel.ringRepresentativeKey(), port, time, frame);
            worksOn(node, ring, Phase.OPERATIONAL, time, frame);
        } else if (message instanceof OpaqueTotem opaque) {
            if (to == Hosts.NOBODY) {
                opaques.onMulticast(opaque, node, time, frame);
            } else {
                sentTo(to, true);
                opaques.onToken(node, node(to), time, frame);
            }
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
        boolean isIdle = ring.tokens > 0 && (int) token.seq() == ring.seq;
        boolean isRepeat = tokens.onToken(ring, token, node.host, to, time, frame);
        if (ring.isFormed && !isRepeat && rings.host(ring.id.representative()) == node.host) {
            node.representsIdle(isIdle, time, frame);
        }
        sentTo(to, isRepeat);
        worksOn(node, ring, token.retransFlag() == 0 ? Phase.OPERATIONAL : Phase.RECOVERY, time, frame);
    }

    private void sentTo(int host, boolean isRepeat) {
        if (host != Hosts.NOBODY) {
            node(host).isSentTo(isRepeat);
        }
    }

    private boolean onMcast(Mcast mcast, NodeState node, int port, long time, long frame) {
        Processor from = mcast.systemFrom();
        int originator = originator(from, node);
        RingState ring = rings.ring(mcast.ringId(), mcast.ringRepresentativeKey(), port, time, frame);
        rings.onMember(ring, originator, time, frame);
        boolean before = rings.onMcast(ring, mcast, originator, node.host, time, frame);
        if (originator == node.host) {
            worksOn(node, ring, mcast.isRecovery() ? Phase.RECOVERY : Phase.OPERATIONAL, time, frame);
            reactions.stimulatesOtherRings(node, ring, time);
        }
        if (node.messagesToRead > 0 || ServiceTracker.isTelling(mcast)) {
            services.onMcast(mcast, node, originator, time, frame);
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
        if (join.isFailedToReceive() && node.failsToReceive(time, frame)) {
            log.add(time, frame, hosts.address(node.host), Kind.FAILED_TO_RECEIVE, "");
        }
        reactions.looksForMembers(node, time, frame);
        joins.onLists(join, node, time, frame);
        node.ring.ifPresent(ring -> rings.ended(ring, Ended.GATHER, node.host, time, frame));
        phase(node, Phase.GATHER, Kind.GATHER, "", time, frame);
        // who is called failed, or is told so by the sender of itself, need not answer
        if (!join.isFailedToReceive()) {
            reactions.stimulates(node, other -> !join.failedListHas(other.key), time);
        }
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
            joins.onRing(node, ring);
            node.listed = new long[0];
        }
        if (isNew || node.phase != phase) {
            node.messagesToRead = ServiceTracker.AFTER_A_CHANGE;
            phase(
                    node,
                    phase,
                    phase == Phase.RECOVERY ? Kind.RECOVERY : Kind.OPERATIONAL,
                    RingTracker.name(ring),
                    time,
                    frame);
        }
        if (node.isStimulated) {
            reactions.worksOn(node, other -> ring.has(other.host), time, frame);
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
            reactions.wasAway(node);
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
        return hearings.overflow() + reactions.overflow() + rings.overflow();
    }

    /** Messages that were not read although they may name nodes, because there were too many nodes or groups. */
    public long unread() {
        return services.overflow();
    }

    /** All nodes that sent totem packets or were sent some. */
    public List<Node> nodes(long endOfCapture) {
        return active.stream().map(node -> node.toNode(hosts, endOfCapture)).toList();
    }

    /** All rings. */
    public List<Ring> rings(long endOfCapture) {
        return rings.rings(endOfCapture);
    }

    /** What nodes tell of themselves. */
    public List<Introduction> introductions() {
        return services.introductions();
    }

    /** Who hears whom. */
    public List<Hearing> hearings() {
        return hearings.hearings();
    }
}
