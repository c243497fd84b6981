package io.totemtap.decode;

import io.totemtap.capture.Frame;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.decode.igmp.IgmpDecoder;
import io.totemtap.decode.igmp.IgmpMessage;
import io.totemtap.decode.igmp.MldDecoder;
import io.totemtap.decode.igmp.MldMessage;
import io.totemtap.decode.ip.ArpView;
import io.totemtap.decode.ip.FragmentStatistics;
import io.totemtap.decode.ip.IcmpView;
import io.totemtap.decode.ip.IpView;
import io.totemtap.decode.ip.Ipv4View;
import io.totemtap.decode.ip.Ipv6View;
import io.totemtap.decode.ip.UdpView;
import io.totemtap.decode.link.BpduView;
import io.totemtap.decode.link.EtherType;
import io.totemtap.decode.link.LinkDecoder;
import io.totemtap.decode.tunnel.GreView;
import io.totemtap.decode.tunnel.VxlanView;
import java.util.List;
import java.util.Optional;

/**
 * Walks each frame from its link-layer header to its message and calls a {@link PacketHandler} exactly once for it. Throws
 * nothing whatever the bytes are. Keeps no state from frame to frame but fragments on their way and counters.
 *
 * <p>Mirror ports and cluster nodes show millions of frames that do not matter here. Such a frame costs its headers down to
 * the IP protocol and no allocation; checksums are computed only for what is handed on as a message or datagram.
 *
 * <p>A packet in a mirror tunnel is decoded in place of the packet that carries it, if it is not itself in a tunnel. The
 * first fragment of a fragmented GRE packet shows the start of its inner packet, which then counts as cut by the capture:
 * full-sized packets of a mirrored network are otherwise lost to view, because the tunnel makes them too long.
 */
public final class PacketDecoder {

    private final PacketHandler handler;
    private final Envelope envelope = new Envelope();
    private final ProblemLog problems = new ProblemLog(envelope);

    private final LinkDecoder link = new LinkDecoder(envelope, problems);
    private final BpduView bpdu = new BpduView(problems);
    private final ArpView arp = new ArpView(problems);
    private final Ipv4View ipv4 = new Ipv4View(problems);
    private final Ipv6View ipv6 = new Ipv6View(problems);
    private final IcmpView icmp = new IcmpView(problems);
    private final GreView gre = new GreView(problems);
    private final VxlanView vxlan = new VxlanView(problems);
    private final IgmpDecoder igmp = new IgmpDecoder(problems);
    private final MldDecoder mld = new MldDecoder(problems);
    private final UdpDecoder udp;
    private final ByteRange payload = new ByteRange();

    private boolean inTunnel;

    /**
     * Creates a decoder for the frames of one source.
     *
     * @param udpFilter is asked which unicast UDP datagrams matter
     */
    public PacketDecoder(PacketHandler handler, UdpFilter udpFilter) {
        this.handler = handler;
        udp = new UdpDecoder(envelope, problems, udpFilter);
    }

    /** Decodes one frame; calls the handler exactly once before it returns. */
    public void decode(Frame frame) {
        envelope.begin(
                frame.timeNanos(),
                frame.part(),
                frame.number(),
                frame.interfaceId(),
                frame.capturedLength(),
                frame.originalLength(),
                frame.direction());
        inTunnel = false;
        linkPayload(frame.bytes(), link.read(frame));
    }

    /** Gives up datagrams whose fragments have not come within 30 s; for live captures, and at the end of a file. */
    public void advanceTo(long nanos) {
        udp.advanceTo(nanos);
    }

    /** What has become of fragmented datagrams so far. */
    public FragmentStatistics fragments() {
        return udp.fragments();
    }

    /** How often each kind of problem was met so far, also those an envelope had no room for. */
    public List<ProblemCount> problemCounts() {
        return problems.counts();
    }

    /** Goes on behind {@link #link}. This and each of the methods below ends in exactly one call of the handler. */
    private void linkPayload(byte[] bytes, boolean whole) {
        if (whole) {
            etherType(envelope.etherType(), bytes, link.payloadOffset(), link.payloadCaptured(), link.payloadOnWire());
        } else {
            handler.onOther(envelope);
        }
    }

    /**
     * The layers that every packet has, in one method on purpose: the just-in-time compiler copies short methods into each of their
     * callers and compiles them again with each; one of this size is compiled once, which is a tenth of the time of a short run.
     */
    private void etherType(int type, byte[] bytes, int offset, int captured, int onWire) {
        int protocol = -1;
        IpView ip = ipv4;
        switch (type) {
            case EtherType.IPV4 -> {
                boolean whole = ipv4.wrap(bytes, offset, captured, onWire);
                if (ipv4.hasFixedPart()) {
                    envelope.addresses(
                            ipv4.sourceHigh(), ipv4.sourceLow(), ipv4.destinationHigh(), ipv4.destinationLow());
                    envelope.ip(
                            ipv4.protocol(),
                            ipv4.timeToLive(),
                            ipv4.typeOfService(),
                            ipv4.identification(),
                            ipv4.dontFragment(),
                            ipv4.routerAlert(),
                            ipv4.totalLength());
                }
                protocol = whole ? ipv4.protocol() : -1;
            }
            case EtherType.IPV6 -> {
                boolean whole = ipv6.wrap(bytes, offset, captured, onWire);
                if (ipv6.hasFixedPart()) {
                    envelope.addresses(
                            ipv6.sourceHigh(), ipv6.sourceLow(), ipv6.destinationHigh(), ipv6.destinationLow());
                    envelope.ip(
                            ipv6.protocol(),
                            ipv6.hopLimit(),
                            ipv6.trafficClass(),
                            0,
                            true,
                            ipv6.routerAlert(),
                            ipv6.totalLength());
                }
                protocol = whole ? ipv6.protocol() : -1;
                ip = ipv6;
            }
            case EtherType.ARP -> {
                if (arp.wrap(bytes, offset, captured, onWire)) {
                    handler.onArp(envelope, arp);
                    return;
                }
            }
            case EtherType.REVERSE_ARP -> {
                if (arp.wrap(bytes, offset, captured, onWire)) {
                    handler.onReverseArp(envelope, arp);
                    return;
                }
            }
            default -> {
                if (link.isSpanningTree() && bpdu.wrap(bytes, offset, captured, onWire)) {
                    handler.onBpdu(envelope, bpdu);
                    return;
                }
            }
        }
        switch (protocol) {
            case UdpView.PROTOCOL -> udp(ip);
            case GreView.PROTOCOL -> gre(ip);
            case IgmpDecoder.PROTOCOL, IcmpView.PROTOCOL, IcmpView.PROTOCOL_6 -> control(type, protocol);
            default -> handler.onOther(envelope);
        }
    }

