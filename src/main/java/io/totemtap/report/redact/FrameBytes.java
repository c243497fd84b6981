package io.totemtap.report.redact;

import io.totemtap.net.InternetChecksum;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.Ipv6Address;
import io.totemtap.net.MacAddress;
import java.nio.ByteBuffer;

/** A copy of a frame's bytes (big-endian), in which addresses are replaced, and how many of them may be kept. */
final class FrameBytes {

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final AddressPseudonyms addresses;
    private int kept;

    FrameBytes(byte[] bytes, AddressPseudonyms addresses) {
        this.bytes = bytes;
        this.addresses = addresses;
        buffer = ByteBuffer.wrap(bytes);
    }

    /** Bytes that were captured. */
    int length() {
        return bytes.length;
    }

    byte[] array() {
        return bytes;
    }

    /** Whether this range was captured. */
    boolean has(int offset, int count) {
        return offset >= 0 && count >= 0 && offset + count <= bytes.length;
    }

    /** Says that everything before {@code end} may be kept; what was not captured is not. */
    void keep(int end) {
        kept = Math.max(kept, Math.min(end, bytes.length));
    }

    int kept() {
        return kept;
    }

    int u8(int offset) {
        return bytes[offset] & 0xff;
    }

    int u16(int offset) {
        return buffer.getShort(offset) & 0xffff;
    }

    void u8(int offset, int value) {
        bytes[offset] = (byte) value;
    }

    void u16(int offset, int value) {
        buffer.putShort(offset, (short) value);
    }

    void zero(int offset, int count) {
        for (int i = offset; i < Math.min(offset + count, bytes.length); i++) {
            bytes[i] = 0;
        }
    }

    void mac(int offset) {
        long bits = ((long) u16(offset) << 32) | (buffer.getInt(offset + 2) & 0xffff_ffffL);
        put(offset, addresses.of(new MacAddress(bits)));
    }

    private void put(int offset, MacAddress mac) {
        u16(offset, (int) (mac.bits() >>> 32));
        buffer.putInt(offset + 2, (int) mac.bits());
    }

    Ipv4Address ipv4(int offset) {
        Ipv4Address mapped = (Ipv4Address) addresses.of(new Ipv4Address(buffer.getInt(offset)));
        buffer.putInt(offset, mapped.bits());
        return mapped;
    }

    IpAddress ipv6(int offset) {
        Ipv6Address mapped =
                (Ipv6Address) addresses.of(new Ipv6Address(buffer.getLong(offset), buffer.getLong(offset + 8)));
        buffer.putLong(offset, mapped.high());
        buffer.putLong(offset + 8, mapped.low());
        return mapped;
    }

    /** An Ethernet group address follows the group of the packet inside, where it was made of it. */
    void groupMac(int offset, IpAddress group) {
        put(offset, MacAddress.multicastFor(group));
    }

    boolean isIntact(int offset, int count, long pseudoHeader) {
        return has(offset, count)
                && InternetChecksum.finish(InternetChecksum.add(pseudoHeader, bytes, offset, count)) == 0;
    }

    /** Puts a checksum right, or keeps it wrong where it was wrong before. */
    void checksum(int field, int offset, int count, long pseudoHeader, boolean wasIntact) {
        if (has(offset, count)) {
            u16(field, 0);
            int right = InternetChecksum.finish(InternetChecksum.add(pseudoHeader, bytes, offset, count));
            u16(field, wasIntact ? right : ~right & 0xffff);
        }
    }

    long sum(int offset, int count) {
        return InternetChecksum.add(0, bytes, offset, count);
    }
}
