package io.totemtap.decode.tunnel;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.Envelope.Tunnel;
import io.totemtap.decode.ProblemLog;
import io.totemtap.decode.link.EtherType;

/**
 * A GRE header (RFC 2784 and 2890) and the ERSPAN header behind it (draft-foschiano-erspan-03): what is inside, who says so,
 * and where it starts. A re-used view; numbers big-endian.
 */
public final class GreView {

    /** IP protocol number of GRE. */
    public static final int PROTOCOL = 47;

    /** A payload length on the wire that is not known: longer than any packet, so that what is missing counts as cut. */
    public static final int LENGTH_NOT_KNOWN = 1 << 20;

    private static final int ERSPAN_I_OR_II = 0x88be;
    private static final int ERSPAN_III = 0x22eb;

    private static final int CHECKSUM_PRESENT = 0x8000;
    private static final int ROUTING_PRESENT = 0x4000;
    private static final int KEY_PRESENT = 0x2000;
    private static final int SEQUENCE_PRESENT = 0x1000;
    private static final int VERSION = 0x0007;

    private static final int GRE_LENGTH = 4;
    private static final int ERSPAN_II_LENGTH = 8;
    private static final int ERSPAN_III_LENGTH = 12;
    private static final int PLATFORM_LENGTH = 8;

    private final ProblemLog problems;
    private final ByteRange header = new ByteRange();
    private Tunnel tunnel = Tunnel.NONE;
    private int id;
    private int innerType;
    private int offset;
    private int captured;
    private int onWire;
    private int length;
    private boolean truncated;

    /** Creates it; problems go to {@code problems}. */
    public GreView(ProblemLog problems) {
        this.problems = problems;
    }

    /**
     * Moves the view.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, at least {@code captured}
     * @return whether a packet of a known kind is inside; if headers are cut or wrong a problem is noted, for other kinds of
     *     GRE (version 1, source routes, other protocols) none
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int onWire) {
        header.wrap(bytes, offset, captured);
        this.offset = offset;
        this.captured = captured;
        this.onWire = onWire;
        truncated = false;
        length = 0;
        if (!reaches(GRE_LENGTH)) {
            return false;
        }
        int flags = header.u16(0);
        if ((flags & (ROUTING_PRESENT | VERSION)) != 0) {
            return false;
        }
        int optional = Integer.bitCount(flags & (CHECKSUM_PRESENT | KEY_PRESENT | SEQUENCE_PRESENT)) * Integer.BYTES;
        if (!reaches(GRE_LENGTH + optional)) {
            return false;
        }
        int keyAt = (flags & CHECKSUM_PRESENT) == 0 ? GRE_LENGTH : GRE_LENGTH + Integer.BYTES;
        id = (flags & KEY_PRESENT) == 0 ? 0 : header.i32(keyAt);
        length = GRE_LENGTH + optional;
        int protocol = header.u16(2);
        return switch (protocol) {
            case EtherType.IPV4, EtherType.IPV6, EtherType.TRANSPARENT_ETHERNET -> inside(Tunnel.GRE, protocol);
            case ERSPAN_I_OR_II ->
                (flags & SEQUENCE_PRESENT) == 0
                        ? inside(Tunnel.ERSPAN_I, EtherType.TRANSPARENT_ETHERNET)
                        : wrapErspanTwo();
            case ERSPAN_III -> wrapErspanThree();
            default -> false;
        };
    }

    private boolean reaches(int needed) {
        if (captured < needed) {
            problems.fixedPartMissing(Layer.TUNNEL, length, needed - length, captured - length, onWire - length);
            return false;
        }
        return true;
    }

    private boolean inside(Tunnel tunnel, int innerType) {
        this.tunnel = tunnel;
        this.innerType = innerType;
        return true;
    }

    private boolean wrapErspanTwo() {
        return wrapErspan(1, ERSPAN_II_LENGTH) && inside(Tunnel.ERSPAN_II, EtherType.TRANSPARENT_ETHERNET);
    }

    private boolean wrapErspanThree() {
        int start = length;
        if (!wrapErspan(2, ERSPAN_III_LENGTH)) {
            return false;
        }
        boolean platformHeader = (header.u8(start + 11) & 1) != 0;
        if (platformHeader) {
            if (!reaches(length + PLATFORM_LENGTH)) {
                return false;
            }
            length += PLATFORM_LENGTH;
        }
        int frameType = header.u8(start + 10) >>> 2 & 0x1f;
        return switch (frameType) {
            case 0 -> inside(Tunnel.ERSPAN_III, EtherType.TRANSPARENT_ETHERNET);
            case 2 -> wrapBareIp();
            default -> false;
        };
    }

    /** Reads what both versions begin with: version, truncation mark, session. */
    private boolean wrapErspan(int version, int headerLength) {
        if (!reaches(length + headerLength)) {
            return false;
        }
        if (header.u8(length) >>> 4 != version) {
            problems.badValue(Layer.TUNNEL, length);
            return false;
        }
        int session = header.u16(length + 2);
        truncated = (session & 0x0400) != 0;
        id = session & 0x3ff;
        length += headerLength;
        return true;
    }

    private boolean wrapBareIp() {
        if (!reaches(length + 1)) {
            return false;
        }
        return inside(Tunnel.ERSPAN_III, header.u8(length) >>> 4 == 6 ? EtherType.IPV6 : EtherType.IPV4);
    }

    /** What kind of tunnel it is; only after a successful {@link #wrap}, as all below. */
    public Tunnel tunnel() {
        return tunnel;
    }

    /** ERSPAN session, 0 to 1023, or GRE key as 32 bits; 0 without. */
    public int id() {
        return id;
    }

    /** Whether an Ethernet frame is inside; otherwise a packet of {@link #innerType()} without link-layer header. */
    public boolean carriesEthernet() {
        return innerType == EtherType.TRANSPARENT_ETHERNET;
    }

    /** EtherType of what is inside. */
    public int innerType() {
        return innerType;
    }

    /** Where in the array the inner packet starts. */
    public int innerOffset() {
        return offset + length;
    }

    /** Bytes of the inner packet that are there. */
    public int innerCaptured() {
        return captured - length;
    }

    /** Bytes of the inner packet on the wire; {@link #LENGTH_NOT_KNOWN} where the switch says that it cut the copy. */
    public int innerOnWire() {
        return truncated ? LENGTH_NOT_KNOWN : onWire - length;
    }
}
