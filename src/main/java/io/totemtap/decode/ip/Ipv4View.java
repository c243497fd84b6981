package io.totemtap.decode.ip;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.ProblemLog;
import io.totemtap.net.InternetChecksum;
import io.totemtap.net.IpAddress;

/** An IPv4 header (RFC 791) with its options. A re-used view; numbers big-endian. */
public final class Ipv4View implements IpView {

    /** Bytes of the header without options. */
    public static final int FIXED_LENGTH = 20;

    private static final int TOTAL_LENGTH_AT = 2;
    private static final int FRAGMENT_AT = 6;
    private static final int CHECKSUM_AT = 10;

    private static final int DONT_FRAGMENT = 0x4000;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int FRAGMENT_OFFSET = 0x1fff;

    private static final int END_OF_OPTIONS = 0;
    private static final int NO_OPERATION = 1;
    private static final int ROUTER_ALERT = 148;

    private final ProblemLog problems;
    private final ByteRange header = new ByteRange();
    private boolean fixedPart;
    private boolean routerAlert;
    private int totalLength;
    private int headerLength;
    private int payloadCaptured;
    private int payloadLength;

    /** Creates it; problems go to {@code problems}. */
    public Ipv4View(ProblemLog problems) {
        this.problems = problems;
    }

    /**
     * Moves the view. A total length of zero, which a packet captured on its sender has when the network card is to split
     * it, is taken for all that is there; one that claims more than was on the wire is noted and cut down to it.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, link-layer padding included, at least {@code captured}
     * @return whether the whole header is there and makes sense; if not, a problem is noted and {@link #hasFixedPart()} tells
     *     whether the fields of the fixed part can be read
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int onWire) {
        fixedPart = false;
        routerAlert = false;
        if (captured < FIXED_LENGTH) {
            problems.fixedPartMissing(Layer.IP, 0, FIXED_LENGTH, captured, onWire);
            return false;
        }
        header.wrap(bytes, offset, captured);
        int first = header.u8(0);
        if (first >>> 4 != 4) {
            problems.badValue(Layer.IP, 0);
            return false;
        }
        fixedPart = true;
        headerLength = (first & 15) * 4;
        int claimed = header.u16(TOTAL_LENGTH_AT);
        totalLength = claimed == 0 ? onWire : claimed;
        if (headerLength < FIXED_LENGTH || headerLength > captured || headerLength > totalLength) {
            noteHeaderLength(captured, onWire);
            return false;
        }
        int there = totalLength;
        if (totalLength > onWire) {
            problems.claimNotThere(
                    Layer.IP, TOTAL_LENGTH_AT, totalLength, captured, onWire, LengthFrom.IP_TOTAL_LENGTH);
            there = onWire;
        }
        payloadLength = there - headerLength;
        payloadCaptured = Math.min(captured, there) - headerLength;
        if (headerLength > FIXED_LENGTH) {
            walkOptions();
        }
        return true;
    }

    private void noteHeaderLength(int captured, int onWire) {
        if (headerLength < FIXED_LENGTH) {
            problems.note(Layer.IP, Kind.BAD_VALUE, 0, FIXED_LENGTH, headerLength, LengthFrom.IP_HEADER_LENGTH);
        } else {
            int end = Math.min(totalLength, onWire);
            problems.claimNotThere(
                    Layer.IP, 0, headerLength, Math.min(captured, end), end, LengthFrom.IP_HEADER_LENGTH);
        }
    }

    private void walkOptions() {
        int at = FIXED_LENGTH;
        while (at < headerLength) {
            int type = header.u8(at);
            if (type == END_OF_OPTIONS) {
                return;
            }
            if (type == NO_OPERATION) {
                at++;
                continue;
            }
            int length = at + 1 < headerLength ? header.u8(at + 1) : 0;
            if (length < 2 || length > headerLength - at) {
                problems.badValue(Layer.IP, at);
                return;
            }
            routerAlert |= type == ROUTER_ALERT;
            at += length;
        }
    }

    /** Whether the first 20 bytes are there and are IPv4; without it nothing can be read. */
    public boolean hasFixedPart() {
        return fixedPart;
    }

    @Override
    public long sourceHigh() {
        return IpAddress.IPV4_HIGH;
    }

    @Override
    public long sourceLow() {
        return IpAddress.IPV4_LOW_BASE | Integer.toUnsignedLong(header.i32(12));
    }

    @Override
    public long destinationHigh() {
        return IpAddress.IPV4_HIGH;
    }

    @Override
    public long destinationLow() {
        return IpAddress.IPV4_LOW_BASE | Integer.toUnsignedLong(header.i32(16));
    }

    @Override
    public int protocol() {
        return header.u8(9);
    }

    /** Time to live, 0 to 255. */
    public int timeToLive() {
        return header.u8(8);
    }

    /** Type of service, 0 to 255. */
    public int typeOfService() {
        return header.u8(1);
    }

    /** Identification, 0 to 65535. */
    public int identification() {
        return header.u16(4);
    }

    /** Whether the DF bit is set. */
    public boolean dontFragment() {
        return (header.u16(FRAGMENT_AT) & DONT_FRAGMENT) != 0;
    }

    /** Whether a Router Alert option (RFC 2113) is there; false while the options are not. */
    public boolean routerAlert() {
        return routerAlert;
    }

    /** The total length field; all that was on the wire where it is zero. */
    public int totalLength() {
        return totalLength;
    }

    @Override
    public boolean isFragment() {
        return (header.u16(FRAGMENT_AT) & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) != 0;
    }

    @Override
    public int fragmentOffset() {
        return (header.u16(FRAGMENT_AT) & FRAGMENT_OFFSET) * 8;
    }

    @Override
    public boolean moreFragments() {
        return (header.u16(FRAGMENT_AT) & MORE_FRAGMENTS) != 0;
    }

    @Override
    public int fragmentIdentification() {
        return identification();
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
        return payloadCaptured;
    }

    @Override
    public int payloadLength() {
        return payloadLength;
    }

    @Override
    public long pseudoHeaderSum(int protocol, int length) {
        return InternetChecksum.add(protocol + (long) length, header.array(), header.arrayOffset() + 12, 8);
    }

    /** A field of zero that does not fit was left to the network card, as was a total length of zero. */
    @Override
    public void checkHeader() {
        if (InternetChecksum.isIntact(header.array(), header.arrayOffset(), headerLength)) {
            return;
        }
        boolean unfinished = header.u16(CHECKSUM_AT) == 0 || header.u16(TOTAL_LENGTH_AT) == 0;
        Kind kind = unfinished ? Kind.CHECKSUM_NOT_FILLED_IN : Kind.BAD_CHECKSUM;
        problems.note(Layer.IP, kind, CHECKSUM_AT, 0, 0, LengthFrom.FIXED_SIZE);
    }
}
