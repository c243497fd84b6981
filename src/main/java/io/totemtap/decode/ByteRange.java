package io.totemtap.decode;

import java.nio.charset.StandardCharsets;

/**
 * A bounded, read-only piece of a frame, with unsigned getters in both byte orders. A re-used view: {@link #wrap} moves
 * it. Offsets count from the start of the range. Getters do not check: whoever wraps has compared the length needed with
 * {@link #length()} once, at the door (a getter beyond the backing array would be a bug and ends in an exception).
 */
public final class ByteRange {

    private byte[] bytes = new byte[0];
    private int offset;
    private int length;

    /**
     * Moves the view.
     *
     * @throws IndexOutOfBoundsException if the range is not inside the array, which is a bug of the caller
     */
    public ByteRange wrap(byte[] bytes, int offset, int length) {
        if ((offset | length) < 0 || length > bytes.length - offset) {
            throw new IndexOutOfBoundsException(offset + "+" + length + " of " + bytes.length);
        }
        show(bytes);
        this.offset = offset;
        this.length = length;
        return this;
    }

    /** Moves the view to a part of another one. */
    public ByteRange wrap(ByteRange other, int from, int length) {
        if ((from | length) < 0 || length > other.length - from) {
            throw new IndexOutOfBoundsException(from + "+" + length + " of " + other.length);
        }
        show(other.bytes);
        this.offset = other.offset + from;
        this.length = length;
        return this;
    }

    /** Frames lie many to an array, and writing a reference makes the garbage collector take note of it each time. */
    private void show(byte[] array) {
        if (bytes != array) {
            bytes = array;
        }
    }

    /** The backing array, for checksums, digests and ciphers; only the range belongs to this view. */
    public byte[] array() {
        return bytes;
    }

    /** Where the range starts in {@link #array()}. */
    public int arrayOffset() {
        return offset;
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** An unsigned byte, 0 to 255. */
    public int u8(int at) {
        return bytes[offset + at] & 0xff;
    }

    /** An unsigned big-endian 16-bit number, 0 to 65535. */
    public int u16(int at) {
        int i = offset + at;
        return (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
    }

    /** An unsigned little-endian 16-bit number, 0 to 65535. */
    public int u16le(int at) {
        int i = offset + at;
        return (bytes[i + 1] & 0xff) << 8 | (bytes[i] & 0xff);
    }

    /** Four bytes, big-endian; the sign is the caller's business. */
    public int i32(int at) {
        int i = offset + at;
        return bytes[i] << 24 | (bytes[i + 1] & 0xff) << 16 | (bytes[i + 2] & 0xff) << 8 | (bytes[i + 3] & 0xff);
    }

    /** Four bytes, little-endian; the sign is the caller's business. */
    public int i32le(int at) {
        int i = offset + at;
        return bytes[i + 3] << 24 | (bytes[i + 2] & 0xff) << 16 | (bytes[i + 1] & 0xff) << 8 | (bytes[i] & 0xff);
    }

    /** Eight bytes, big-endian; the sign is the caller's business. */
    public long i64(int at) {
        return (long) i32(at) << 32 | Integer.toUnsignedLong(i32(at + 4));
    }

    /** Eight bytes, little-endian; the sign is the caller's business. */
    public long i64le(int at) {
        return (long) i32le(at + 4) << 32 | Integer.toUnsignedLong(i32le(at));
    }

    /** Six bytes, big-endian: an Ethernet address as {@link io.totemtap.net.MacAddress} has it. */
    public long mac(int at) {
        return (long) u16(at) << 32 | Integer.toUnsignedLong(i32(at + 2));
    }

    /** A copy of some bytes. */
    public byte[] copy(int at, int count) {
        byte[] result = new byte[count];
        System.arraycopy(bytes, offset + at, result, 0, count);
        return result;
    }

    /** Text of at most {@code count} bytes that ends at the first NUL, one character a byte (ISO 8859-1), not escaped. */
    public String text(int at, int count) {
        int end = 0;
        while (end < count && bytes[offset + at + end] != 0) {
            end++;
        }
        return new String(bytes, offset + at, end, StandardCharsets.ISO_8859_1);
    }
}
