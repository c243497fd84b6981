package io.totemtap.decode.ip;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.ProblemLog;
import io.totemtap.net.InternetChecksum;

/**
 * An IPv6 header and its extension headers (RFC 8200): hop-by-hop options, routing, fragment and destination options,
 * at most {@value #MOST_EXTENSIONS} of them. A re-used view; numbers big-endian.
 */
public final class Ipv6View implements IpView {

    /** Bytes of the header without extensions. */
    public static final int FIXED_LENGTH = 40;

    /** How many extension headers are walked; RFC 8200 section 4.1 has no use for more than seven. */
    public static final int MOST_EXTENSIONS = 8;

    private static final int PAYLOAD_LENGTH_AT = 4;
    private static final int NEXT_HEADER_AT = 6;
    private static final int SOURCE_AT = 8;
    private static final int DESTINATION_AT = 24;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int NO_NEXT_HEADER = 59;
    private static final int DESTINATION_OPTIONS = 60;

    private static final int EXTENSION_UNIT = 8;
    private static final int PAD_1 = 0;
    private static final int ROUTER_ALERT = 5;

    private final ProblemLog problems;
    private final ByteRange header = new ByteRange();
    private boolean fixedPart;
    private boolean routerAlert;
    private boolean fragment;
    private int fragmentWord;
    private int fragmentIdentification;
    private int protocol;
    private int totalLength;
    private int headerLength;
    private int capturedLength;
    private int lengthThere;

    /** Creates it; problems go to {@code problems}. */
    public Ipv6View(ProblemLog problems) {
        this.problems = problems;
    }

    /**
     * Moves the view. A payload length of zero with something behind it (a jumbogram, or a packet the network card is to
     * split) is taken for all that is there; one that claims more than was on the wire is noted and cut down to it.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, link-layer padding included, at least {@code captured}
     * @return whether all headers are there and make sense; if not, a problem is noted and {@link #hasFixedPart()} tells
     *     whether the fields of the fixed part can be read
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int onWire) {
        fixedPart = false;
        routerAlert = false;
        fragment = false;
        fragmentWord = 0;
        fragmentIdentification = 0;
        if (captured < FIXED_LENGTH) {
            problems.fixedPartMissing(Layer.IP, 0, FIXED_LENGTH, captured, onWire);
            return false;
        }
        header.wrap(bytes, offset, captured);
        if (header.u8(0) >>> 4 != 6) {
            problems.badValue(Layer.IP, 0);
            return false;
        }
        fixedPart = true;
        protocol = header.u8(NEXT_HEADER_AT);
        headerLength = FIXED_LENGTH;
        int claimed = header.u16(PAYLOAD_LENGTH_AT);
        boolean unknown = claimed == 0 && protocol != NO_NEXT_HEADER;
        totalLength = unknown ? onWire : claimed + FIXED_LENGTH;
        lengthThere = Math.min(totalLength, onWire);
        capturedLength = Math.min(captured, lengthThere);
        if (totalLength > onWire) {
            problems.claimNotThere(
                    Layer.IP, PAYLOAD_LENGTH_AT, totalLength, captured, onWire, LengthFrom.IP_TOTAL_LENGTH);
        }
        return !isExtension(protocol) || walkExtensions();
    }

    private static boolean isExtension(int next) {
        return next == HOP_BY_HOP || next == ROUTING || next == FRAGMENT || next == DESTINATION_OPTIONS;
    }

    private boolean walkExtensions() {
        for (int count = 0; isExtension(protocol); count++) {
            int at = headerLength;
            int captured = capturedLength - at;
            int onWire = lengthThere - at;
            if (count == MOST_EXTENSIONS) {
                problems.badValue(Layer.IP, at);
                return false;
            }
            if (captured < EXTENSION_UNIT) {
                problems.fixedPartMissing(Layer.IP, at, EXTENSION_UNIT, captured, onWire);
                return false;
            }
            int length = protocol == FRAGMENT ? EXTENSION_UNIT : (header.u8(at + 1) + 1) * EXTENSION_UNIT;
            if (length > captured) {
                problems.claimNotThere(Layer.IP, at, length, captured, onWire, LengthFrom.IP_EXTENSION_LENGTH);
                return false;
            }
            if (protocol == HOP_BY_HOP) {
                walkOptions(at + 2, at + length);
            } else if (protocol == FRAGMENT) {
                readFragment(at);
            }
            protocol = header.u8(at);
            headerLength += length;
            if (fragmentOffset() > 0) {
                // What follows is the middle of something: no header to walk.
                return true;
            }
        }
        return true;
    }

    private void walkOptions(int from, int end) {
        int at = from;
        while (at < end) {
            if (header.u8(at) == PAD_1) {
                at++;
                continue;
            }
            if (at + 1 >= end || header.u8(at + 1) > end - at - 2) {
                problems.badValue(Layer.IP, at);
                return;
            }
            routerAlert |= header.u8(at) == ROUTER_ALERT;
            at += 2 + header.u8(at + 1);
        }
    }

    /** An "atomic fragment" (RFC 6946), first and last in one, is no fragment. */
    private void readFragment(int at) {
        fragmentWord = header.u16(at + 2);
        fragmentIdentification = header.i32(at + 4);
        fragment = fragmentOffset() > 0 || moreFragments();
    }

    /** Whether the first 40 bytes are there and are IPv6; without it nothing can be read. */
    public boolean hasFixedPart() {
        return fixedPart;
    }

    @Override
    public long sourceHigh() {
        return header.i64(SOURCE_AT);
    }

    @Override
    public long sourceLow() {
        return header.i64(SOURCE_AT + Long.BYTES);
    }

    @Override
    public long destinationHigh() {
        return header.i64(DESTINATION_AT);
    }

    @Override
    public long destinationLow() {
        return header.i64(DESTINATION_AT + Long.BYTES);
    }

    /** The protocol behind the extension headers that could be walked, 0 to 255. */
    @Override
    public int protocol() {
        return protocol;
    }

    /** Hop limit, 0 to 255. */
    public int hopLimit() {
        return header.u8(7);
    }

    /** Traffic class, 0 to 255. */
    public int trafficClass() {
        return header.u16(0) >>> 4 & 0xff;
    }

    /** Whether a Router Alert option (RFC 2711) is there; false while the options are not. */
    public boolean routerAlert() {
        return routerAlert;
    }

    /** Payload length plus 40; all that was on the wire where it is not known. */
    public int totalLength() {
        return totalLength;
    }

    @Override
    public boolean isFragment() {
        return fragment;
    }

    @Override
    public int fragmentOffset() {
        return fragmentWord & 0xfff8;
    }

    @Override
    public boolean moreFragments() {
        return (fragmentWord & 1) != 0;
    }

    @Override
    public int fragmentIdentification() {
        return fragmentIdentification;
    }

    @Override
    public byte[] bytes() {
        return header.array();
    }

    @Override
    public int payloadOffset() {
        return header.arrayOffset() + headerLength;
    }

    @Override
    public int payloadCaptured() {
        return capturedLength - headerLength;
    }

    @Override
    public int payloadLength() {
        return lengthThere - headerLength;
    }

    @Override
    public long pseudoHeaderSum(int protocol, int length) {
        return InternetChecksum.add(protocol + (long) length, header.array(), header.arrayOffset() + SOURCE_AT, 32);
    }

    /** IPv6 headers have no checksum. */
    @Override
    public void checkHeader() {}
}
