package io.totemtap.capture.file;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * pcapng (draft-ietf-opsawg-pcapng): one section, interface descriptions, enhanced packet blocks with direction and
 * comments, name resolution and interface statistics. Texts longer than an option can hold (65 535 bytes) are cut.
 */
public final class PcapngWriter implements CaptureWriter {

    private static final int NANOSECONDS = 9;
    private static final int PACKET_LENGTH = 32;
    private static final byte[] NO_OPTIONS = new byte[0];
    private static final byte[] INBOUND =
            new OptionEncoder().direction(Direction.INBOUND).end();
    private static final byte[] OUTBOUND =
            new OptionEncoder().direction(Direction.OUTBOUND).end();

    private final LittleEndianOutput out;
    private int interfaces;

    PcapngWriter(OutputStream stream, String application, List<String> comments) {
        this.out = new LittleEndianOutput(stream);
        OptionEncoder options = new OptionEncoder();
        comments.forEach(comment -> options.text(PcapngBlock.OPTION_COMMENT, comment));
        options.text(PcapngBlock.SECTION_APPLICATION, application);
        byte[] encoded = options.end();
        int length = begin(PcapngBlock.SECTION_HEADER, 16 + encoded.length);
        out.i32(PcapngBlock.BYTE_ORDER_MAGIC);
        out.u16(1);
        out.u16(0);
        out.i64(-1);
        end(encoded, length);
    }

    @Override
    public void openInterface(CaptureInterface description) {
        if (description.id() != interfaces) {
            throw new IllegalStateException("interface " + interfaces + " expected, not " + description.id());
        }
        interfaces++;
        OptionEncoder options = new OptionEncoder();
        options.text(PcapngBlock.IF_NAME, description.name());
        options.text(PcapngBlock.IF_DESCRIPTION, description.description());
        description.addresses().forEach(options::address);
        if (!description.mac().equals(MacAddress.NONE)) {
            options.mac(description.mac());
        }
        options.u8(PcapngBlock.IF_TIME_RESOLUTION, NANOSECONDS);
        if (!description.filter().isEmpty()) {
            // The zero in front says that the filter is text.
            options.text(PcapngBlock.IF_FILTER, "\0" + description.filter());
        }
        byte[] encoded = options.end();
        int length = begin(PcapngBlock.INTERFACE_DESCRIPTION, 8 + encoded.length);
        out.u16(description.linkTypeNumber());
        out.u16(0);
        out.i32(description.snapLength());
        end(encoded, length);
    }

    @Override
    public void frame(Frame frame) {
        packet(
                frame,
                switch (frame.direction()) {
                    case INBOUND -> INBOUND;
                    case OUTBOUND -> OUTBOUND;
                    case UNKNOWN -> NO_OPTIONS;
                });
    }

    /** Writes a frame with comments, which Wireshark shows above its bytes. */
    public void frame(Frame frame, List<String> comments) {
        OptionEncoder options = new OptionEncoder();
        comments.forEach(comment -> options.text(PcapngBlock.OPTION_COMMENT, comment));
        packet(frame, options.direction(frame.direction()).end());
    }

    private void packet(Frame frame, byte[] options) {
        if (frame.interfaceId() >= interfaces) {
            throw new IllegalStateException("interface " + frame.interfaceId() + " was not opened");
        }
        long time = Math.max(frame.timeNanos(), 0);
        int captured = frame.capturedLength();
        int padded = (int) PcapngBlock.padded(captured);
        int length = begin(PcapngBlock.ENHANCED_PACKET, PACKET_LENGTH - PcapngBlock.FRAMING + padded + options.length);
        out.i32(frame.interfaceId());
        out.i32((int) (time >>> 32));
        out.i32((int) time);
        out.i32(captured);
        out.i32(frame.originalLength());
        out.bytes(frame.bytes(), frame.offset(), captured);
        out.pad(captured);
        end(options, length);
    }

    /**
     * Writes names for addresses.
     *
     * @param names one name each; empty ones, and what is longer than a record can hold, are left out or cut
     */
    public void names(Map<IpAddress, String> names) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        LittleEndianOutput encoded = new LittleEndianOutput(records);
        names.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            byte[] address = OptionEncoder.octets(entry.getKey());
            byte[] name = OptionEncoder.utf8(entry.getValue(), OptionEncoder.MAX_VALUE - address.length - 1);
            if (name.length > 0) {
                encoded.u16(address.length == 4 ? PcapngBlock.RECORD_IPV4 : PcapngBlock.RECORD_IPV6);
                encoded.u16(address.length + name.length + 1);
                encoded.bytes(address, 0, address.length);
                encoded.bytes(name, 0, name.length);
                encoded.u8(0);
                encoded.pad(address.length + name.length + 1);
            }
        });
        encoded.i32(PcapngBlock.RECORD_END);
        encoded.flush();
        byte[] body = records.toByteArray();
        end(body, begin(PcapngBlock.NAME_RESOLUTION, body.length));
    }

    /**
     * Writes the counters of an interface: frames received, and what was dropped as far as it is known.
     *
     * @param statistics of an interface that was opened
     */
    public void statistics(OfInterface statistics) {
        statistics(statistics, List.of());
    }

    /** Writes the counters of an interface with comments. */
    public void statistics(OfInterface statistics, List<String> comments) {
        if (statistics.id() >= interfaces) {
            throw new IllegalStateException("interface " + statistics.id() + " was not opened");
        }
        OptionEncoder options = new OptionEncoder();
        comments.forEach(comment -> options.text(PcapngBlock.OPTION_COMMENT, comment));
        options.i64(PcapngBlock.STATISTICS_RECEIVED, statistics.frames());
        statistics.droppedByInterface().ifPresent(n -> options.i64(PcapngBlock.STATISTICS_INTERFACE_DROPS, n));
        statistics.droppedByKernel().ifPresent(n -> options.i64(PcapngBlock.STATISTICS_SYSTEM_DROPS, n));
        byte[] encoded = options.end();
        long time = Math.max(statistics.lastNanos(), 0);
        int length = begin(PcapngBlock.INTERFACE_STATISTICS, 12 + encoded.length);
        out.i32(statistics.id());
        out.i32((int) (time >>> 32));
        out.i32((int) time);
        end(encoded, length);
    }

    private int begin(int type, int bodyLength) {
        int length = PcapngBlock.FRAMING + bodyLength;
        out.i32(type);
        out.i32(length);
        return length;
    }

    private void end(byte[] rest, int length) {
        out.bytes(rest, 0, rest.length);
        out.i32(length);
    }

    @Override
    public long bytesWritten() {
        return out.written();
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.close();
    }
}
