package io.totemtap.decode.link;

import io.totemtap.capture.Direction;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.ProblemLog;

/**
 * The link-layer header of a frame of any {@link LinkType}, read down to what all of them have in common: addresses as far
 * as there are any, VLAN, EtherType, and where the payload is. A re-used view over the views of this package.
 */
public final class LinkHeader {

    /** EtherType of IPv4. */
    public static final int IPV4 = 0x0800;
    /** EtherType of ARP. */
    public static final int ARP = 0x0806;
    /** EtherType of IPv6. */
    public static final int IPV6 = 0x86dd;

    /** Type fields below this are lengths, or cooked pseudo types (IEEE 802.3 clause 3.2.6). */
    private static final int FIRST_ETHERTYPE = 0x600;

    private static final int COOKED_LLC = 4;
    private static final int FAMILY_LENGTH = 4;

    private static final long BRIDGE_GROUP = 0x0180_c200_0000L;
    private static final long PROVIDER_BRIDGE_GROUP = 0x0180_c200_0008L;
    private static final long PVST_GROUP = 0x0100_0ccc_cccdL;

    private final ProblemLog problems;
    private final EthernetView ethernet;
    private final LinuxCookedView cooked;
    private final VlanTagsView tags;
    private final LlcView llc;

    private long sourceMac;
    private long destinationMac;
    private int vlan;
    private int etherType;
    private boolean toOtherHost;
    private Direction direction = Direction.UNKNOWN;
    private int hostInterface;
    private boolean spanningTree;
    private int payloadOffset;
    private int payloadCaptured;
    private int payloadOnWire;

    /** Creates it; problems go to {@code problems}. */
    public LinkHeader(ProblemLog problems) {
        this.problems = problems;
        ethernet = new EthernetView(problems);
        cooked = new LinuxCookedView(problems);
        tags = new VlanTagsView(problems);
        llc = new LlcView(problems);
    }

    /**
     * Reads the header.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, at least {@code captured}
     * @return whether the header is there whole; if not, a problem is noted, and what could be read of it stands
     */
    public boolean wrap(LinkType type, byte[] bytes, int offset, int captured, int onWire) {
        if (type == LinkType.ETHERNET) {
            return wrapEthernet(bytes, offset, captured, onWire);
        }
        begin(offset, captured, onWire);
        return switch (type) {
            case LINUX_SLL -> wrapCooked(bytes, false);
            case LINUX_SLL2 -> wrapCooked(bytes, true);
            case BSD_LOOPBACK, OPENBSD_LOOPBACK -> wrapLoopback(bytes);
            case RAW_IP -> wrapRaw(bytes);
            case RAW_IPV4 -> ends(IPV4);
            case RAW_IPV6 -> ends(IPV6);
            case ETHERNET, UNSUPPORTED -> unknownType(0);
        };
    }

    /** Reads the header of an Ethernet frame, as {@link #wrap} does; also for frames inside a tunnel. */
    public boolean wrapEthernet(byte[] bytes, int offset, int captured, int onWire) {
        begin(offset, captured, onWire);
        boolean whole = ethernet.wrap(bytes, offset, captured, onWire);
        destinationMac = ethernet.destination();
        sourceMac = ethernet.source();
        if (!whole) {
            return false;
        }
        advance(EthernetView.LENGTH);
        int type = ethernet.typeOrLength();
        if (VlanTagsView.isTag(type)) {
            boolean walked = wrapTags(bytes, type);
            if (!walked) {
                return false;
            }
            type = etherType;
        }
        return type < FIRST_ETHERTYPE ? wrapLengthAndLlc(bytes, type) : ends(type);
    }

