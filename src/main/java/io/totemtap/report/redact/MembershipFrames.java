package io.totemtap.report.redact;

/** IGMP (RFC 1112, 2236, 3376) and MLD (RFC 2710, 3810) messages with pseudonyms for groups and sources. They are kept whole. */
final class MembershipFrames {

    private MembershipFrames() {}

    static void igmp(FrameBytes bytes, int at, int end) {
        if (at + 8 > end) {
            return;
        }
        int count = end - at;
        boolean intact = bytes.isIntact(at, count, 0);
        int known = 8;
        switch (bytes.u8(at)) {
            case 0x11 -> {
                bytes.ipv4(at + 4);
                if (count >= 12) {
                    known = 12 + sources(bytes, at + 12, end, bytes.u16(at + 10), 4);
                }
            }
            case 0x12, 0x16, 0x17 -> bytes.ipv4(at + 4);
            case 0x22 -> known = 8 + records(bytes, at + 8, end, bytes.u16(at + 6), 4);
            default -> bytes.zero(at + 4, 4);
        }
        bytes.zero(at + known, Math.max(0, count - known));
        bytes.checksum(at + 2, at, count, 0, intact);
        bytes.keep(end);
    }

    /**
     * Multicast listener discovery; of other ICMPv6 the type stays.
     *
     * @param pseudoHeader sum of the pseudo header with the new addresses
     */
    static void mld(FrameBytes bytes, int at, int end, long pseudoHeader, boolean intact) {
        if (at + 8 > end) {
            return;
        }
        int count = end - at;
        int type = bytes.u8(at);
        int known;
        if (type >= 130 && type <= 132 && count >= 24) {
            bytes.ipv6(at + 8);
            known = type == 130 && count >= 28 ? 28 + sources(bytes, at + 28, end, bytes.u16(at + 26), 16) : 24;
        } else if (type == 143) {
            known = 8 + records(bytes, at + 8, end, bytes.u16(at + 6), 16);
        } else {
            bytes.u16(at + 2, 0);
            bytes.zero(at + 4, 4);
            bytes.keep(at + 8);
            return;
        }
        bytes.zero(at + known, Math.max(0, count - known));
        bytes.checksum(at + 2, at, count, pseudoHeader, intact);
        bytes.keep(end);
    }

    /** Bytes that were understood. */
    private static int sources(FrameBytes bytes, int from, int end, int count, int size) {
        int at = from;
        for (int i = 0; i < count && at + size <= end; i++) {
            address(bytes, at, size);
            at += size;
        }
        return at - from;
    }

    private static int records(FrameBytes bytes, int from, int end, int count, int size) {
        int at = from;
        for (int i = 0; i < count && at + 4 + size <= end; i++) {
            int auxiliary = bytes.u8(at + 1) * 4;
            address(bytes, at + 4, size);
            int inside = sources(bytes, at + 4 + size, end, bytes.u16(at + 2), size);
            at += 4 + size + inside;
            bytes.zero(at, Math.max(0, Math.min(auxiliary, end - at)));
            at = Math.min(end, at + auxiliary);
        }
        return at - from;
    }

    private static void address(FrameBytes bytes, int at, int size) {
        if (size == 4) {
            bytes.ipv4(at);
        } else {
            bytes.ipv6(at);
        }
    }
}
