package io.totemtap.capture.file;

import java.util.Optional;

/**
 * Numbers of the pcapng format that reader and writer share (draft-ietf-opsawg-pcapng sections 3 and 4; the sysdig and
 * journal types are those of wiretap/pcapng_module.h).
 */
final class PcapngBlock {

    static final int SECTION_HEADER = 0x0a0d0d0a;
    static final int INTERFACE_DESCRIPTION = 1;
    /** Obsolete; differs from the enhanced packet block only in a 16-bit interface id and a drop count beside it. */
    static final int PACKET = 2;

    static final int SIMPLE_PACKET = 3;
    static final int NAME_RESOLUTION = 4;
    static final int INTERFACE_STATISTICS = 5;
    static final int ENHANCED_PACKET = 6;

    static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

    /** Type and length in front, length behind. */
    static final int FRAMING = 12;

    /** The longest block read; longer ones are damage. */
    static final int MAX_LENGTH = 16 << 20;

    static final int OPTION_END = 0;
    static final int OPTION_COMMENT = 1;

    static final int SECTION_APPLICATION = 4;

    static final int IF_NAME = 2;
    static final int IF_DESCRIPTION = 3;
    static final int IF_IPV4_ADDRESS = 4;
    static final int IF_IPV6_ADDRESS = 5;
    static final int IF_MAC_ADDRESS = 6;
    static final int IF_TIME_RESOLUTION = 9;
    static final int IF_FILTER = 11;
    static final int IF_OPERATING_SYSTEM = 12;
    static final int IF_TIME_OFFSET = 14;

    static final int PACKET_FLAGS = 2;
    static final int PACKET_DROP_COUNT = 4;

    static final int STATISTICS_RECEIVED = 4;
    static final int STATISTICS_INTERFACE_DROPS = 5;
    static final int STATISTICS_SYSTEM_DROPS = 7;

    static final int RECORD_END = 0;
    static final int RECORD_IPV4 = 1;
    static final int RECORD_IPV6 = 2;

    private static final int JOURNAL_EXPORT = 9;
    private static final int CUSTOM = 0x00000bad;
    private static final int CUSTOM_NOT_COPIED = 0x40000bad;

    private PcapngBlock() {}

    /**
     * Whether Wireshark gives a block of this type a frame number although it is no packet: custom blocks, systemd
     * journal entries and sysdig events (wiretap/pcapng.c returns these to its caller; all others are "internal"). The
     * sysdig events with flags, 0x208, 0x217 and 0x222, are not counted by every version; 4.0 leaves them out.
     */
    static boolean isCountedAsFrame(int type) {
        return switch (type) {
            case JOURNAL_EXPORT, CUSTOM, CUSTOM_NOT_COPIED, 0x204, 0x208, 0x216, 0x217, 0x221, 0x222 -> true;
            default -> false;
        };
    }

    /** The byte order that a byte-order magic at {@code at} stands for; empty if there is none. */
    static Optional<FieldOrder> orderOf(byte[] bytes, int at) {
        int magic = FieldOrder.LITTLE_ENDIAN.i32(bytes, at);
        if (magic == BYTE_ORDER_MAGIC) {
            return Optional.of(FieldOrder.LITTLE_ENDIAN);
        }
        return magic == Integer.reverseBytes(BYTE_ORDER_MAGIC) ? Optional.of(FieldOrder.BIG_ENDIAN) : Optional.empty();
    }

    /** {@code length} rounded up to a multiple of four. */
    static long padded(long length) {
        return (length + 3) & ~3L;
    }
}
