package io.totemtap.decode.link;

import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.ProblemLog;

/**
 * Reads the link-layer header of a frame of any {@link LinkType} down to what all of them have in common: addresses as far as
 * there are any, VLAN and EtherType go into the envelope; what is left is the place of the payload.
 */
public final class LinkDecoder {

    private static final int COOKED_LLC = 4;
    private static final int FAMILY_LENGTH = 4;

    private static final long BRIDGE_GROUP = 0x0180_c200_0000L;
    private static final long PROVIDER_BRIDGE_GROUP = 0x0180_c200_0008L;
    private static final long PVST_GROUP = 0x0100_0ccc_cccdL;

    private final Envelope envelope;
    private final ProblemLog problems;
    private final EthernetView ethernet;
    private final LinuxCookedView cooked;
    private final VlanTagsView tags;
    private final LlcView llc;

    private boolean spanningTree;
    private int payloadOffset;
    private int payloadCaptured;
    private int payloadOnWire;

    /** Creates it for the envelope it fills; problems go to {@code problems}. */
    public LinkDecoder(Envelope envelope, ProblemLog problems) {
        this.envelope = envelope;
        this.problems = problems;
        ethernet = new EthernetView(problems);
        cooked = new LinuxCookedView(problems);
        tags = new VlanTagsView(problems);
        llc = new LlcView(problems);
    }

    /**
     * Reads the header of a captured frame.
     *
     * @return whether it is there whole; if not, a problem is noted, and the envelope has what could be read of it
     */
    public boolean read(Frame frame) {
        byte[] bytes = frame.bytes();
        int offset = frame.offset();
        int captured = frame.capturedLength();
        int onWire = frame.originalLength();
        LinkType type = frame.linkType();
        if (type == LinkType.ETHERNET) {
            return readEthernet(bytes, offset, captured, onWire);
        }
        begin(offset, captured, onWire);
        return switch (type) {
            case LINUX_SLL -> readCooked(frame, false);
            case LINUX_SLL2 -> readCooked(frame, true);
            case BSD_LOOPBACK, OPENBSD_LOOPBACK -> readLoopback(bytes);
            case RAW_IP -> readRaw(bytes);
            case RAW_IPV4 -> readNothing(EtherType.IPV4);
            case RAW_IPV6 -> readNothing(EtherType.IPV6);
            case ETHERNET, UNSUPPORTED -> unknownType();
        };
    }

    /**
     * Reads the header of an Ethernet frame, also one inside a tunnel.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, at least {@code captured}
     * @return as {@link #read}
     */
    public boolean readEthernet(byte[] bytes, int offset, int captured, int onWire) {
        boolean whole = ethernet.wrap(bytes, offset, captured, onWire);
        long source = ethernet.source();
        long destination = ethernet.destination();
        if (!whole) {
            envelope.link(source, destination, Envelope.NO_VLAN, 0, false);
            return false;
        }
        begin(offset + EthernetView.LENGTH, captured - EthernetView.LENGTH, onWire - EthernetView.LENGTH);
        int type = ethernet.typeOrLength();
        int vlan = Envelope.NO_VLAN;
        if (VlanTagsView.isTag(type)) {
            whole = readTags(bytes, type);
            type = tags.etherType();
            vlan = tags.vlan();
        }
        if (type < EtherType.FIRST) {
            whole = readLengthAndLlc(bytes, type, destination);
            type = whole ? llc.etherType() : 0;
        }
        envelope.link(source, destination, vlan, type, false);
        return whole;
    }

    private void begin(int offset, int captured, int onWire) {
        spanningTree = false;
        payloadOffset = offset;
        payloadCaptured = captured;
        payloadOnWire = onWire;
    }

    private void advance(int bytes) {
        payloadOffset += bytes;
        payloadCaptured -= bytes;
        payloadOnWire -= bytes;
    }

    private boolean readTags(byte[] bytes, int type) {
        boolean whole = tags.wrap(bytes, payloadOffset, payloadCaptured, payloadOnWire, type);
        advance(tags.length());
        return whole;
    }

