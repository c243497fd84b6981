package io.totemtap.capture.file;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;

/**
 * The header of a classic pcap file (libpcap, pcap-savefile(5); sf-pcap.c for the old variants).
 *
 * @param order byte order of all numbers in the file
 * @param nanoseconds whether fractions of a second are nanoseconds, not microseconds
 * @param recordHeaderLength 16 bytes before each frame, 24 in Kuznetzov's modified format
 * @param lengths in which order a record has its two lengths
 * @param linkTypeNumber the LINKTYPE_ number: the low 16 bits of the field, above which stand the length of the frame check
 *     sequence and reserved bits
 * @param snapLength the most bytes kept of a frame, 0 where the file says none or more than an int can hold
 */
record PcapHeader(
        FieldOrder order,
        boolean nanoseconds,
        int recordHeaderLength,
        Lengths lengths,
        int linkTypeNumber,
        int snapLength) {

    /** How long the header is. */
    static final int LENGTH = 24;

    /** In which order a record has its two lengths. */
    enum Lengths {
        /** Captured, then original: version 2.4, which has been written since 1995. */
        CAPTURED_FIRST,
        /** Original, then captured: before version 2.3, and "version 543.0" of an old DG/UX tcpdump. */
        ORIGINAL_FIRST,
        /** Either, in version 2.3: the smaller is the captured one. */
        SMALLER_IS_CAPTURED
    }

    /**
     * Reads the header and consumes it.
     *
     * @throws CaptureException if it is cut, or of a version that no reader knows
     */
    static PcapHeader read(String name, ChunkReader reader) {
        if (!reader.require(LENGTH)) {
            throw new CaptureException(
                    Reason.UNREADABLE,
                    name + " is a pcap file that ends inside its header ("
                            + reader.cut(0, LENGTH + " bytes").what() + "); copy it again from where it was captured.");
        }
        byte[] bytes = reader.bytes();
        int at = reader.position();
        // The first byte of each magic number is 0xa1.
        FieldOrder order = (bytes[at] & 0xff) == 0xa1 ? FieldOrder.BIG_ENDIAN : FieldOrder.LITTLE_ENDIAN;
        int magic = order.i32(bytes, at);
        int major = order.u16(bytes, at + 4);
        int minor = order.u16(bytes, at + 6);
        if (major != 2 && !(major == 543 && minor == 0)) {
            throw new CaptureException(
                    Reason.UNREADABLE,
                    name + " is a pcap file of version " + major + "." + minor
                            + ", and only 2.x is known; convert it with the program that wrote it.");
        }
        int snapLength = Math.max(order.i32(bytes, at + 16), 0);
        int linkType = order.u16(bytes, order == FieldOrder.BIG_ENDIAN ? at + 22 : at + 20);
        reader.advance(LENGTH);
        return new PcapHeader(
                order, magic == 0xa1b23c4d, magic == 0xa1b2cd34 ? 24 : 16, lengths(major, minor), linkType, snapLength);
    }

    private static Lengths lengths(int major, int minor) {
        if (major != 2 || minor < 3) {
            return Lengths.ORIGINAL_FIRST;
        }
        return minor == 3 ? Lengths.SMALLER_IS_CAPTURED : Lengths.CAPTURED_FIRST;
    }

    /** Whether the record header at {@code at} has its original length before the captured one. */
    boolean areLengthsSwapped(byte[] bytes, int at) {
        return lengths != Lengths.CAPTURED_FIRST
                && (lengths == Lengths.ORIGINAL_FIRST
                        || Integer.compareUnsigned(order.i32(bytes, at + 8), order.i32(bytes, at + 12)) > 0);
    }

    /** The variant, for people. */
    String format() {
        if (nanoseconds) {
            return "pcap (nanoseconds)";
        }
        return recordHeaderLength == 24 ? "pcap (modified)" : "pcap";
    }
}
