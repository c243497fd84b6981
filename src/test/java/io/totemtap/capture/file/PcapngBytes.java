package io.totemtap.capture.file;

/** Builds pcapng files, block by block. */
final class PcapngBytes {

    /** 2011-06-16 02:22:57 UTC in microseconds. */
    static final long MICROS = 1_308_190_977_000_000L;

    private final FieldOrder order;
    private final FileBytes file;

    PcapngBytes(FieldOrder order) {
        this.order = order;
        this.file = new FileBytes(order);
    }

    static PcapngBytes little() {
        return new PcapngBytes(FieldOrder.LITTLE_ENDIAN).section();
    }

    /** An empty body or option list in this file's byte order. */
    FileBytes body() {
        return new FileBytes(order);
    }

    static FileBytes option(FileBytes options, int code, byte[] value) {
        return options.u16(code).u16(value.length).raw(value).pad();
    }

    FileBytes option(int code, byte[] value) {
        return option(body(), code, value);
    }

    FileBytes textOption(int code, String text) {
        return option(code, new FileBytes(order).text(text).toBytes());
    }

    FileBytes u64Option(int code, long value) {
        return option(code, new FileBytes(order).u64(value).toBytes());
    }

    /** A block with everything right about its framing; its options are given without end mark. */
    PcapngBytes block(long type, byte[] body) {
        byte[] padded = new FileBytes(order).raw(body).pad().toBytes();
        file.u32(type).u32(padded.length + 12L).raw(padded).u32(padded.length + 12L);
        return this;
    }

    PcapngBytes raw(byte[] bytes) {
        file.raw(bytes);
        return this;
    }

    PcapngBytes section() {
        return section(-1, body());
    }

    PcapngBytes section(long length, FileBytes options) {
        return section(1, 0, length, options);
    }

    PcapngBytes section(int major, int minor, long length, FileBytes options) {
        return block(
                0x0a0d0d0a,
                body().u32(0x1a2b3c4d)
                        .u16(major)
                        .u16(minor)
                        .u64(length)
                        .raw(options.toBytes())
                        .toBytes());
    }

    PcapngBytes ethernet() {
        return iface(1, 262_144, body());
    }

    PcapngBytes iface(int linkType, long snapLength, FileBytes options) {
        return block(
                1,
                body().u16(linkType)
                        .u16(0)
                        .u32(snapLength)
                        .raw(options.toBytes())
                        .toBytes());
    }

    PcapngBytes packet(long iface, long units, byte[] data) {
        return packet(iface, units, data.length, data, body());
    }

    PcapngBytes packet(long iface, long units, long original, byte[] data, FileBytes options) {
        return block(6, packetBody(iface, units, data.length, original, data, options));
    }

    byte[] packetBody(long iface, long units, long captured, long original, byte[] data, FileBytes options) {
        return body().u32(iface)
                .u32(units >>> 32)
                .u32(units)
                .u32(captured)
                .u32(original)
                .raw(data)
                .pad()
                .raw(options.toBytes())
                .toBytes();
    }

    PcapngBytes obsoletePacket(int iface, int drops, long units, byte[] data, FileBytes options) {
        return block(
                2,
                body().u16(iface)
                        .u16(drops)
                        .u32(units >>> 32)
                        .u32(units)
                        .u32(data.length)
                        .u32(data.length)
                        .raw(data)
                        .pad()
                        .raw(options.toBytes())
                        .toBytes());
    }

    PcapngBytes simplePacket(long original, byte[] data) {
        return block(3, body().u32(original).raw(data).toBytes());
    }

    PcapngBytes statistics(long iface, FileBytes options) {
        return block(
                5,
                body().u32(iface)
                        .u32(MICROS >>> 32)
                        .u32(MICROS)
                        .raw(options.toBytes())
                        .toBytes());
    }

    int size() {
        return file.size();
    }

    byte[] toBytes() {
        return file.toBytes();
    }

    /** The frames of {@link PcapBytes#sample}. */
    static byte[] sample(int frames) {
        PcapngBytes pcapng = little().ethernet();
        for (int n = 1; n <= frames; n++) {
            pcapng.packet(0, MICROS + (n - 1) * 1_000_000L, PcapBytes.sampleFrame(n));
        }
        return pcapng.toBytes();
    }
}
