package io.totemtap.decode.ip;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.ProblemLog;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;

/**
 * An ARP packet (RFC 826) that maps IPv4 to Ethernet addresses, or a reverse ARP packet (RFC 903), which has the same form and asks the
 * other way round. A re-used view; numbers big-endian.
 */
public final class ArpView {

    /** {@link #operation()} of a request. */
    public static final int REQUEST = 1;

    /** {@link #operation()} of a reply. */
    public static final int REPLY = 2;

    /** {@link #operation()} of a request in reverse ARP: "which address has the target's Ethernet address?" */
    public static final int REVERSE_REQUEST = 3;

    private static final int LENGTH = 28;

    /** Hardware type Ethernet, protocol type IPv4, address lengths 6 and 4, as one number. */
    private static final long ETHERNET_AND_IPV4 = 0x0001_0800_0604L;

    private final ProblemLog problems;
    private final ByteRange packet = new ByteRange();

    /** Creates it; problems go to {@code problems}. */
    public ArpView(ProblemLog problems) {
        this.problems = problems;
    }

    /**
     * Moves the view.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, at least {@code captured}
     * @return whether it is there whole and is about IPv4 on Ethernet; if not, a problem is noted and nothing can be read
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int onWire) {
        if (captured < LENGTH) {
            problems.fixedPartMissing(Layer.ARP, 0, LENGTH, captured, onWire);
            return false;
        }
        packet.wrap(bytes, offset, LENGTH);
        if (packet.mac(0) != ETHERNET_AND_IPV4) {
            problems.badValue(Layer.ARP, 0);
            return false;
        }
        return true;
    }

    /** {@link #REQUEST}, {@link #REPLY}, or something rarer. */
    public int operation() {
        return packet.u16(6);
    }

    /** The sender's Ethernet address; allocates, as all below. */
    public MacAddress senderMac() {
        return new MacAddress(packet.mac(8));
    }

    /** The sender's address; 0.0.0.0 when it probes for an address of its own (RFC 5227). */
    public Ipv4Address sender() {
        return new Ipv4Address(packet.i32(14));
    }

    /** The target's Ethernet address; mostly zero in requests. */
    public MacAddress targetMac() {
        return new MacAddress(packet.mac(18));
    }

    /** Whom it is about. */
    public Ipv4Address target() {
        return new Ipv4Address(packet.i32(24));
    }
}
