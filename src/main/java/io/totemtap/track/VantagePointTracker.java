package io.totemtap.track;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.Bystander;
import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.PacketDecoder;
import io.totemtap.decode.PacketHandler;
import io.totemtap.decode.igmp.IgmpMessage;
import io.totemtap.decode.igmp.MldMessage;
import io.totemtap.decode.ip.ArpView;
import io.totemtap.decode.ip.IcmpView;
import io.totemtap.decode.link.BpduView;
import io.totemtap.decode.totem.Mcast;
import io.totemtap.decode.totem.OpaqueTotem;
import io.totemtap.decode.totem.OrfToken;
import io.totemtap.decode.totem.TotemMessage;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.track.DuplicateFilter.Repeat;
import io.totemtap.track.flow.EthernetPairs;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.flow.FlowState;
import io.totemtap.track.flow.FlowTable;
import io.totemtap.track.igmp.IgmpTracker;
import io.totemtap.track.totem.TotemTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands each packet of one vantage point to the trackers it concerns, and closes into an {@link Observation}. One thread, driven by
 * the packets' own time.
 *
 * <p>It is longer than other files because every kind of packet has its method here, and each of them needs the same trackers.
 */
public final class VantagePointTracker implements PacketHandler {

    private static final int UDP = 17;

    private final CaptureInterface captured;
    private final PacketSetup setup;
    private final Hosts hosts = new Hosts();
    /** Bridges repeat what they tell of one change with every message, mostly every two seconds. */
    private static final long SAME_CHANGE = 10 * EpochNanos.SECOND;

    private final StateLog log;
    private final IgmpTracker igmp;
    private final TotemTracker totem;
    /** The decoder's number for packets that belong to no flow; hosts are counted from 0. */
    private static final long LOOPBACK_FLOW = -1;

    private final FlowTable flows = new FlowTable(hosts);
    private final EthernetPairs pairs = new EthernetPairs();
    private final PortWatch port = new PortWatch();
    private final MoveWatch moves;
    private final DuplicateFilter duplicates = new DuplicateFilter();
    private final SightingLog sightings;
    private final PacketDecoder decoder;
    private final Consumer<DecodeProblem> problems;
    private final FrameSample.Builder topologyChanges = new FrameSample.Builder();
    private final FrameClock clock;
    private final SignCounter signs = new SignCounter();
    private final TurnLog turns;

    private final boolean isEthernet;

    private Envelope current = new Envelope();

    /**
     * Creates the tracker of one interface.
     *
     * @param captured what the capture says about it
     * @param setup what is shared with the other interfaces of the run
     * @param listener hears every state change
     */
    public VantagePointTracker(CaptureInterface captured, PacketSetup setup, StateLog.Listener listener) {
        this.captured = captured;
        this.setup = setup;
        clock = new FrameClock(captured.linkType());
        isEthernet = captured.linkType() == LinkType.ETHERNET;
        turns = new TurnLog(captured);
        log = new StateLog(listener);
        igmp = new IgmpTracker(log);
        totem = new TotemTracker(hosts, log);
        moves = new MoveWatch(hosts, log);
        sightings = new SightingLog(setup.sightingsInMemory());
        decoder = new PacketDecoder(this, setup.scope());
        problems = problem -> current.problem(problem);
    }

    /** Frames of another interface stand for the other mode of this one. */
    void alsoOn(CaptureInterface mode) {
        turns.add(mode);
    }

    /** A frame of this interface. */
    public void frame(Frame frame) {
        turns.frame(frame);
        if (clock.tick(frame)) {
            advanceTo(frame.timeNanos());
        }
        if (isEthernet && Bystander.is(frame)) {
            int at = frame.offset();
            long source = Bystander.mac(frame.bytes(), at + 6);
            long destination = Bystander.mac(frame.bytes(), at);
            pairs.add(source, destination, frame.timeNanos());
            port.frame(source, destination, frame.timeNanos(), FrameId.of(frame.part(), frame.number()));
            signs.bystander();
            return;
        }
        decoder.decode(frame);
    }

    /** Lets time pass without a packet; in live captures silence must be noticed. */
    public void advanceTo(long nanos) {
        decoder.advanceTo(nanos);
        igmp.advanceTo(nanos);
    }

    @Override
    public void onOther(Envelope envelope) {
        common(envelope);
    }

