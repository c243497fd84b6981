package io.totemtap.capture.file;

/** The byte order of a file's own numbers. The getters do not check: whoever calls has required the bytes before. */
enum FieldOrder {
    LITTLE_ENDIAN,
    BIG_ENDIAN;

    /** An unsigned 16-bit number. */
    int u16(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        return this == LITTLE_ENDIAN ? first | (second << 8) : (first << 8) | second;
    }

    /** A 32-bit number; unsigned fields are compared with {@link Integer#compareUnsigned} or widened with {@link #u32}. */
    int i32(byte[] bytes, int at) {
        int little = (bytes[at] & 0xff)
                | ((bytes[at + 1] & 0xff) << 8)
                | ((bytes[at + 2] & 0xff) << 16)
                | (bytes[at + 3] << 24);
        return this == LITTLE_ENDIAN ? little : Integer.reverseBytes(little);
    }

    /** An unsigned 32-bit number. */
    long u32(byte[] bytes, int at) {
        return i32(bytes, at) & 0xffff_ffffL;
    }

    /** A 64-bit number. */
    long i64(byte[] bytes, int at) {
        return this == LITTLE_ENDIAN
                ? (u32(bytes, at + 4) << 32) | u32(bytes, at)
                : (u32(bytes, at) << 32) | u32(bytes, at + 4);
    }
}
