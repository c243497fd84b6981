package io.totemtap.decode.totem.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A loop over the UDP datagrams of a pcap file, for comparing recordings by hand: little-endian pcap, Ethernet, IPv4
 * without options only, fragments in order only. Knows nothing else, on purpose.
 */
final class PcapUdp {

    /** Takes one datagram; {@code frame} counts from 1. */
    interface Sink {

        void datagram(int frame, int source, int destination, int sourcePort, int destinationPort, byte[] payload);
    }

    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int UDP = 8;

    private final Map<Long, ByteArrayOutputStream> fragments = new HashMap<>();
    private int fragmented;

    /** How many datagrams were put together from fragments. */
    int fragmented() {
        return fragmented;
    }

    void read(Path file, Sink sink) throws IOException {
        byte[] all;
        try (InputStream in = Files.newInputStream(file)) {
            all = (file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in).readAllBytes();
        }
        ByteBuffer pcap = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        int frame = 1;
        for (int at = 24; at + 16 <= all.length; frame++) {
            int length = pcap.getInt(at + 8);
            frame(frame, pcap.duplicate().order(ByteOrder.BIG_ENDIAN), at + 16, length, sink);
            at += 16 + length;
        }
    }

    private void frame(int frame, ByteBuffer bytes, int at, int length, Sink sink) {
        int ip = at + ETHERNET;
        if (length < ETHERNET + IPV4
                || bytes.getShort(at + 12) != 0x0800
                || bytes.get(ip) != 0x45
                || bytes.get(ip + 9) != 17) {
            return;
        }
        int total = bytes.getShort(ip + 2) & 0xffff;
        int fragment = bytes.getShort(ip + 6) & 0x3fff;
        byte[] udp = new byte[total - IPV4];
        bytes.get(ip + IPV4, udp);
        if (fragment != 0) {
            long id = (long) bytes.getInt(ip + 12) << 16 | (bytes.getShort(ip + 4) & 0xffff);
            ByteArrayOutputStream whole = fragments.computeIfAbsent(id, key -> new ByteArrayOutputStream());
            whole.writeBytes(udp);
            if ((fragment & 0x2000) != 0) {
                return;
            }
            udp = whole.toByteArray();
            fragments.remove(id);
            fragmented++;
        }
        ByteBuffer header = ByteBuffer.wrap(udp);
        byte[] payload = new byte[(header.getShort(4) & 0xffff) - UDP];
        header.get(UDP, payload);
        sink.datagram(
                frame,
                bytes.getInt(ip + 12),
                bytes.getInt(ip + 16),
                header.getShort(0) & 0xffff,
                header.getShort(2) & 0xffff,
                payload);
    }
}