    @Override
    public void onDatagram(Envelope envelope, ByteRange payload) {
        common(envelope);
        current = envelope;
        boolean toGroup = envelope.isToGroup();
        if (toGroup && isLinkLocal(envelope)) {
            return;
        }
        int port = envelope.destinationPort();
        if (IpAddress.isLoopback(envelope.sourceHigh(), envelope.sourceLow())) {
            fromLoopback(envelope, payload, toGroup);
            return;
        }
        int source = host(envelope);
        if (source == Hosts.NOBODY) {
            return;
        }
        int destination = toGroup ? Hosts.NOBODY : hosts.indexOf(envelope.destinationHigh(), envelope.destinationLow());
        long flowNumber = ((long) source << 33) | (toGroup ? 1L << 32 : 0) | ((long) destination & 0xffff) << 16 | port;
        TotemMessage message = setup.decoder()
                .decode(payload, envelope.payloadLength(), envelope.sourcePort(), port, flowNumber, problems);
        boolean isTotem = !(message instanceof OpaqueTotem opaque) || opaque.isPlausible();
        if (!toGroup && (!isTotem || destination == Hosts.NOBODY)) {
            if (destination != Hosts.NOBODY && envelope.sourcePort() == port) {
                flow(Kind.UNICAST, envelope, source); // kronosnet: one port at both ends, and nothing that can be read
            }
            return;
        }
        if (isTotem) {
            setup.observer().totem(envelope, message);
        }
        long identity = isTotem && !envelope.isSliced()
                ? PacketIdentity.of(envelope, message, payload)
                : PacketIdentity.of(envelope, payload);
        if (duplicates.isCopy(identity, envelope.timeNanos(), repeat(message, isTotem), toGroup)) {
            signs.copy(envelope);
            return;
        }
        if (source == destination) {
            // a capture on all interfaces: the token of a ring of one, which never leaves its host
            totem.onTotem(envelope, message, source, destination);
            return;
        }
        if (message instanceof OrfToken) {
            duplicates.token(envelope.timeNanos());
        }
        FlowState flow = flow(toGroup ? Kind.GROUP : Kind.UNICAST, envelope, source);
        boolean repeat = false;
        if (isTotem) {
            setup.scope().add(port);
            flow.add(message);
            repeat = totem.onTotem(envelope, message, source, destination);
        }
        if (setup.keepSightings()) {
            sighting(identity, PacketIdentity.prefix(envelope, payload), envelope, flow, repeat);
        }
        signs.packet(envelope);
    }

    private static Repeat repeat(TotemMessage message, boolean isTotem) {
        if (message instanceof Mcast) {
            return Repeat.AFTER_TOKEN;
        }
        return isTotem ? Repeat.NEVER : Repeat.ANY_TIME;
    }

    /** What a daemon bound to the loopback interface sends never leaves the host, and its address is everybody's. */
    private void fromLoopback(Envelope envelope, ByteRange payload, boolean toGroup) {
        TotemMessage message = setup.decoder()
                .decode(
                        payload,
                        envelope.payloadLength(),
                        envelope.sourcePort(),
                        envelope.destinationPort(),
                        LOOPBACK_FLOW,
                        problems);
        if (toGroup && (!(message instanceof OpaqueTotem opaque) || opaque.isPlausible())) {
            signs.fromLoopback(envelope);
        }
    }

    private static boolean isLinkLocal(Envelope envelope) {
        return IpAddress.isIpv4(envelope.destinationHigh(), envelope.destinationLow())
                ? (envelope.destinationLow() & 0xffff_ff00L) == 0xe000_0000L
                : (envelope.destinationHigh() >>> 48 & 0xf) <= 2;
    }

    private int host(Envelope envelope) {
        int source = hosts.indexOf(envelope.sourceHigh(), envelope.sourceLow());
        if (source != Hosts.NOBODY) {
            hosts.seen(source, envelope.timeNanos(), envelope.sourceMac());
        }
        return source;
    }

    private FlowState flow(Kind kind, Envelope envelope, int source) {
        FlowState flow = flows.flow(
                kind,
                source,
                envelope.destinationHigh(),
                envelope.destinationLow(),
                kind == Kind.GROUP || kind == Kind.UNICAST ? envelope.destinationPort() : 0);
        flow.add(envelope, FrameId.of(envelope.part(), envelope.frameNumber()));
        turns.packet(flow.index(), envelope.timeNanos());
        return flow;
    }

    private void sighting(long identity, int prefix, Envelope envelope, FlowState flow, boolean repeat) {
        if (setup.keepSightings() && flow.index() >= 0) {
            sightings.add(
                    identity,
                    prefix,
                    envelope.timeNanos(),
                    FrameId.of(envelope.part(), envelope.frameNumber()),
                    flow.index(),
                    envelope.payloadLength(),
                    repeat ? SightingLog.REPEAT : 0);
        }
    }

    @Override
    public void onIgmp(Envelope envelope, IgmpMessage message) {
        common(envelope);
        setup.observer().igmp(envelope, message);
        if (control(Kind.MEMBERSHIP, envelope, MembershipIdentity.of(message), 0)) {
            igmp.onIgmp(envelope, message);
        }
    }

    @Override
    public void onMld(Envelope envelope, MldMessage message) {
        common(envelope);
        setup.observer().mld(envelope, message);
        if (control(Kind.MEMBERSHIP, envelope, MembershipIdentity.of(message), 0)) {
            igmp.onMld(envelope, message);
        }
    }

