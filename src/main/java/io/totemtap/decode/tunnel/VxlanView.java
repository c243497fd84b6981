package io.totemtap.decode.tunnel;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.ProblemLog;

/** A VXLAN header (RFC 7348 section 5): flags, network identifier, then an Ethernet frame. A re-used view; big-endian. */
public final class VxlanView {

    /** Bytes of the header. */
    public static final int LENGTH = 8;

    private static final int PORT = 4789;
    private static final int LINUX_PORT = 8472;
    private static final int IDENTIFIER_VALID = 0x08;

    private final ProblemLog problems;
    private final ByteRange header = new ByteRange();

    /** Creates it; problems go to {@code problems}. */
    public VxlanView(ProblemLog problems) {
        this.problems = problems;
    }

    /** Whether UDP datagrams to this port may be VXLAN: the assigned port, or the one Linux used before there was one. */
    public static boolean isPort(int destinationPort) {
        return destinationPort == PORT || destinationPort == LINUX_PORT;
    }

    /**
     * Moves the view to a UDP payload.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, at least {@code captured}
     * @return whether it is VXLAN; if the capture has cut the header a problem is noted, if it is something else none
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int onWire) {
        if (captured < LENGTH) {
            if (onWire >= LENGTH) {
                problems.fixedPartMissing(Layer.TUNNEL, 0, LENGTH, captured, onWire);
            }
            return false;
        }
        header.wrap(bytes, offset, LENGTH);
        return (header.u8(0) & IDENTIFIER_VALID) != 0;
    }

    /** The network identifier, 0 to 2²⁴−1. */
    public int networkIdentifier() {
        return header.i32(4) >>> 8;
    }
}
