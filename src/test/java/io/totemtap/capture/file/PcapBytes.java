package io.totemtap.capture.file;

import java.util.Arrays;

/** Builds classic pcap files. */
final class PcapBytes {

    static final int MICROSECONDS = 0xa1b2c3d4;
    static final int NANOSECONDS = 0xa1b23c4d;
    static final int MODIFIED = 0xa1b2cd34;

    /** 2011-06-16 02:22:57 UTC. */
    static final long SECONDS = 1_308_190_977L;

    private final FileBytes file;
    private final int magic;

    PcapBytes(FieldOrder order, int magic) {
        this(order, magic, 2, 4, 262_144, 1);
    }

    PcapBytes(FieldOrder order, int magic, int major, int minor, long snapLength, long linkType) {
        this.file = new FileBytes(order);
        this.magic = magic;
        file.u32(magic).u16(major).u16(minor).u32(0).u32(0).u32(snapLength).u32(linkType);
    }

    static PcapBytes little() {
        return new PcapBytes(FieldOrder.LITTLE_ENDIAN, MICROSECONDS);
    }

    /** A record of which both lengths are true. */
    PcapBytes frame(long seconds, long fraction, byte[] data) {
        return header(seconds, fraction, data.length, data.length).data(data);
    }

    PcapBytes header(long seconds, long fraction, long captured, long original) {
        file.u32(seconds).u32(fraction).u32(captured).u32(original);
        if (magic == MODIFIED) {
            file.u32(7).u16(0x0800).u8(4).u8(0);
        }
        return this;
    }

    PcapBytes data(byte[] data) {
        file.raw(data);
        return this;
    }

    int size() {
        return file.size();
    }

    byte[] toBytes() {
        return file.toBytes();
    }

    /** A file of frames one second apart from {@link #SECONDS} on, frame n (from 1) having n + 20 bytes of value n. */
    static byte[] sample(int frames) {
        PcapBytes pcap = little();
        for (int n = 1; n <= frames; n++) {
            pcap.frame(SECONDS + n - 1, 0, sampleFrame(n));
        }
        return pcap.toBytes();
    }

    static byte[] sampleFrame(int n) {
        byte[] data = new byte[n + 20];
        Arrays.fill(data, (byte) n);
        return data;
    }
}