    private boolean readLengthAndLlc(byte[] bytes, int length, long destination) {
        if (length > payloadOnWire) {
            problems.claimNotThere(Layer.LINK, 0, length, payloadCaptured, payloadOnWire, LengthFrom.FRAME_LENGTH);
        } else {
            payloadOnWire = length;
            payloadCaptured = Math.min(payloadCaptured, length);
        }
        if (!readLlc(bytes)) {
            return false;
        }
        boolean bridges = destination == BRIDGE_GROUP || destination == PROVIDER_BRIDGE_GROUP;
        spanningTree = (llc.isSpanningTree() && bridges) || (llc.isPerVlanSpanningTree() && destination == PVST_GROUP);
        return true;
    }

    private boolean readLlc(byte[] bytes) {
        boolean whole = llc.wrap(bytes, payloadOffset, payloadCaptured, payloadOnWire);
        if (whole) {
            advance(llc.length());
        }
        return whole;
    }

    private boolean readCooked(Frame frame, boolean second) {
        byte[] bytes = frame.bytes();
        if (!cooked.wrap(bytes, payloadOffset, payloadCaptured, payloadOnWire, second)) {
            envelope.link(0, 0, Envelope.NO_VLAN, 0, false);
            return false;
        }
        boolean known = frame.direction() != Direction.UNKNOWN;
        envelope.cooked(known ? frame.direction() : cooked.direction(), cooked.interfaceIndex());
        advance(cooked.length());
        boolean whole = readTags(bytes, cooked.protocol());
        int type = tags.etherType();
        if (type < EtherType.FIRST) {
            boolean hasLlc = type == COOKED_LLC;
            whole = !hasLlc || readLlc(bytes);
            type = hasLlc && whole ? llc.etherType() : 0;
            // There is no destination address to tell spanning tree by.
            spanningTree = hasLlc && whole && (llc.isSpanningTree() || llc.isPerVlanSpanningTree());
        }
        envelope.link(cooked.senderMac(), 0, tags.vlan(), type, cooked.toOtherHost());
        return whole;
    }

    private boolean readLoopback(byte[] bytes) {
        if (payloadCaptured < FAMILY_LENGTH) {
            return tooShort(FAMILY_LENGTH);
        }
        int type = LoopbackFamily.etherType(bytes, payloadOffset);
        advance(FAMILY_LENGTH);
        return type == 0 ? unknownType() : readNothing(type);
    }

    private boolean readRaw(byte[] bytes) {
        if (payloadCaptured < 1) {
            return tooShort(1);
        }
        return switch (bytes[payloadOffset] >>> 4 & 15) {
            case 4 -> readNothing(EtherType.IPV4);
            case 6 -> readNothing(EtherType.IPV6);
            default -> unknownType();
        };
    }

    private boolean readNothing(int type) {
        envelope.link(0, 0, Envelope.NO_VLAN, type, false);
        return true;
    }

    private boolean unknownType() {
        problems.note(Layer.LINK, Kind.UNKNOWN_TYPE, 0, 0, 0, LengthFrom.FIXED_SIZE);
        envelope.link(0, 0, Envelope.NO_VLAN, 0, false);
        return false;
    }

    private boolean tooShort(int needed) {
        problems.fixedPartMissing(Layer.LINK, 0, needed, payloadCaptured, payloadOnWire);
        envelope.link(0, 0, Envelope.NO_VLAN, 0, false);
        return false;
    }

    /** Whether the payload is a spanning tree message. */
    public boolean isSpanningTree() {
        return spanningTree;
    }

    /** Where the payload starts in the array; only after a successful read, as the next two. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Bytes of the payload that are there. */
    public int payloadCaptured() {
        return payloadCaptured;
    }

    /** Bytes of the payload on the wire, padding included. */
    public int payloadOnWire() {
        return payloadOnWire;
    }
}
