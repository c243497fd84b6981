package io.totemtap.decode.totem;

/**
 * The three layouts of totem messages. Every offset and size a decoder needs is here and follows from the header and
 * the sizes of a processor's address and of a ring id (totemsrp.c of openais 0.80.6, corosync 1.4, 2.4 and 3.1).
 * Offsets count from the start of the message.
 */
public enum TotemDialect {
    /** openais 0.80 and corosync 1.x: two addresses a processor. */
    OPENAIS_COROSYNC1(new Header(8, 0, 1, 2, 4), 0, 44, 30),
    /** corosync 2.x: a count stands before the two addresses. */
    COROSYNC2(new Header(8, 0, 1, 2, 4), 1, 45, 30),
    /** corosync 3.x with transport udp: magic and version first, processors are node ids. */
    COROSYNC3(new Header(13, 3, 4, 0, 5), 0, 4, 12);

    /** Most entries a retransmit list has (RETRANSMIT_ENTRIES_MAX). */
    static final int MOST_RETRANSMITS = 30;

    /** Most processors of a ring (PROCESSOR_COUNT_MAX), twice that in a JOIN's two lists. */
    static final int MOST_PROCESSORS = 384;

    /** Length of both ring tests, which have a layout of their own. */
    static final int RING_TEST_LENGTH = 12;

    /** Offset of the ring number and of the activator's node id in them. */
    static final int RING_NUMBER = 4;

    static final int RING_TEST_ACTIVATOR = 8;

    /** Offset of an address' family and of its bytes in a totem_ip_address, and the length of one. */
    static final int FAMILY = 4;

    static final int ADDRESS = 6;
    static final int ADDRESS_LENGTH = 22;

    private record Header(int length, int type, int encapsulated, int detector, int nodeId) {}

    final int header;
    final int type;
    final int encapsulated;
    final int detector;
    final int nodeId;
    final int processorLength;
    /** Where in a processor the first address stands; unused in {@link #COROSYNC3}. */
    final int processorAddress;

    final int ringIdLength;

    final int tokenSeq;
    final int tokenTokenSeq;
    final int tokenAru;
    final int tokenAruAddress;
    final int tokenRingId;
    final int tokenBacklog;
    final int tokenFcc;
    final int tokenRetransFlag;
    final int tokenRetransmits;
    final int tokenList;
    final int retransmitLength;

    final int systemFrom;
    final int mcastSeq;
    final int mcastThisSeqno;
    final int mcastRingId;
    final int mcastGuarantee;
    final int mcastPayload;

    final int mergeRingId;
    final int mergeLength;

    final int joinProcCount;
    final int joinFailedCount;
    final int joinRingSequence;
    final int joinList;

    final int commitTokenSeq;
    final int commitRingId;
    final int commitRetransFlag;
    final int commitIndex;
    final int commitCount;
    final int commitList;
    final int commitEntryLength;

    final int holdRingId;
    final int holdLength;

