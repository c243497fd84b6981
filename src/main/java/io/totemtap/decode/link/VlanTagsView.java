package io.totemtap.decode.link;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.ProblemLog;

/**
 * The tags between a link-layer header's type field and the payload (IEEE 802.1Q clause 9): customer, service and the
 * older 0x9100 tags, stacked up to {@value #MOST}. A re-used view.
 */
public final class VlanTagsView {

    /** How many tags are walked; a frame with more is not looked into. */
    public static final int MOST = 4;

    private static final int TAG_LENGTH = 4;
    private static final int VLAN_MASK = 0xfff;

    private final ProblemLog problems;
    private final ByteRange tags = new ByteRange();
    private int vlan = Envelope.NO_VLAN;
    private int etherType;
    private int length;

    /** Creates it; problems go to {@code problems}. */
    public VlanTagsView(ProblemLog problems) {
        this.problems = problems;
    }

    /** Whether {@code type} announces a tag. */
    public static boolean isTag(int type) {
        return type == EtherType.CUSTOMER_TAG || type == EtherType.SERVICE_TAG || type == EtherType.OLD_SERVICE_TAG;
    }

    /**
     * Walks the tags.
     *
     * @param offset where the bytes behind the type field start
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, at least {@code captured}
     * @param type the type field before them
     * @return whether the walk came to its end; if not, a problem is noted, and the VLAN found so far stands
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int onWire, int type) {
        tags.wrap(bytes, offset, captured);
        vlan = Envelope.NO_VLAN;
        etherType = type;
        length = 0;
        while (isTag(etherType)) {
            if (length == MOST * TAG_LENGTH) {
                problems.badValue(Layer.LINK, length);
                return false;
            }
            if (captured - length < TAG_LENGTH) {
                problems.fixedPartMissing(Layer.LINK, length, TAG_LENGTH, captured - length, onWire - length);
                return false;
            }
            vlan = tags.u16(0) & VLAN_MASK;
            etherType = tags.u16(length + 2);
            length += TAG_LENGTH;
        }
        return true;
    }

    /** VLAN id of the outermost tag, 0 for a tag that carries only a priority, {@link Envelope#NO_VLAN} without a tag. */
    public int vlan() {
        return vlan;
    }

    /** The type field behind the tags that could be walked. */
    public int etherType() {
        return etherType;
    }

    /** Bytes the walked tags take. */
    public int length() {
        return length;
    }
}