    private void begin(int offset, int captured, int onWire) {
        sourceMac = 0;
        destinationMac = 0;
        vlan = Envelope.NO_VLAN;
        etherType = 0;
        toOtherHost = false;
        direction = Direction.UNKNOWN;
        hostInterface = 0;
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

    private boolean ends(int type) {
        etherType = type;
        return true;
    }

    private boolean unknownType(int at) {
        problems.note(Layer.LINK, Kind.UNKNOWN_TYPE, at, 0, 0, LengthFrom.FIXED_SIZE);
        return false;
    }

    private boolean wrapTags(byte[] bytes, int type) {
        boolean whole = tags.wrap(bytes, payloadOffset, payloadCaptured, payloadOnWire, type);
        vlan = tags.vlan();
        etherType = tags.etherType();
        advance(tags.length());
        return whole;
    }

    private boolean wrapLengthAndLlc(byte[] bytes, int length) {
        if (length > payloadOnWire) {
            problems.claimNotThere(Layer.LINK, 0, length, payloadCaptured, payloadOnWire, LengthFrom.FRAME_LENGTH);
        } else {
            payloadOnWire = length;
            payloadCaptured = Math.min(payloadCaptured, length);
        }
        return wrapLlc(bytes, false);
    }

    /** Reads LLC and SNAP. A cooked header has no destination, so there spanning tree is told by the LLC header alone. */
    private boolean wrapLlc(byte[] bytes, boolean anyDestination) {
        etherType = 0;
        if (!llc.wrap(bytes, payloadOffset, payloadCaptured, payloadOnWire)) {
            return false;
        }
        advance(llc.length());
        boolean bridges = destinationMac == BRIDGE_GROUP || destinationMac == PROVIDER_BRIDGE_GROUP;
        spanningTree = (llc.isSpanningTree() && (bridges || anyDestination))
                || (llc.isPerVlanSpanningTree() && (destinationMac == PVST_GROUP || anyDestination));
        return ends(llc.etherType());
    }

    private boolean wrapCooked(byte[] bytes, boolean second) {
        if (!cooked.wrap(bytes, payloadOffset, payloadCaptured, payloadOnWire, second)) {
            return false;
        }
        sourceMac = cooked.senderMac();
        toOtherHost = cooked.toOtherHost();
        direction = cooked.direction();
        hostInterface = cooked.interfaceIndex();
        advance(cooked.length());
        if (!wrapTags(bytes, cooked.protocol())) {
            return false;
        }
        if (etherType == COOKED_LLC) {
            return wrapLlc(bytes, true);
        }
        return ends(etherType < FIRST_ETHERTYPE ? 0 : etherType);
    }

    private boolean wrapLoopback(byte[] bytes) {
        if (payloadCaptured < FAMILY_LENGTH) {
            problems.fixedPartMissing(Layer.LINK, 0, FAMILY_LENGTH, payloadCaptured, payloadOnWire);
            return false;
        }
        int type = LoopbackFamily.etherType(bytes, payloadOffset);
        advance(FAMILY_LENGTH);
        return type == 0 ? unknownType(0) : ends(type);
    }

    private boolean wrapRaw(byte[] bytes) {
        if (payloadCaptured < 1) {
            problems.fixedPartMissing(Layer.LINK, 0, 1, payloadCaptured, payloadOnWire);
            return false;
        }
        return switch (bytes[payloadOffset] >>> 4 & 15) {
            case 4 -> ends(IPV4);
            case 6 -> ends(IPV6);
            default -> unknownType(0);
        };
    }

    /** Ethernet source, or a cooked header's sender; 0 if there is none. */
    public long sourceMac() {
        return sourceMac;
    }

    /** Ethernet destination; 0 if there is none. */
    public long destinationMac() {
        return destinationMac;
    }

    /** VLAN id of the outermost tag, or {@link Envelope#NO_VLAN}. */
    public int vlan() {
        return vlan;
    }

    /** EtherType behind all tags and SNAP; 0 if there is none, a tag's identifier where the tags could not be walked. */
    public int etherType() {
        return etherType;
    }

    /** Whether a cooked header marks the frame as addressed to another host. */
    public boolean toOtherHost() {
        return toOtherHost;
    }

    /** Which way the frame went, where a cooked header says so. */
    public Direction direction() {
        return direction;
    }

    /** Index of the capturing host's interface, where a cooked header says so, or 0. */
    public int hostInterface() {
        return hostInterface;
    }

    /** Whether the payload is a spanning tree message. */
    public boolean isSpanningTree() {
        return spanningTree;
    }

    /** Where the payload starts in the array. */
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