    /** Adds up the sizes, message by message; long because there are many fields. */
    TotemDialect(Header layout, int processorAddress, int processorLength, int ringIdLength) {
        header = layout.length;
        type = layout.type;
        encapsulated = layout.encapsulated;
        detector = layout.detector;
        nodeId = layout.nodeId;
        this.processorLength = processorLength;
        this.processorAddress = processorAddress;
        this.ringIdLength = ringIdLength;

        tokenSeq = header;
        tokenTokenSeq = header + 4;
        tokenAru = header + 8;
        tokenAruAddress = header + 12;
        tokenRingId = header + 16;
        tokenBacklog = tokenRingId + ringIdLength;
        tokenFcc = tokenBacklog + 4;
        tokenRetransFlag = tokenBacklog + 8;
        tokenRetransmits = tokenBacklog + 12;
        tokenList = tokenBacklog + 16;
        retransmitLength = ringIdLength + 4;

        systemFrom = header;
        mcastSeq = header + processorLength;
        mcastThisSeqno = mcastSeq + 4;
        mcastRingId = mcastSeq + 8;
        // A node id that no daemon sets stands between the ring id and the guarantee.
        mcastGuarantee = mcastRingId + ringIdLength + 4;
        mcastPayload = mcastGuarantee + 4;

        mergeRingId = header + processorLength;
        mergeLength = mergeRingId + ringIdLength;

        joinProcCount = header + processorLength;
        joinFailedCount = joinProcCount + 4;
        joinRingSequence = joinProcCount + 8;
        joinList = joinProcCount + 16;

        commitTokenSeq = header;
        commitRingId = header + 4;
        commitRetransFlag = commitRingId + ringIdLength;
        commitIndex = commitRetransFlag + 4;
        commitCount = commitRetransFlag + 8;
        commitList = commitRetransFlag + 12;
        commitEntryLength = ringIdLength + 12;

        holdRingId = header;
        holdLength = holdRingId + ringIdLength;
    }

    /** Whether processors and ring representatives have IP addresses, which is so up to corosync 2.x. */
    public boolean hasAddresses() {
        return this != COROSYNC3;
    }

    /**
     * Whether service messages begin with their size, not their id ({@code mar_req_header} against {@code
     * qb_ipc_request_header}).
     */
    public boolean hasSizeFirst() {
        return this == OPENAIS_COROSYNC1;
    }

    /** Bytes of a ring id: representative, then the sequence number in the last eight. */
    public int ringIdLength() {
        return ringIdLength;
    }

    /** Bytes every message of a type has, lists and payload not counted. */
    int fixedLength(TotemType type) {
        return switch (type) {
            case ORF_TOKEN -> tokenList;
            case MCAST -> mcastPayload;
            case MEMB_MERGE_DETECT -> mergeLength;
            case MEMB_JOIN -> joinList;
            case MEMB_COMMIT_TOKEN -> commitList;
            case TOKEN_HOLD_CANCEL -> holdLength;
            case RING_TEST_ACTIVE, RING_TEST_ACTIVATE -> RING_TEST_LENGTH;
            case OPAQUE -> header;
        };
    }

    /**
     * Where the first address family of a message stands, for layouts and types that have addresses; -1 for other
     * types.
     */
    int firstFamily(TotemType type) {
        return switch (type) {
            case ORF_TOKEN -> tokenRingId + FAMILY;
            case MCAST, MEMB_MERGE_DETECT, MEMB_JOIN -> systemFrom + processorAddress + FAMILY;
            case MEMB_COMMIT_TOKEN -> commitRingId + FAMILY;
            case TOKEN_HOLD_CANCEL -> holdRingId + FAMILY;
            case RING_TEST_ACTIVE, RING_TEST_ACTIVATE, OPAQUE -> -1;
        };
    }

    /**
     * Whether a message of a type can have a length, whatever its counts say; a JOIN and a commit token name at least
     * one node.
     */
    boolean isLength(TotemType type, int length) {
        int rest = length - fixedLength(type);
        return switch (type) {
            case ORF_TOKEN -> isMultiple(rest, retransmitLength, 0, MOST_RETRANSMITS);
            case MCAST -> rest >= 0;
            case MEMB_JOIN -> isMultiple(rest, processorLength, 1, 2 * MOST_PROCESSORS);
            case MEMB_COMMIT_TOKEN -> isMultiple(rest, processorLength + commitEntryLength, 1, MOST_PROCESSORS);
            case MEMB_MERGE_DETECT, TOKEN_HOLD_CANCEL, RING_TEST_ACTIVE, RING_TEST_ACTIVATE -> rest == 0;
            case OPAQUE -> false;
        };
    }

    private static boolean isMultiple(int rest, int unit, int least, int most) {
        return rest >= least * unit && rest <= most * unit && rest % unit == 0;
    }
}
