package io.totemtap.decode.ip;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.decode.ProblemLog;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.Ipv6Address;

/**
 * An ICMP (RFC 792) or ICMPv6 (RFC 4443) message. A re-used view; numbers big-endian. Errors quote the packet they are
 * about, as far as there was room.
 */
public final class IcmpView {

    /** IP protocol number of ICMP. */
    public static final int PROTOCOL = 1;

    /** IP protocol number of ICMPv6. */
    public static final int PROTOCOL_6 = 58;

    private static final int LENGTH = 8;
    private static final int MTU_4_AT = 6;
    private static final int MTU_6_AT = 4;

    private static final int UNREACHABLE_4 = 3;
    private static final int FRAGMENTATION_NEEDED = 4;
    private static final int PACKET_TOO_BIG_6 = 2;

    private static final int TCP = 6;

    private final ProblemLog problems;
    private final ByteRange message = new ByteRange();
    private final ByteRange quote = new ByteRange();
    private Checksum checksum = Checksum.UNKNOWN;
    private boolean six;
    private boolean quoted;
    private int quotedProtocol;
    private int quotedPortsAt;

    /** Creates it; problems go to {@code problems}. */
    public IcmpView(ProblemLog problems) {
        this.problems = problems;
    }

    /**
     * Moves the view to the payload of an IP packet.
     *
     * @return whether the first eight bytes are there; if not, a problem is noted and nothing can be read
     */
    public boolean wrap(IpView ip) {
        int captured = ip.payloadCaptured();
        int onWire = ip.payloadLength();
        if (captured < LENGTH) {
            problems.fixedPartMissing(Layer.ICMP, 0, LENGTH, captured, onWire);
            return false;
        }
        message.wrap(ip.bytes(), ip.payloadOffset(), captured);
        if (captured < onWire) {
            problems.claimNotThere(Layer.ICMP, 0, onWire, captured, onWire, LengthFrom.IP_TOTAL_LENGTH);
        }
        six = ip instanceof Ipv6View;
        long pseudoHeader = six ? ip.pseudoHeaderSum(PROTOCOL_6, onWire) : 0;
        checksum = Checksum.ofMessage(ip.bytes(), ip.payloadOffset(), captured, onWire, pseudoHeader);
        quoted = isError() && (six ? readQuote6() : readQuote4());
        return true;
    }

    private boolean readQuote4() {
        quote.wrap(message, LENGTH, message.length() - LENGTH);
        if (quote.length() < Ipv4View.FIXED_LENGTH || quote.u8(0) >>> 4 != 4) {
            return false;
        }
        quotedProtocol = quote.u8(9);
        boolean first = (quote.u16(6) & 0x1fff) == 0;
        placePorts((quote.u8(0) & 15) * 4, first);
        return true;
    }

    private boolean readQuote6() {
        quote.wrap(message, LENGTH, message.length() - LENGTH);
        if (quote.length() < Ipv6View.FIXED_LENGTH || quote.u8(0) >>> 4 != 6) {
            return false;
        }
        quotedProtocol = quote.u8(6);
        placePorts(Ipv6View.FIXED_LENGTH, true);
        return true;
    }

    private void placePorts(int at, boolean first) {
        boolean has = quotedProtocol == UdpView.PROTOCOL || quotedProtocol == TCP;
        quotedPortsAt = has && first && quote.length() >= at + 4 ? at : 0;
    }

    /** Whether it is an ICMPv6 message: types and codes then have another meaning. */
    public boolean isVersion6() {
        return six;
    }

    /** Type, 0 to 255. */
    public int type() {
        return message.u8(0);
    }

    /** Code, 0 to 255. */
    public int code() {
        return message.u8(1);
    }

    /** Whether the message is intact, as far as the capture can tell. */
    public Checksum checksum() {
        return checksum;
    }

    /** Whether it is an echo request. */
    public boolean isEchoRequest() {
        return type() == (six ? 128 : 8);
    }

    /** Whether it is an echo reply. */
    public boolean isEchoReply() {
        return type() == (six ? 129 : 0);
    }

    /** Identifier of an echo message, 0 to 65535. */
    public int echoIdentifier() {
        return message.u16(4);
    }

    /** Sequence number of an echo message, 0 to 65535. */
    public int echoSequence() {
        return message.u16(6);
    }

    /** Whether it is an error about another packet: unreachable, quench, redirect, time exceeded, bad parameter, too big. */
    public boolean isError() {
        return six
                ? type() >= 1 && type() <= 4
                : switch (type()) {
                    case 3, 4, 5, 11, 12 -> true;
                    default -> false;
                };
    }

    /**
     * The largest packet the next link takes, from "fragmentation needed" (RFC 1191 section 4) or "packet too big" (RFC 4443
     * section 3.2); 0 if the message is another, or an old router did not say.
     */
    public long nextLinkMtu() {
        if (six) {
            return type() == PACKET_TOO_BIG_6 ? Integer.toUnsignedLong(message.i32(MTU_6_AT)) : 0;
        }
        return type() == UNREACHABLE_4 && code() == FRAGMENTATION_NEEDED ? message.u16(MTU_4_AT) : 0;
    }

    /** Whether it is an error whose quoted packet has its IP header. */
    public boolean hasQuote() {
        return quoted;
    }

    /** Who sent the quoted packet; unspecified without a quote. Allocates, as the next. */
    public IpAddress quotedSource() {
        return quotedAddress(12, 8);
    }

    /** Where the quoted packet was going; unspecified without a quote. */
    public IpAddress quotedDestination() {
        return quotedAddress(16, 24);
    }

    private IpAddress quotedAddress(int at4, int at6) {
        if (!quoted) {
            return Ipv4Address.UNSPECIFIED;
        }
        return six ? new Ipv6Address(quote.i64(at6), quote.i64(at6 + Long.BYTES)) : new Ipv4Address(quote.i32(at4));
    }

    /** IP protocol of the quoted packet, -1 without a quote; of IPv6 the first next-header field. */
    public int quotedProtocol() {
        return quoted ? quotedProtocol : -1;
    }

    /** Source port of the quoted UDP or TCP packet; 0 if it is not there. */
    public int quotedSourcePort() {
        return quoted && quotedPortsAt > 0 ? quote.u16(quotedPortsAt) : 0;
    }

    /** Destination port of the quoted UDP or TCP packet; 0 if it is not there. */
    public int quotedDestinationPort() {
        return quoted && quotedPortsAt > 0 ? quote.u16(quotedPortsAt + 2) : 0;
    }
}
