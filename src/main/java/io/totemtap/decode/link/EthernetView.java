package io.totemtap.decode.link;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.ProblemLog;

/** The fixed part of an Ethernet frame (IEEE 802.3 clause 3): destination, source, type or length. A re-used view. */
public final class EthernetView {

    /** Bytes of the header, without tags. */
    public static final int LENGTH = 14;

    private static final int SOURCE = 6;
    private static final int TYPE = 12;

    private final ProblemLog problems;
    private final ByteRange header = new ByteRange();

    /** Creates it; problems go to {@code problems}. */
    public EthernetView(ProblemLog problems) {
        this.problems = problems;
    }

    /**
     * Moves the view.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, at least {@code captured}
     * @return whether the whole header is there; if not, a problem is noted, and addresses that are there whole can be read
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int onWire) {
        header.wrap(bytes, offset, Math.min(captured, LENGTH));
        if (captured < LENGTH) {
            problems.fixedPartMissing(Layer.LINK, 0, LENGTH, captured, onWire);
            return false;
        }
        return true;
    }

    /** The destination as in {@link io.totemtap.net.MacAddress#bits()}; 0 if it is not there whole. */
    public long destination() {
        return header.length() >= SOURCE ? header.mac(0) : 0;
    }

    /** The source, likewise. */
    public long source() {
        return header.length() >= TYPE ? header.mac(SOURCE) : 0;
    }

    /** The EtherType, tag protocol identifier or, below 0x600, length; only after a successful {@link #wrap}. */
    public int typeOrLength() {
        return header.u16(TYPE);
    }
}
