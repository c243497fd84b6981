package io.totemtap.capture.file;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.Ipv6Address;
import java.nio.charset.StandardCharsets;

/** Reads pcapng name resolution blocks (draft-ietf-opsawg-pcapng section 4.5). */
final class NameResolution {

    private NameResolution() {}

    /**
     * Reads the records of a block into {@code notes}. Of several names for an address the first one is kept.
     *
     * @param at where the first record starts
     * @param end where the block's trailing length stands
     * @return false if a record claims more than the block has; those before it are kept
     */
    static boolean read(byte[] bytes, int at, int end, FieldOrder order, CaptureNotes notes) {
        int record = at;
        while (end - record >= 4) {
            int type = order.u16(bytes, record);
            int length = order.u16(bytes, record + 2);
            int value = record + 4;
            if (type == PcapngBlock.RECORD_END) {
                return true;
            }
            if (length > end - value) {
                return false;
            }
            if (type == PcapngBlock.RECORD_IPV4 && length >= 4) {
                IpAddress address = new Ipv4Address(FieldOrder.BIG_ENDIAN.i32(bytes, value));
                notes.name(address, firstName(bytes, value + 4, value + length));
            } else if (type == PcapngBlock.RECORD_IPV6 && length >= 16) {
                IpAddress address = new Ipv6Address(
                        FieldOrder.BIG_ENDIAN.i64(bytes, value), FieldOrder.BIG_ENDIAN.i64(bytes, value + 8));
                notes.name(address, firstName(bytes, value + 16, value + length));
            }
            record = (int) Math.min(end, value + PcapngBlock.padded(length));
        }
        return record == end;
    }

    /** The first of the names that stand one behind the other, each closed by a zero byte. */
    private static String firstName(byte[] bytes, int from, int end) {
        int to = from;
        while (to < end && bytes[to] != 0) {
            to++;
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
