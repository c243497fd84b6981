package io.totemtap.track.totem;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.totem.Mcast;
import io.totemtap.decode.totem.service.CmanMessage.FenceStatus;
import io.totemtap.decode.totem.service.CmanMessage.Transition;
import io.totemtap.decode.totem.service.ServiceDecoder;
import io.totemtap.decode.totem.service.ServiceMessage;
import io.totemtap.decode.totem.service.ServiceMessage.ClmNodeJoin;
import io.totemtap.decode.totem.service.TotempgMessage;
import io.totemtap.decode.totem.service.TotempgReassembler;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.track.FrameSample;
import io.totemtap.track.Hosts;
import io.totemtap.track.StateChange.Kind;
import io.totemtap.track.StateLog;
import io.totemtap.track.totem.Introduction.Cluster;
import io.totemtap.track.totem.Introduction.Fence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads in messages what names nodes and clusters. Nodes introduce themselves after a ring change, so that only a node's next
 * {@link #AFTER_A_CHANGE} messages are put together and read, and of the rest those that begin like one of cman's that tells
 * something: the bulk of a cluster's traffic costs a few comparisons.
 */
final class ServiceTracker {

    /** Messages of a node that are read after it has come to a ring. */
    static final int AFTER_A_CHANGE = 64;

    private static final int MOST_GROUPS = 16;
    private static final int MOST_NODES = 1024;
    private static final int MOST_FENCES = 64;

    private static final int CONTINUATION = 5;
    private static final int COUNT = 6;
    private static final int LENGTHS = 8;
    private static final int CMAN_COMMAND = 8 + 16;
    private static final int TRANSITION = 5;
    private static final int FENCE_STATUS = 11;

    private final Hosts hosts;
    private final RingTracker rings;
    private final StateLog log;
    private final ServiceDecoder decoder = new ServiceDecoder();
    private final Map<Endpoint, TotempgReassembler> reassemblers = new HashMap<>();
    private final Map<Integer, Told> told = new LinkedHashMap<>();
    private Told current;
    private Told spare;
    private long timeNanos;
    private long frame;
    private long overflow;

    ServiceTracker(Hosts hosts, RingTracker rings, StateLog log) {
        this.hosts = hosts;
        this.rings = rings;
        this.log = log;
        spare = new Told(Hosts.NOBODY, new Endpoint(Ipv4Address.UNSPECIFIED, 0));
        current = spare;
    }

    /** Whether a message is one of cman's that introduces a node or tells of fencing, as far as its beginning shows. */
    static boolean isTelling(Mcast mcast) {
        ByteRange payload = mcast.payload();
        int length = payload.length();
        if (length < LENGTHS || payload.u8(CONTINUATION) != 0) {
            return false;
        }
        int at = LENGTHS + 2 * u16(mcast, COUNT);
        if (at + CMAN_COMMAND >= length || u16(mcast, at) != 1 || u16(mcast, at + 2) != 4) {
            return false;
        }
        boolean isForCman = payload.u8(at + 4) == 'C'
                && payload.u8(at + 5) == 'M'
                && payload.u8(at + 6) == 'A'
                && payload.u8(at + 7) == 'N';
        int command = payload.u8(at + CMAN_COMMAND);
        return isForCman && payload.u8(at + 8) == 0 && (command == TRANSITION || command == FENCE_STATUS);
    }

    private static int u16(Mcast mcast, int at) {
        return mcast.isLittleEndian()
                ? mcast.payload().u16le(at)
                : mcast.payload().u16(at);
    }

    /** Reads a message of {@code sender}; in recovery it is the one inside that counts. */
    void onMcast(Mcast mcast, NodeState sender, int originator, long time, long inFrame) {
        sender.messagesToRead = Math.max(0, sender.messagesToRead - 1);
        int teller = mcast.isRecovery() && mcast.hasInner()
                ? rings.host(mcast.inner().systemFrom())
                : originator;
        if (teller != Hosts.NOBODY) {
            read(
                    mcast,
                    teller,
                    new Endpoint(IpAddress.of(sender.groupHigh, sender.groupLow), sender.port),
                    time,
                    inFrame);
        }
    }

    private void read(Mcast mcast, int teller, Endpoint group, long time, long inFrame) {
        TotempgReassembler reassembler = reassemblers.get(group);
        Told known = told.get(teller);
        if ((reassembler == null && reassemblers.size() == MOST_GROUPS)
                || (known == null && told.size() == MOST_NODES)) {
            overflow++;
            return;
        }
        if (reassembler == null) {
            reassembler = new TotempgReassembler(this::message, problem -> {});
            reassemblers.put(group, reassembler);
        }
        current = known == null ? spare.by(teller, group) : known;
        timeNanos = time;
        frame = inFrame;
        reassembler.accept(mcast);
        if (known == null && current.seen.count() > 0) {
            told.put(teller, current);
            spare = new Told(teller, group);
        }
    }

    private void message(TotempgMessage message) {
        ServiceMessage read = decoder.decode(message, problem -> {});
        if (read instanceof Transition transition) {
            onTransition(transition);
        } else if (read instanceof FenceStatus status) {
            onFence(status);
        } else if (read instanceof ClmNodeJoin join) {
            current.seen.add(timeNanos, frame);
            current.nodeId = OptionalLong.of(join.clmNodeId());
            if (IpAddress.parse(join.name()).isEmpty()) {
                current.name = join.name();
            }
        }
    }

    private void onTransition(Transition transition) {
        current.seen.add(timeNanos, frame);
        current.nodeId = OptionalLong.of(transition.sourceNodeId());
        Cluster cluster = new Cluster(transition.clusterName(), transition.clusterId(), transition.configVersion());
        if (current.cluster.isEmpty() || !current.cluster.get().equals(cluster)) {
            current.cluster = Optional.of(cluster);
            log.add(
                    timeNanos,
                    frame,
                    hosts.address(current.host),
                    Kind.NAMED_CLUSTER,
                    cluster.name() + ", id " + cluster.id() + ", configuration " + cluster.configVersion());
        }
    }

    private void onFence(FenceStatus status) {
        current.seen.add(timeNanos, frame);
        Fence fence = new Fence(status.victimNodeId(), status.fenced() != 0, status.agent(), timeNanos, frame);
        if (current.fences.size() < MOST_FENCES) {
            current.fences.add(fence);
        }
        log.add(
                timeNanos,
                frame,
                hosts.address(current.host),
                Kind.TOLD_OF_FENCING,
                "node " + fence.nodeId() + (fence.isFenced() ? " was fenced" : " is not fenced any more")
                        + (fence.agent().isEmpty() ? "" : " by " + fence.agent()));
    }

    /** Messages that were not read because there were too many groups or nodes. */
    long overflow() {
        return overflow;
    }

    List<Introduction> introductions() {
        return told.values().stream().map(one -> one.toIntroduction(hosts)).toList();
    }

    /** What one node told so far. */
    private static final class Told {
        int host;
        Endpoint group;
        final FrameSample.Builder seen = new FrameSample.Builder();
        final List<Fence> fences = new ArrayList<>();
        OptionalLong nodeId = OptionalLong.empty();
        String name = "";
        Optional<Cluster> cluster = Optional.empty();

        Told(int host, Endpoint group) {
            this.host = host;
            this.group = group;
        }

        /** The same, of another node; only while nothing has been told. */
        Told by(int teller, Endpoint itsGroup) {
            host = teller;
            group = itsGroup;
            return this;
        }

        Introduction toIntroduction(Hosts hosts) {
            return new Introduction(hosts.address(host), group, nodeId, name, cluster, seen.build(), fences);
        }
    }
}
