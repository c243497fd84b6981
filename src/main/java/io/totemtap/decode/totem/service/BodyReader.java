package io.totemtap.decode.totem.service;

import io.totemtap.decode.ByteRange;

/** A message's bytes in its originator's order. A view; who reads has asked {@link #has} before. */
final class BodyReader {

    private final ByteRange bytes = new ByteRange();
    private boolean littleEndian;

    BodyReader wrap(ByteRange source, int from, int length, boolean little) {
        bytes.wrap(source, from, length);
        littleEndian = little;
        return this;
    }

    ByteRange bytes() {
        return bytes;
    }

    boolean isLittleEndian() {
        return littleEndian;
    }

    int length() {
        return bytes.length();
    }

    boolean has(int count) {
        return bytes.length() >= count;
    }

    int u8(int at) {
        return bytes.u8(at);
    }

    int u16(int at) {
        return littleEndian ? bytes.u16le(at) : bytes.u16(at);
    }

    int i32(int at) {
        return littleEndian ? bytes.i32le(at) : bytes.i32(at);
    }

    long u32(int at) {
        return Integer.toUnsignedLong(i32(at));
    }

    long i64(int at) {
        return littleEndian ? bytes.i64le(at) : bytes.i64(at);
    }

    /** Text that ends at a NUL, at {@code most} bytes or at the end of the message. */
    String text(int at, int most) {
        return bytes.text(at, Math.max(0, Math.min(most, bytes.length() - at)));
    }

    /** Text whose length stands before it and is not believed beyond the {@code most} bytes its field has. */
    String countedText(int countAt, int at, int most) {
        return text(at, (int) Math.min(u32(countAt), most));
    }
}
