package io.totemtap.decode.totem;

/**
 * What can be seen of a clear message before it is decoded: whether its first bytes are those of a totem header, and
 * how long it must be. Reads only what is there; works on arrays so that it can serve as a filter.
 */
final class SrpShape {

    /** The length cannot be known: a count is missing, or beyond its limit, or the type has no rule. */
    static final int UNKNOWN = -1;

    /** Highest type number and version of corosync 3. */
    private static final int COROSYNC3_HIGHEST = 5;

    private static final int COROSYNC3_VERSION = 3;

    /** INTERFACE_MAX of all generations that have ring tests. */
    private static final int MOST_RINGS = 2;

    private static final int NORMAL = 2;
    private static final int RECOVERY = 1;

    /** A totempg header: version, type, fragmented, continuation, message count. */
    private static final int TOTEMPG_HEADER = 8;

    private static final int TOTEMPG_COUNT = 6;

    private SrpShape() {}

    /** Whether the detector of the dialect stands where it should, in either byte order. */
    static boolean hasDetector(TotemDialect dialect, byte[] bytes, int offset, int available) {
        return available >= dialect.detector + 2 && detector(dialect, bytes, offset) != 0;
    }

    /** Whether the detector says that the sender is little-endian; only after {@link #hasDetector}. */
    static boolean isLittleEndian(TotemDialect dialect, byte[] bytes, int offset) {
        return detector(dialect, bytes, offset) > 0;
    }

    /** 1 little-endian, -1 big-endian, 0 no detector. */
    private static int detector(TotemDialect dialect, byte[] bytes, int offset) {
        int first = bytes[offset + dialect.detector] & 0xff;
        int second = bytes[offset + dialect.detector + 1] & 0xff;
        int low = dialect.hasAddresses() ? 0x22 : 0x70;
        int high = dialect.hasAddresses() ? 0xff : 0xc0;
        return first == low && second == high ? 1 : first == high && second == low ? -1 : 0;
    }

    /**
     * Whether the first bytes can be those of a message: detector, a type that exists, and an encapsulation that type
     * can have (some versions leave it unset in hold cancels and ring tests).
     */
    static boolean hasHeader(TotemDialect dialect, byte[] bytes, int offset, int available) {
        if (available <= dialect.encapsulated || !hasDetector(dialect, bytes, offset, available)) {
            return false;
        }
        int type = bytes[offset + dialect.type] & 0xff;
        int encapsulated = bytes[offset + dialect.encapsulated] & 0xff;
        if (!dialect.hasAddresses()) {
            return bytes[offset + 2] == COROSYNC3_VERSION && type <= COROSYNC3_HIGHEST && encapsulated <= NORMAL;
        }
        return type <= TotemType.HIGHEST && (encapsulated <= NORMAL || type >= TotemType.TOKEN_HOLD_CANCEL.number());
    }

    /** {@link #hasHeader}, and a length that type can have. */
    static boolean fits(TotemDialect dialect, byte[] bytes, int offset, int available, int claimed) {
        return hasHeader(dialect, bytes, offset, available) && dialect.isLength(type(dialect, bytes, offset), claimed);
    }

    /**
     * {@link #fits}, and the first address in it has a family that some system uses, or the ring tested is one of the
     * two.
     */
    static boolean isLikely(TotemDialect dialect, byte[] bytes, int offset, int available, int claimed) {
        return fits(dialect, bytes, offset, available, claimed) && isLikelyInside(dialect, bytes, offset, available);
    }

    private static boolean isLikelyInside(TotemDialect dialect, byte[] bytes, int offset, int available) {
        TotemType type = type(dialect, bytes, offset);
        boolean little = isLittleEndian(dialect, bytes, offset);
        if (!dialect.hasAddresses()) {
            return true;
        }
        if (type == TotemType.RING_TEST_ACTIVE || type == TotemType.RING_TEST_ACTIVATE) {
            return available >= dialect.header && u32(bytes, offset + TotemDialect.RING_NUMBER, little) < MOST_RINGS;
        }
        int at = dialect.firstFamily(type);
        return available >= at + 2 && AddressFamily.isKnown(u16(bytes, offset + at, little));
    }

