package io.totemtap.decode.link;

import io.totemtap.capture.Direction;
import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.ProblemLog;

/**
 * The header libpcap makes up for frames of Linux's device "any" (tcpdump.org, LINKTYPE_LINUX_SLL and
 * LINKTYPE_LINUX_SLL2), both versions; all numbers big-endian. A re-used view.
 */
public final class LinuxCookedView {

    private static final int LENGTH_1 = 16;
    private static final int LENGTH_2 = 20;
    private static final int OTHER_HOST = 3;
    private static final int OUTGOING = 4;
    private static final int ETHERNET_ADDRESS_LENGTH = 6;

    private final ProblemLog problems;
    private final ByteRange header = new ByteRange();
    private boolean second;

    /** Creates it; problems go to {@code problems}. */
    public LinuxCookedView(ProblemLog problems) {
        this.problems = problems;
    }

    /**
     * Moves the view.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, at least {@code captured}
     * @param second whether it is version 2
     * @return whether the whole header is there; if not, a problem is noted and nothing can be read
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int onWire, boolean second) {
        this.second = second;
        int length = length();
        if (captured < length) {
            problems.fixedPartMissing(Layer.LINK, 0, length, captured, onWire);
            return false;
        }
        header.wrap(bytes, offset, length);
        return true;
    }

    /** Bytes of the header. */
    public int length() {
        return second ? LENGTH_2 : LENGTH_1;
    }

    /** The protocol: an EtherType, or a small number such as 4 for a frame with an LLC header. */
    public int protocol() {
        return header.u16(second ? 0 : 14);
    }

    private int packetType() {
        return second ? header.u8(10) : header.u16(0);
    }

    /** Which way the frame went; unknown for packet types beyond "sent by us", which libpcap does not document. */
    public Direction direction() {
        int type = packetType();
        if (type > OUTGOING) {
            return Direction.UNKNOWN;
        }
        return type == OUTGOING ? Direction.OUTBOUND : Direction.INBOUND;
    }

    /** Whether the frame was addressed to another host. */
    public boolean toOtherHost() {
        return packetType() == OTHER_HOST;
    }

    /** The sender's Ethernet address; 0 if the header has an address of another length, or none. */
    public long senderMac() {
        int length = second ? header.u8(11) : header.u16(4);
        return length == ETHERNET_ADDRESS_LENGTH ? header.mac(second ? 12 : 6) : 0;
    }

    /** Index of the host's interface; 0 in version 1, which does not have it. */
    public int interfaceIndex() {
        return second ? header.i32(4) : 0;
    }
}