    @Override
    public void onArp(Envelope envelope, ArpView arp) {
        common(envelope);
        IpAddress sender = arp.sender();
        IpAddress target = arp.target();
        envelope.addresses(sender.high(), sender.low(), target.high(), target.low());
        control(Kind.ARP, envelope, arp.operation(), arp.senderMac().bits());
    }

    @Override
    public void onReverseArp(Envelope envelope, ArpView arp) {
        common(envelope);
        moves.onReverseArp(arp, envelope.timeNanos(), FrameId.of(envelope.part(), envelope.frameNumber()));
    }

    @Override
    public void onIcmp(Envelope envelope, IcmpView icmp) {
        common(envelope);
        long numbers = (long) icmp.type() << 40
                | (long) icmp.code() << 32
                | (long) icmp.echoIdentifier() << 16
                | icmp.echoSequence();
        if (!control(Kind.ICMP, envelope, numbers, 0) || icmp.isVersion6() || icmp.type() != 3 || icmp.code() != 3) {
            return;
        }
        if (icmp.quotedProtocol() == UDP && setup.scope().contains(icmp.quotedDestinationPort())) {
            int host = hosts.find(envelope.sourceHigh(), envelope.sourceLow());
            if (host != Hosts.NOBODY) {
                totem.onUnreachable(host, envelope.timeNanos(), FrameId.of(envelope.part(), envelope.frameNumber()));
            }
        }
    }

    /** Control traffic: counted, and remembered so that it can be looked for elsewhere. False for second copies. */
    private boolean control(Kind kind, Envelope envelope, long first, long second) {
        long identity = PacketIdentity.of(envelope, first, second);
        int source = host(envelope);
        if (source == Hosts.NOBODY) {
            return false;
        }
        if (duplicates.isCopy(identity, envelope.timeNanos(), Repeat.NEVER, kind == Kind.MEMBERSHIP)) {
            signs.copy(envelope);
            return false;
        }
        totem.onKernelFrame(source);
        FlowState flow = flow(kind, envelope, source);
        sighting(identity, (int) (identity ^ identity >>> 32), envelope, flow, false);
        signs.packet(envelope);
        return true;
    }

    @Override
    public void onBpdu(Envelope envelope, BpduView bpdu) {
        common(envelope);
        port.bpdu(
                envelope.sourceMac(), bpdu, envelope.timeNanos(), FrameId.of(envelope.part(), envelope.frameNumber()));
        if (bpdu.topologyChange() || bpdu.type() == BpduView.Type.TOPOLOGY_CHANGE_NOTIFICATION) {
            long frame = FrameId.of(envelope.part(), envelope.frameNumber());
            long last = topologyChanges.lastNanos();
            if (last == EpochNanos.NEVER || envelope.timeNanos() - last > SAME_CHANGE) {
                log.add(envelope.timeNanos(), frame, Ipv4Address.UNSPECIFIED, StateChange.Kind.TOPOLOGY_CHANGE, "");
            }
            topologyChanges.add(envelope.timeNanos(), frame);
        }
    }

    /** What is asked of every frame; keep it short. */
    private void common(Envelope envelope) {
        if (captured.linkType().hasMacAddresses()) {
            pairs.add(envelope.sourceMac(), envelope.destinationMac(), envelope.timeNanos());
            port.frame(
                    envelope.sourceMac(),
                    envelope.destinationMac(),
                    envelope.timeNanos(),
                    FrameId.of(envelope.part(), envelope.frameNumber()));
        }
        signs.frame(envelope);
    }

    /** What is known; asked at the end, or meanwhile where a capture is live. */
    public Observation close() {
        List<String> omitted = new ArrayList<>();
        omit(omitted, log.omitted(), "state changes");
        omit(omitted, hosts.overflow(), "packets of further hosts");
        omit(omitted, flows.overflow(), "packets of further flows");
        omit(omitted, pairs.overflow(), "frames of further pairs of Ethernet addresses");
        omit(omitted, port.overflow(), "further times in which a port forwarded nothing");
        omit(omitted, igmp.overflow(), "messages of further queriers and members");
        omit(omitted, totem.overflow(), "further rings and pairs of nodes");
        omit(omitted, totem.unread(), "messages that may name further nodes");
        return new Observation(
                captured,
                turns.interfaces(),
                turns.turns(),
                clock.frames(),
                clock.sliced(),
                clock.firstNanos(),
                clock.lastNanos(),
                hosts.hosts(),
                flows.flows(),
                pairs.pairs(),
                igmp.queriers(),
                igmp.memberships(),
                igmp.timers(),
                totem.nodes(clock.lastNanos()),
                totem.rings(clock.lastNanos()),
                totem.hearings(),
                totem.introductions(),
                log.changes(),
                signs.toSigns(duplicates),
                decoder.fragments(),
                decoder.problemCounts(),
                topologyChanges.build(),
                port.held(),
                clock.quiet(),
                omitted,
                sightings);
    }

    private static void omit(List<String> omitted, long count, String what) {
        if (count > 0) {
            omitted.add(count + " " + what);
        }
    }
}
