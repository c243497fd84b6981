package io.totemtap.capture.live;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.LinkType;
import io.totemtap.capture.file.CaptureWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Frames to filter, files of them, and what a source delivers. */
final class Frames {

    /** 2011-06-16 02:22:57.123456789 UTC. */
    static final long TIME = 1_308_190_977_123_456_789L;

    private static final int ETHERNET_HEADER = 14;

    private Frames() {}

    /** An IPv4 packet of UDP from 192.168.1.81 to 239.192.53.207. */
    static byte[] udp(int destinationPort, int payload) {
        ByteBuffer packet = ByteBuffer.allocate(28 + payload);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
        packet.putInt(0).put((byte) 1).put((byte) 17).putShort((short) 0);
        packet.putInt(0xc0a80151).putInt(0xefc035cf);
        packet.putShort((short) 5404).putShort((short) destinationPort).putShort((short) (8 + payload));
        return packet.array();
    }

    /** An IPv4 packet of IGMPv2: a report for 239.192.53.207. */
    static byte[] igmp() {
        ByteBuffer packet = ByteBuffer.allocate(32);
        packet.put((byte) 0x46).put((byte) 0xc0).putShort((short) 32);
        packet.putInt(0).put((byte) 1).put((byte) 2).putShort((short) 0);
        packet.putInt(0xc0a80151).putInt(0xefc035cf).putInt(0x94040000);
        packet.put((byte) 0x16).put((byte) 0).putShort((short) 0).putInt(0xefc035cf);
        return packet.array();
    }

    /** The packet behind an Ethernet header with the group's address. */
    static byte[] ethernet(byte[] packet) {
        ByteBuffer frame = ByteBuffer.allocate(ETHERNET_HEADER + packet.length);
        frame.put(HexFormat.of().parseHex("01005e4035cf021b78a801510800")).put(packet);
        return frame.array();
    }

    /** A pcap with nanoseconds of one link type, frames one second apart. */
    static byte[] file(LinkType linkType, List<byte[]> frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CaptureWriter writer = CaptureWriter.pcapNanos(out)) {
            writer.openInterface(CaptureInterface.plain(0, linkType.number(), 65_535));
            for (int i = 0; i < frames.size(); i++) {
                byte[] bytes = frames.get(i);
                writer.frame(new Frame()
                        .bytes(bytes, 0, bytes.length, bytes.length)
                        .at(TIME + i * 1_000_000_000L, 0, i + 1)
                        .on(0, linkType, Direction.UNKNOWN));
            }
        }
        return out.toByteArray();
    }

    /** A copy of a frame. */
    record Seen(long number, long timeNanos, LinkType linkType, int originalLength, String hex) {}

    /** All that a source delivered. */
    record Delivered(List<CaptureInterface> interfaces, List<Seen> frames, CaptureStatistics statistics) {

        static Delivered of(FrameSource source) {
            List<CaptureInterface> interfaces = new ArrayList<>();
            List<Seen> frames = new ArrayList<>();
            try (source) {
                CaptureStatistics statistics = source.run(new FrameSink() {
                    @Override
                    public void openInterface(CaptureInterface description) {
                        interfaces.add(description);
                    }

                    @Override
                    public void frame(Frame frame) {
                        int end = frame.offset() + frame.capturedLength();
                        frames.add(new Seen(
                                frame.number(),
                                frame.timeNanos(),
                                frame.linkType(),
                                frame.originalLength(),
                                HexFormat.of().formatHex(frame.bytes(), frame.offset(), end)));
                    }
                });
                return new Delivered(interfaces, frames, statistics);
            }
        }

        List<Long> numbers() {
            return frames.stream().map(Seen::number).toList();
        }
    }
}
