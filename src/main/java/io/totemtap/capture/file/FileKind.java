package io.totemtap.capture.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the first bytes of a file say it is. Names of files are never asked. */
enum FileKind {
    /** Classic pcap, any of its magic numbers in either byte order. */
    PCAP("pcap"),
    /** pcapng: a section header block with a byte-order magic. */
    PCAPNG("pcapng"),
    /** RFC 1952. */
    GZIP("gzip"),
    /** RFC 8878. */
    ZSTD("zstd"),
    /** The .xz format of XZ Utils. */
    XZ("xz"),
    /** The LZ4 frame format. */
    LZ4("lz4"),
    /** Anything else. */
    OTHER("");

    /** How many of a file's first bytes decide; fewer are enough for a shorter file. */
    static final int PROBE = 12;

    /** How many bytes are looked at to name what is not a capture. */
    static final int DESCRIBE = 256;

    private static final int PCAP_MICROSECONDS = 0xa1b2c3d4;
    private static final int PCAP_NANOSECONDS = 0xa1b23c4d;
    private static final int PCAP_MODIFIED = 0xa1b2cd34;

    private final String label;

    FileKind(String label) {
        this.label = label;
    }

    /** The name of the format, for people. */
    String label() {
        return label;
    }

    /** A file of this format, for people: "a gzip file". */
    String file() {
        return (this == XZ || this == LZ4 ? "an " : "a ") + label + " file";
    }

    /** Whether this is a format with frames in it. */
    boolean isCapture() {
        return this == PCAP || this == PCAPNG;
    }

    /** Whether this wraps something else. */
    boolean isCompression() {
        return this == GZIP || this == ZSTD || this == XZ || this == LZ4;
    }

    /**
     * Decides by magic number.
     *
     * @param bytes the first bytes of the file
     * @param length how many there are; {@link #PROBE} or all of a shorter file
     */
    static FileKind of(byte[] bytes, int length) {
        if (length < 4) {
            return OTHER;
        }
        int magic = FieldOrder.BIG_ENDIAN.i32(bytes, 0);
        if (isPcap(magic) || isPcap(Integer.reverseBytes(magic))) {
            return PCAP;
        }
        if (magic == PcapngBlock.SECTION_HEADER) {
            return length >= PROBE && PcapngBlock.orderOf(bytes, 8).isPresent() ? PCAPNG : OTHER;
        }
        if (magic >>> 8 == 0x1f8b08) {
            return GZIP;
        }
        if (magic == 0xfd377a58 && length >= 6 && bytes[4] == 0x5a && bytes[5] == 0) {
            return XZ;
        }
        // A skippable frame (RFC 8878 section 3.1.2) may also open an LZ4 file; only zstd tools (pzstd) write one
        // there.
        if (magic == 0x28b52ffd || (magic & 0xf0ff_ffff) == 0x502a4d18) {
            return ZSTD;
        }
        return magic == 0x04224d18 ? LZ4 : OTHER;
    }

    private static boolean isPcap(int magic) {
        return magic == PCAP_MICROSECONDS || magic == PCAP_NANOSECONDS || magic == PCAP_MODIFIED;
    }

    /** Whether the first bytes of a file are of no kind that can be named: neither a format of this enum, nor text, nor empty. */
    static boolean isUnknown(byte[] bytes, int length) {
        return of(bytes, length) == OTHER && name(bytes, length).isEmpty();
    }

    /** Says for people what the first bytes of something that is not a capture look like, as in "a text file". */
    static String describe(byte[] bytes, int length) {
        return name(bytes, length).orElseGet(() -> startingWith(bytes, length));
    }

    private static Optional<String> name(byte[] bytes, int length) {
        if (length == 0) {
            return Optional.of("an empty file");
        }
        int magic = length >= 4 ? FieldOrder.BIG_ENDIAN.i32(bytes, 0) : 0;
        if (magic == 0x504b0304) {
            return Optional.of("a zip archive");
        }
        if (magic >>> 8 == 0x425a68) {
            return Optional.of("a bzip2 file");
        }
        if (magic == 0x02214c18) {
            return Optional.of("an lz4 file in the legacy format");
        }
        return isText(bytes, length) ? Optional.of("a text file") : Optional.empty();
    }

    private static String startingWith(byte[] bytes, int length) {
        StringBuilder hex = new StringBuilder("a file that starts with the bytes");
        for (int i = 0; i < Math.min(length, 8); i++) {
            hex.append(' ').append(Character.forDigit((bytes[i] >>> 4) & 15, 16));
            hex.append(Character.forDigit(bytes[i] & 15, 16));
        }
        return hex.toString();
    }

    /** Whether all is UTF-8 without control characters other than white space; a character cut at the end is forgiven. */
    private static boolean isText(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            int octet = bytes[i] & 0xff;
            if (octet < 0x20 && octet != '\t' && octet != '\n' && octet != '\r' && octet != '\f' && octet != 0x1b) {
                return false;
            }
        }
        // Not told that this is the end, the decoder leaves a cut character at the end alone.
        return !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, length), CharBuffer.allocate(length), false)
                .isError();
    }
}
