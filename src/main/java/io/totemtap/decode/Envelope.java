package io.totemtap.decode;

import io.totemtap.capture.Direction;
import io.totemtap.net.Endpoint;
import io.totemtap.net.InternetChecksum;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What every packet has, whatever is inside: where and when it was seen, link, IP and UDP header fields, and the problems
 * met on the way. One object per {@link PacketDecoder}, filled anew for each frame; what is kept must be copied.
 *
 * <p>It is longer than other files because it has many fields, and a sentence for each. It is not split: one flat object is what makes
 * filling and reading it cheap, and parts of it have no meaning alone.
 *
 * <p>For a packet inside a mirror tunnel (ERSPAN, GRE, VXLAN) all fields but {@link #tunnel()} and the frame's own describe
 * the inner packet. For a reassembled datagram they describe the fragment that completed it.
 */
public final class Envelope {

    /** "This packet has no VLAN tag." */
    public static final int NO_VLAN = -1;

    /** What a mirrored packet was wrapped in. */
    public enum Tunnel {
        /** Nothing: the frame itself was on the captured wire. */
        NONE,
        /** ERSPAN type I: GRE without sequence number, no ERSPAN header. */
        ERSPAN_I,
        /** ERSPAN type II. */
        ERSPAN_II,
        /** ERSPAN type III. */
        ERSPAN_III,
        /** Plain GRE. */
        GRE,
        /** VXLAN, RFC 7348. */
        VXLAN
    }

    /** What is known about a checksum. */
    public enum Checksum {
        /** There is none: no UDP, or UDP over IPv4 with the field zero. */
        ABSENT,
        /** It fits. */
        GOOD,
        /** It holds only the sum of the pseudo header: the network card was to do the rest, so the sender's own host captured it. */
        NOT_FILLED_IN,
        /** It does not fit. */
        BAD,
        /** The capture has not all the bytes, or nobody needed to know. */
        UNKNOWN;

        /**
         * The state of a message that holds its own checksum, as IGMP and ICMP do.
         *
         * @param offset where in {@code bytes} the message starts
         * @param captured how many of its bytes are there
         * @param onWire how many it had
         * @param pseudoHeaderSum sum of the pseudo header (RFC 8200 section 8.1), 0 where the protocol has none
         * @return {@link #GOOD}, {@link #BAD} or {@link #UNKNOWN}
         */
        public static Checksum ofMessage(byte[] bytes, int offset, int captured, int onWire, long pseudoHeaderSum) {
            if (captured < onWire) {
                return UNKNOWN;
            }
            long sum = InternetChecksum.add(pseudoHeaderSum, bytes, offset, onWire);
            return InternetChecksum.finish(sum) == 0 ? GOOD : BAD;
        }
    }

    private long timeNanos;
    private long frameNumber;
    private int part;
    private int interfaceId;
    private int capturedLength;
    private int originalLength;
    private Direction direction = Direction.UNKNOWN;
    private int hostInterface;

    private long sourceMac;
    private long destinationMac;
    private int vlan = NO_VLAN;
    private int etherType;
    private boolean toOtherHost;

    private Tunnel tunnel = Tunnel.NONE;
    private int tunnelId;
    private long tunnelSourceHigh;
    private long tunnelSourceLow;

    private boolean ip;
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private boolean header;
    private int protocol;
    private int timeToLive;
    private int typeOfService;
    private int identification;
    private boolean dontFragment;
    private boolean routerAlert;
    private int ipLength;
    private int fragments;

    private boolean udp;
    private int sourcePort;
    private int destinationPort;
    private int payloadLength;
    private Checksum checksum = Checksum.ABSENT;

    private final List<DecodeProblem> problems = new ArrayList<>();
    private final List<DecodeProblem> problemsView = Collections.unmodifiableList(problems);

    /**
     * Starts a new frame: everything of the last one is forgotten but the link-layer fields, which {@link #link} fills next
     * for every frame.
     */
    public void begin(
            long timeNanos,
            int part,
            long frameNumber,
            int interfaceId,
            int capturedLength,
            int originalLength,
            Direction direction) {
        this.timeNanos = timeNanos;
        this.part = part;
        this.frameNumber = frameNumber;
        this.interfaceId = interfaceId;
        this.capturedLength = capturedLength;
        this.originalLength = originalLength;
        // The garbage collector takes note of each reference written, so it is written only where it changes.
        if (this.direction != direction) {
            this.direction = direction;
        }
        hostInterface = 0;
        if (tunnel != Tunnel.NONE) {
            tunnel = Tunnel.NONE;
        }
        if (!problems.isEmpty()) {
            problems.clear();
        }
        forgetPacket();
    }

    /** The fields of a layer count only while its flag is set, so that forgetting them costs little. */
    private void forgetPacket() {
        ip = false;
        header = false;
        udp = false;
        fragments = 0;
        if (checksum != Checksum.ABSENT) {
            checksum = Checksum.ABSENT;
        }
    }

    /** Fills what only a cooked header says: the way the frame went, and the interface of the capturing host, 0 if unknown. */
    public void cooked(Direction direction, int hostInterface) {
        this.direction = direction;
        this.hostInterface = hostInterface;
    }

    /** Fills the link-layer fields and forgets those of the layers above, as each packet of a frame needs it. */
    public void link(long sourceMac, long destinationMac, int vlan, int etherType, boolean toOtherHost) {
        this.sourceMac = sourceMac;
        this.destinationMac = destinationMac;
        this.vlan = vlan;
        this.etherType = etherType;
        this.toOtherHost = toOtherHost;
        forgetPacket();
    }

    /** Says that what follows was wrapped in a tunnel whose outer packet came from the given address. */
    public void tunnel(Tunnel tunnel, int id, long outerSourceHigh, long outerSourceLow) {
        this.tunnel = tunnel;
        tunnelId = id;
        tunnelSourceHigh = outerSourceHigh;
        tunnelSourceLow = outerSourceLow;
    }

    /** Fills the IP addresses, in packet-path form. */
    public void addresses(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
        ip = true;
        this.sourceHigh = sourceHigh;
        this.sourceLow = sourceLow;
        this.destinationHigh = destinationHigh;
        this.destinationLow = destinationLow;
    }

    /** Fills the other IP header fields. */
    public void ip(
            int protocol,
            int timeToLive,
            int typeOfService,
            int identification,
            boolean dontFragment,
            boolean routerAlert,
            int ipLength) {
        header = true;
        this.protocol = protocol;
        this.timeToLive = timeToLive;
        this.typeOfService = typeOfService;
        this.identification = identification;
        this.dontFragment = dontFragment;
        this.routerAlert = routerAlert;
        this.ipLength = ipLength;
    }

    /** Says of how many fragments the datagram was put together. */
    public void reassembled(int fragments) {
        this.fragments = fragments;
    }

    /** Fills the UDP header fields. */
    public void udp(int sourcePort, int destinationPort, int payloadLength, Checksum checksum) {
        udp = true;
        this.sourcePort = sourcePort;
        this.destinationPort = destinationPort;
        this.payloadLength = payloadLength;
        this.checksum = checksum;
    }

    /** Says what is known about the checksum of a message that is not UDP. */
    public void checksum(Checksum checksum) {
        this.checksum = checksum;
    }

    /** Notes a problem; at most eight a frame are kept, the first ones. */
    public void problem(DecodeProblem problem) {
        if (problems.size() < 8) {
            problems.add(problem);
        }
    }

    /** When it was captured, nanoseconds since the epoch. */
    public long timeNanos() {
        return timeNanos;
    }

    /** Number within the file, from 1. */
    public long frameNumber() {
        return frameNumber;
    }

    /** Which file of a rotated set, from 0. */
    public int part() {
        return part;
    }

    /** Which interface of the capture, from 0. */
    public int interfaceId() {
        return interfaceId;
    }

    /** Bytes captured of the whole frame. */
    public int capturedLength() {
        return capturedLength;
    }

    /** Bytes of the whole frame on the wire. */
    public int originalLength() {
        return originalLength;
    }

    /** Whether the capture kept less than was on the wire. */
    public boolean isSliced() {
        return capturedLength < originalLength;
    }

    /** Which way it went, where the capture says so. */
    public Direction direction() {
        return direction;
    }

    /**
     * Index of the capturing host's interface the frame passed, from a version 2 cooked header; 0 if not known. Tells
     * apart the copies that a capture on "any" has of a packet that passes stacked interfaces.
     */
    public int hostInterface() {
        return hostInterface;
    }

    /** Ethernet source as in {@link MacAddress#bits()}, 0 where the link type has none. */
    public long sourceMac() {
        return sourceMac;
    }

    /** Ethernet destination, 0 where the link type has none. */
    public long destinationMac() {
        return destinationMac;
    }

    /** VLAN id of the outermost tag, 0 to 4095, or {@link #NO_VLAN}. */
    public int vlan() {
        return vlan;
    }

    /** EtherType behind all tags, or 0 for frames with a length field (LLC). */
    public int etherType() {
        return etherType;
    }

    /** Whether a cooked capture marks the frame as addressed to another host: only a promiscuous interface sees such. */
    public boolean toOtherHost() {
        return toOtherHost;
    }

    /** What the packet was wrapped in. */
    public Tunnel tunnel() {
        return tunnel;
    }

    /** ERSPAN session, GRE key or VXLAN network identifier; 0 without. */
    public int tunnelId() {
        return tunnel == Tunnel.NONE ? 0 : tunnelId;
    }

    /** Who sent the outer packet of the tunnel; {@code 0.0.0.0} without one. */
    public IpAddress tunnelSource() {
        return tunnel == Tunnel.NONE ? Ipv4Address.UNSPECIFIED : IpAddress.of(tunnelSourceHigh, tunnelSourceLow);
    }

    /** Whether there is an IP header whose addresses could be read. */
    public boolean isIp() {
        return ip;
    }

    /** Upper half of the source address in packet-path form; 0 without IP, as the next three. */
    public long sourceHigh() {
        return ip ? sourceHigh : 0;
    }

    /** Lower half of the source address in packet-path form. */
    public long sourceLow() {
        return ip ? sourceLow : 0;
    }

    /** Upper half of the destination address in packet-path form. */
    public long destinationHigh() {
        return ip ? destinationHigh : 0;
    }

    /** Lower half of the destination address in packet-path form. */
    public long destinationLow() {
        return ip ? destinationLow : 0;
    }

    /** The source address as a value; allocates. */
    public IpAddress source() {
        return IpAddress.of(sourceHigh(), sourceLow());
    }

    /** The destination address as a value; allocates. */
    public IpAddress destination() {
        return IpAddress.of(destinationHigh(), destinationLow());
    }

    /** Source address and UDP port as a value; allocates. */
    public Endpoint sourceEndpoint() {
        return new Endpoint(source(), sourcePort());
    }

    /** Destination address and UDP port as a value; allocates. */
    public Endpoint destinationEndpoint() {
        return new Endpoint(destination(), destinationPort());
    }

    /** Whether the IP destination is a group. */
    public boolean isToGroup() {
        return ip && IpAddress.isMulticast(destinationHigh, destinationLow);
    }

    /** IP protocol behind extension headers, 0 to 255; -1 without IP. */
    public int protocol() {
        return header ? protocol : -1;
    }

    /** IPv4 time to live or IPv6 hop limit, 0 without IP, as are the fields below. */
    public int timeToLive() {
        return header ? timeToLive : 0;
    }

    /** IPv4 type of service or IPv6 traffic class. */
    public int typeOfService() {
        return header ? typeOfService : 0;
    }

    /** IPv4 identification; 0 for IPv6. Never identifies a packet: Linux may send zero with DF set. */
    public int identification() {
        return header ? identification : 0;
    }

    /** IPv4 DF bit; true for IPv6. */
    public boolean dontFragment() {
        return header && dontFragment;
    }

    /** Whether the Router Alert option (RFC 2113, RFC 2711) is there. */
    public boolean routerAlert() {
        return header && routerAlert;
    }

    /** IPv4 total length, or IPv6 payload length plus 40, of this fragment. */
    public int ipLength() {
        return header ? ipLength : 0;
    }

    /** Of how many IP fragments the datagram was put together; 0 if it was never fragmented. */
    public int fragments() {
        return fragments;
    }

    /** UDP source port, 0 without UDP. */
    public int sourcePort() {
        return udp ? sourcePort : 0;
    }

    /** UDP destination port, 0 without UDP. */
    public int destinationPort() {
        return udp ? destinationPort : 0;
    }

    /** UDP payload as the UDP header claims it; the capture may have less. */
    public int payloadLength() {
        return udp ? payloadLength : 0;
    }

    /** What is known about the UDP, IGMP, MLD or ICMP checksum; {@link Checksum#UNKNOWN} for UDP that nobody wanted. */
    public Checksum checksum() {
        return checksum;
    }

    /** The problems met, in the order met; a view that changes with the next frame. */
    public List<DecodeProblem> problems() {
        return problemsView;
    }
}
