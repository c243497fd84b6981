package io.totemtap.decode.link;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.ProblemLog;

/**
 * The LLC header (IEEE 802.2) of a frame with a length field, and SNAP behind it (RFC 1042). A re-used view. Tells
 * spanning tree and EtherTypes in SNAP; everything else is just there.
 */
public final class LlcView {

    private static final int LLC_LENGTH = 3;
    private static final int SNAP_LENGTH = 8;
    private static final int SPANNING_TREE_SAPS = 0x4242;
    private static final int SNAP_SAPS = 0xaaaa;
    private static final int UNNUMBERED_INFORMATION = 3;
    private static final int CISCO = 0x00000c;
    private static final int PVST = 0x010b;

    private final ProblemLog problems;
    private final ByteRange header = new ByteRange();

    /** Creates it; problems go to {@code problems}. */
    public LlcView(ProblemLog problems) {
        this.problems = problems;
    }

    /**
     * Moves the view.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, at least {@code captured}
     * @return whether the LLC header, and the SNAP header if there is to be one, are there; if not, a problem is noted
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int onWire) {
        header.wrap(bytes, offset, Math.min(captured, SNAP_LENGTH));
        if (captured < LLC_LENGTH) {
            problems.fixedPartMissing(Layer.LINK, 0, LLC_LENGTH, captured, onWire);
            return false;
        }
        if (isSnap() && captured < SNAP_LENGTH) {
            problems.fixedPartMissing(Layer.LINK, 0, SNAP_LENGTH, captured, onWire);
            return false;
        }
        return true;
    }

    private boolean isSnap() {
        return header.u16(0) == SNAP_SAPS && header.u8(2) == UNNUMBERED_INFORMATION;
    }

    private int organization() {
        return header.u8(LLC_LENGTH) << 16 | header.u16(LLC_LENGTH + 1);
    }

    /** The EtherType of a SNAP header with organization 00-00-00; 0 for everything else. */
    public int etherType() {
        return isSnap() && organization() == 0 ? header.u16(SNAP_LENGTH - 2) : 0;
    }

    /** Whether a spanning tree message follows, as IEEE 802.1D clause 9 wraps it. */
    public boolean isSpanningTree() {
        return header.u16(0) == SPANNING_TREE_SAPS && header.u8(2) == UNNUMBERED_INFORMATION;
    }

    /** Whether a spanning tree message of Cisco's "per VLAN" kind follows: SNAP 00000c, 010b. */
    public boolean isPerVlanSpanningTree() {
        return isSnap() && organization() == CISCO && header.u16(SNAP_LENGTH - 2) == PVST;
    }

    /** Bytes of the header. */
    public int length() {
        return isSnap() ? SNAP_LENGTH : LLC_LENGTH;
    }
}