    /**
     * The exact length of the message that starts here, from its counts; for an MCAST from the totempg header inside.
     *
     * @return the length, or {@link #UNKNOWN}
     */
    static int length(TotemDialect dialect, byte[] bytes, int offset, int available) {
        return hasHeader(dialect, bytes, offset, available) ? length(dialect, bytes, offset, available, true) : UNKNOWN;
    }

    private static int length(TotemDialect dialect, byte[] bytes, int offset, int available, boolean outer) {
        TotemType type = type(dialect, bytes, offset);
        int fixed = dialect.fixedLength(type);
        if (available < fixed) {
            return UNKNOWN;
        }
        boolean little = isLittleEndian(dialect, bytes, offset);
        return switch (type) {
            case ORF_TOKEN -> {
                long count = u32(bytes, offset + dialect.tokenRetransmits, little);
                yield listEnd(fixed, count, dialect.retransmitLength, TotemDialect.MOST_RETRANSMITS);
            }
            case MEMB_JOIN -> {
                long count = u32(bytes, offset + dialect.joinProcCount, little)
                        + u32(bytes, offset + dialect.joinFailedCount, little);
                yield listEnd(fixed, count, dialect.processorLength, 2 * TotemDialect.MOST_PROCESSORS);
            }
            case MEMB_COMMIT_TOKEN -> {
                long count = u32(bytes, offset + dialect.commitCount, little);
                int unit = dialect.processorLength + dialect.commitEntryLength;
                yield listEnd(fixed, count, unit, TotemDialect.MOST_PROCESSORS);
            }
            case MCAST -> mcastLength(dialect, bytes, offset, available, little, outer);
            case MEMB_MERGE_DETECT, TOKEN_HOLD_CANCEL, RING_TEST_ACTIVE, RING_TEST_ACTIVATE -> fixed;
            case OPAQUE -> UNKNOWN;
        };
    }

    private static int listEnd(int fixed, long count, int unit, int most) {
        return count <= most ? fixed + (int) count * unit : UNKNOWN;
    }

    private static int mcastLength(
            TotemDialect dialect, byte[] bytes, int offset, int available, boolean little, boolean outer) {
        int fixed = dialect.mcastPayload;
        int encapsulated = bytes[offset + dialect.encapsulated];
        if (encapsulated == RECOVERY) {
            if (!outer || !hasHeader(dialect, bytes, offset + fixed, available - fixed)) {
                return UNKNOWN;
            }
            int inner = length(dialect, bytes, offset + fixed, available - fixed, false);
            return inner == UNKNOWN ? UNKNOWN : fixed + inner;
        }
        if (available < fixed + TOTEMPG_HEADER) {
            return UNKNOWN;
        }
        int count = u16(bytes, offset + fixed + TOTEMPG_COUNT, little);
        int data = fixed + TOTEMPG_HEADER + 2 * count;
        if (available < data) {
            return UNKNOWN;
        }
        int end = data;
        for (int at = fixed + TOTEMPG_HEADER; at < data; at += 2) {
            end += u16(bytes, offset + at, little);
        }
        return end;
    }

    private static TotemType type(TotemDialect dialect, byte[] bytes, int offset) {
        return TotemType.ofNumber(bytes[offset + dialect.type] & 0xff);
    }

    private static int u16(byte[] bytes, int at, boolean little) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        return little ? second << 8 | first : first << 8 | second;
    }

    private static long u32(byte[] bytes, int at, boolean little) {
        long first = u16(bytes, at, little);
        long second = u16(bytes, at + 2, little);
        return little ? second << 16 | first : first << 16 | second;
    }
}
