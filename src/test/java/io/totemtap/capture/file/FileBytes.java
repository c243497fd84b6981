package io.totemtap.capture.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Builds the bytes of a file in either byte order. */
final class FileBytes {

    private final FieldOrder order;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    FileBytes(FieldOrder order) {
        this.order = order;
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    FileBytes u8(int value) {
        bytes.write(value);
        return this;
    }

    FileBytes u16(int value) {
        return number(value, 2);
    }

    FileBytes u32(long value) {
        return number(value, 4);
    }

    FileBytes u64(long value) {
        return number(value, 8);
    }

    private FileBytes number(long value, int count) {
        for (int i = 0; i < count; i++) {
            int shift = 8 * (order == FieldOrder.LITTLE_ENDIAN ? i : count - 1 - i);
            bytes.write((int) (value >>> shift));
        }
        return this;
    }

    FileBytes raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    FileBytes text(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Zero bytes up to a multiple of four. */
    FileBytes pad() {
        while (bytes.size() % 4 != 0) {
            bytes.write(0);
        }
        return this;
    }

    int size() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
