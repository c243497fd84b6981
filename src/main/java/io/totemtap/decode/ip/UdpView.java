package io.totemtap.decode.ip;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.decode.ProblemLog;
import io.totemtap.net.InternetChecksum;

/** A UDP datagram (RFC 768). A re-used view; numbers big-endian. */
public final class UdpView {

    /** Bytes of the header. */
    public static final int LENGTH = 8;

    /** IP protocol number of UDP. */
    public static final int PROTOCOL = 17;

    private static final int LENGTH_AT = 4;
    private static final int CHECKSUM_AT = 6;

    private final ProblemLog problems;
    private final ByteRange header = new ByteRange();
    private int claimed;
    private int captured;
    private int there;

    /** Creates it; problems go to {@code problems}. */
    public UdpView(ProblemLog problems) {
        this.problems = problems;
    }

    /**
     * Moves the view. A length that claims more than was on the wire is noted; the payload is then short.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, at least {@code captured}
     * @return whether the header is there and its length makes sense; if not, a problem is noted and nothing can be read
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int onWire) {
        if (captured < LENGTH) {
            problems.fixedPartMissing(Layer.UDP, 0, LENGTH, captured, onWire);
            return false;
        }
        header.wrap(bytes, offset, LENGTH);
        claimed = header.u16(LENGTH_AT);
        if (claimed < LENGTH) {
            problems.note(Layer.UDP, Kind.BAD_VALUE, LENGTH_AT, LENGTH, claimed, LengthFrom.UDP_LENGTH);
            return false;
        }
        if (claimed > onWire) {
            problems.claimNotThere(Layer.UDP, LENGTH_AT, claimed, captured, onWire, LengthFrom.UDP_LENGTH);
        }
        there = Math.min(claimed, onWire);
        this.captured = Math.min(captured, there);
        return true;
    }

    /**
     * Moves the view to the first fragment of a datagram, at least eight bytes of it. Its length field is that of the whole
     * datagram and is not checked.
     */
    public void wrapStart(byte[] bytes, int offset, int captured) {
        header.wrap(bytes, offset, LENGTH);
        claimed = Math.max(LENGTH, header.u16(LENGTH_AT));
        there = claimed;
        this.captured = Math.min(captured, there);
    }

    /** Source port, 0 to 65535. */
    public int sourcePort() {
        return header.u16(0);
    }

    /** Destination port, 0 to 65535. */
    public int destinationPort() {
        return header.u16(2);
    }

    /** The array that holds the payload. */
    public byte[] bytes() {
        return header.array();
    }

    /** Where in {@link #bytes()} the payload starts. */
    public int payloadOffset() {
        return header.arrayOffset() + LENGTH;
    }

    /** Bytes of the payload that are there. */
    public int payloadCaptured() {
        return captured - LENGTH;
    }

    /** Bytes of the payload as the header claims it. */
    public int payloadLength() {
        return claimed - LENGTH;
    }

    /** Bytes of the payload on the wire: what the header claims, or less where it claims too much. */
    public int payloadOnWire() {
        return there - LENGTH;
    }

    /** Notes that the capture has cut the payload, if it has. */
    public void checkPayload() {
        if (captured < there) {
            problems.note(
                    Layer.UDP, Kind.CUT_BY_CAPTURE, LENGTH, payloadOnWire(), payloadCaptured(), LengthFrom.UDP_LENGTH);
        }
    }

    /**
     * Verifies the checksum and notes a problem if it does not fit or was not filled in. Linux leaves the folded sum of
     * the pseudo header in the field when the network card is to do the rest (CHECKSUM_PARTIAL in linux/skbuff.h); a
     * field of zero means that there is none, which IPv6 does not allow (RFC 8200 section 8.1).
     */
    public Checksum verify(IpView ip) {
        int field = header.u16(CHECKSUM_AT);
        if (field == 0) {
            if (ip instanceof Ipv6View) {
                problems.badValue(Layer.UDP, CHECKSUM_AT);
            }
            return Checksum.ABSENT;
        }
        if (captured < claimed) {
            return Checksum.UNKNOWN;
        }
        long pseudoHeader = ip.pseudoHeaderSum(PROTOCOL, claimed);
        long sum = InternetChecksum.add(pseudoHeader, header.array(), header.arrayOffset(), claimed);
        if (InternetChecksum.finish(sum) == 0) {
            return Checksum.GOOD;
        }
        boolean unfinished = field == (~InternetChecksum.finish(pseudoHeader) & 0xffff);
        Kind kind = unfinished ? Kind.CHECKSUM_NOT_FILLED_IN : Kind.BAD_CHECKSUM;
        problems.note(Layer.UDP, kind, CHECKSUM_AT, 0, 0, LengthFrom.FIXED_SIZE);
        return unfinished ? Checksum.NOT_FILLED_IN : Checksum.BAD;
    }
}