    /** IGMP and ICMP have versions of IP of their own. */
    private void control(int type, int protocol) {
        if (type == EtherType.IPV6 && protocol == IcmpView.PROTOCOL_6) {
            icmpOrMld();
        } else if (type == EtherType.IPV4 && protocol == IcmpView.PROTOCOL) {
            icmp(ipv4);
        } else if (type == EtherType.IPV4 && protocol == IgmpDecoder.PROTOCOL) {
            igmp();
        } else {
            handler.onOther(envelope);
        }
    }

    private void udp(IpView ip) {
        boolean complete = udp.read(ip, !inTunnel);
        if (!complete) {
            handler.onOther(envelope);
            return;
        }
        UdpView datagram = udp.datagram();
        boolean inVxlan = !inTunnel
                && VxlanView.isPort(datagram.destinationPort())
                && vxlan.wrap(
                        datagram.bytes(),
                        datagram.payloadOffset(),
                        datagram.payloadCaptured(),
                        datagram.payloadOnWire());
        if (inVxlan) {
            enter(Envelope.Tunnel.VXLAN, vxlan.networkIdentifier());
            boolean whole = link.readEthernet(
                    datagram.bytes(),
                    datagram.payloadOffset() + VxlanView.LENGTH,
                    datagram.payloadCaptured() - VxlanView.LENGTH,
                    datagram.payloadOnWire() - VxlanView.LENGTH);
            linkPayload(datagram.bytes(), whole);
        } else if (udp.isWanted(false)) {
            udp.finish(ip, payload);
            handler.onDatagram(envelope, payload);
        } else {
            handler.onOther(envelope);
        }
    }

    private void enter(Envelope.Tunnel tunnel, int id) {
        inTunnel = true;
        envelope.tunnel(tunnel, id, envelope.sourceHigh(), envelope.sourceLow());
    }

    private void gre(IpView ip) {
        boolean known = !inTunnel
                && ip.fragmentOffset() == 0
                && gre.wrap(ip.bytes(), ip.payloadOffset(), ip.payloadCaptured(), ip.payloadLength());
        if (!known) {
            handler.onOther(envelope);
            return;
        }
        int offset = gre.innerOffset();
        int captured = gre.innerCaptured();
        int onWire = ip.isFragment() ? GreView.LENGTH_NOT_KNOWN : gre.innerOnWire();
        byte[] bytes = ip.bytes();
        enter(gre.tunnel(), gre.id());
        if (gre.carriesEthernet()) {
            linkPayload(bytes, link.readEthernet(bytes, offset, captured, onWire));
        } else {
            envelope.link(0, 0, Envelope.NO_VLAN, gre.innerType(), false);
            etherType(gre.innerType(), bytes, offset, captured, onWire);
        }
    }

    private void igmp() {
        Optional<IgmpMessage> message = ipv4.isFragment()
                ? Optional.empty()
                : igmp.decode(ipv4.bytes(), ipv4.payloadOffset(), ipv4.payloadCaptured(), ipv4.payloadLength());
        if (message.isEmpty()) {
            handler.onOther(envelope);
            return;
        }
        ipv4.checkHeader();
        envelope.checksum(message.get().checksum());
        handler.onIgmp(envelope, message.get());
    }

    private void icmp(IpView ip) {
        boolean readable = !ip.isFragment() && icmp.wrap(ip);
        if (!readable) {
            handler.onOther(envelope);
            return;
        }
        ip.checkHeader();
        envelope.checksum(icmp.checksum());
        if (icmp.checksum() == Checksum.BAD) {
            problems.note(Layer.ICMP, Kind.BAD_CHECKSUM, 2, 0, 0, LengthFrom.FIXED_SIZE);
        }
        handler.onIcmp(envelope, icmp);
    }

    private void icmpOrMld() {
        int captured = ipv6.payloadCaptured();
        int offset = ipv6.payloadOffset();
        boolean isMld = captured > 0 && MldDecoder.isType(ipv6.bytes()[offset] & 0xff);
        if (!isMld) {
            icmp(ipv6);
            return;
        }
        int onWire = ipv6.payloadLength();
        long pseudoHeader = ipv6.pseudoHeaderSum(IcmpView.PROTOCOL_6, onWire);
        Optional<MldMessage> message =
                ipv6.isFragment() ? Optional.empty() : mld.decode(ipv6.bytes(), offset, captured, onWire, pseudoHeader);
        if (message.isEmpty()) {
            handler.onOther(envelope);
            return;
        }
        envelope.checksum(message.get().checksum());
        handler.onMld(envelope, message.get());
    }
}
