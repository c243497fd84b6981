package io.totemtap.capture.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A small buffer before a stream, with numbers in little-endian order. */
final class LittleEndianOutput {

    private final OutputStream out;
    private final byte[] buffer = new byte[64 * 1024];
    private int size;
    private long before;

    LittleEndianOutput(OutputStream out) {
        this.out = out;
    }

    void u8(int value) {
        room(1);
        buffer[size++] = (byte) value;
    }

    void u16(int value) {
        room(2);
        buffer[size++] = (byte) value;
        buffer[size++] = (byte) (value >>> 8);
    }

    void i32(int value) {
        room(4);
        buffer[size++] = (byte) value;
        buffer[size++] = (byte) (value >>> 8);
        buffer[size++] = (byte) (value >>> 16);
        buffer[size++] = (byte) (value >>> 24);
    }

    void i64(long value) {
        i32((int) value);
        i32((int) (value >>> 32));
    }

    void bytes(byte[] bytes, int offset, int length) {
        int at = offset;
        int left = length;
        while (left > 0) {
            room(1);
            int step = Math.min(left, buffer.length - size);
            System.arraycopy(bytes, at, buffer, size, step);
            size += step;
            at += step;
            left -= step;
        }
    }

    /** Zero bytes up to a multiple of four, behind something of {@code length} bytes. */
    void pad(int length) {
        for (long i = length; i < PcapngBlock.padded(length); i++) {
            u8(0);
        }
    }

    /** How many bytes were given to this output. */
    long written() {
        return before + size;
    }

    private void room(int count) {
        if (buffer.length - size < count) {
            drain();
        }
    }

    private void drain() {
        int length = size;
        before += size;
        size = 0;
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void flush() {
        drain();
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        try (out) {
            drain();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
