package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.LinkType;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureWriterTest {

    private static final long TIME = 1_308_190_977_123_456_789L;
    private static final CaptureInterface ETHERNET = CaptureInterface.plain(0, 1, 96);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void pcapIsWrittenToTheByte() {
        try (CaptureWriter writer = CaptureWriter.pcap(out)) {
            writer.openInterface(ETHERNET);
            writer.frame(frame(TIME, "010203", 60));
            assertEquals(24 + 16 + 3, writer.bytesWritten());
        }
        assertEquals(
                "d4c3b2a1020004000000000000000000" + "6000000001000000" + "0169f94d40e20100" + "030000003c000000"
                        + "010203",
                hex());
    }

    @Test
    void pcapWithNanosecondsIsWrittenToTheByte() {
        try (CaptureWriter writer = CaptureWriter.pcapNanos(out)) {
            writer.openInterface(CaptureInterface.plain(0, 276, 0));
            writer.frame(frame(TIME, "01", 1));
        }
        assertEquals(
                "4d3cb2a1020004000000000000000000" + "0000040014010000" + "0169f94d15cd5b07" + "0100000001000000"
                        + "01",
                hex());
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0",
        "0, 0",
        "4294967295999999999, 4294967295999999999",
        "4294967296000000000, 4294967295999999999",
        "9223372036854775807, 4294967295999999999",
        "-9223372036854775808, 0",
    })
    void timesThatPcapCannotHoldBecomeTheNearest(long nanos, long expected) {
        try (CaptureWriter writer = CaptureWriter.pcapNanos(out)) {
            writer.openInterface(ETHERNET);
            writer.frame(frame(nanos, "01", 1));
        }
        assertEquals(List.of(expected), read().times());
    }

    @Test
    void pcapHoldsSeveralInterfacesOfOneLinkTypeOnly() {
        CaptureWriter writer = CaptureWriter.pcap(out);
        writer.openInterface(ETHERNET);
        writer.openInterface(CaptureInterface.plain(1, 1, 0));
        writer.frame(frame(TIME, "01", 1).on(1, LinkType.ETHERNET, Direction.UNKNOWN));
        CaptureException thrown =
                assertThrows(CaptureException.class, () -> writer.openInterface(CaptureInterface.plain(2, 113, 0)));
        assertEquals(Reason.WRONG_USAGE, thrown.reason());
        writer.close();
        assertEquals(List.of("01"), read().data());
    }

    @Test
    void pcapngIsWrittenToTheByte() {
        try (CaptureWriter writer = CaptureWriter.pcapng(out, "", List.of())) {
            writer.openInterface(ETHERNET);
            writer.frame(frame(TIME, "010203", 60).on(0, LinkType.ETHERNET, Direction.OUTBOUND));
            assertEquals(28 + 32 + 48, writer.bytesWritten());
        }
        assertEquals(
                "0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000"
                        + "01000000200000000100000060000000"
                        + "09000100090000000000000020000000"
                        + "060000003000000000000000c3a027121597d039030000003c000000"
                        + "01020300" + "02000400020000000000000030000000",
                hex());
    }

    @Test
    void everythingThatPcapngKeepsComesBack() {
        CaptureInterface first = new CaptureInterface(
                0,
                LinkType.ETHERNET,
                1,
                262_144,
                "eth0",
                "cluster net",
                "igmp or net 239.0.0.0/8",
                MacAddress.parse("02:1b:78:a8:01:51").orElseThrow(),
                List.of(address("192.168.1.81"), address("2001:db8::51")));
        CaptureInterface second = CaptureInterface.plain(1, 276, 0);
        Map<IpAddress, String> names = new LinkedHashMap<>();
        names.put(address("2001:db8::51"), "node1");
        names.put(address("192.168.1.81"), "nœud1");
        names.put(address("192.168.1.82"), "");
        try (PcapngWriter writer = CaptureWriter.pcapng(out, "totemtap 0.1.0", List.of("first", "second"))) {
            writer.names(names);
            writer.openInterface(first);
            writer.openInterface(second);
            writer.frame(frame(TIME, "0102030405", 1500), List.of("evidence", "more"));
            writer.frame(frame(TIME + 1, "", 60).on(1, LinkType.LINUX_SLL2, Direction.INBOUND));
            writer.frame(frame(TIME - 1, "01020304", 4).on(1, LinkType.LINUX_SLL2, Direction.OUTBOUND), List.of());
            writer.statistics(new OfInterface(0, 1, 1500, TIME, TIME, 1, OptionalLong.of(7), OptionalLong.of(9)));
            writer.statistics(new OfInterface(1, 2, 64, TIME, TIME, 0, OptionalLong.empty(), OptionalLong.empty()));
        }
        Capture capture = read();
        assertTrue(capture.damage().isEmpty(), () -> capture.damage().toString());
        assertEquals(List.of(first, second), capture.interfaces());
        assertEquals(
                List.of(
                        seen(1, TIME, 0, LinkType.ETHERNET, Direction.UNKNOWN, 1500, "0102030405"),
                        seen(2, TIME + 1, 1, LinkType.LINUX_SLL2, Direction.INBOUND, 60, ""),
                        seen(3, TIME - 1, 1, LinkType.LINUX_SLL2, Direction.OUTBOUND, 4, "01020304")),
                capture.frames());
        assertEquals(
                List.of("first", "second", "frame 1: evidence", "frame 1: more"),
                capture.statistics().comments());
        assertEquals(
                Map.of(address("192.168.1.81"), "nœud1", address("2001:db8::51"), "node1"),
                capture.statistics().names());
        OfInterface counted = capture.statistics().interfaces().get(0);
        assertEquals(OptionalLong.of(7), counted.droppedByKernel());
        assertEquals(OptionalLong.of(9), counted.droppedByInterface());
        OfInterface notCounted = capture.statistics().interfaces().get(1);
        assertEquals(OptionalLong.empty(), notCounted.droppedByKernel());
        assertEquals(OptionalLong.empty(), notCounted.droppedByInterface());
    }

    private static Capture.Seen seen(
            long number, long time, int id, LinkType linkType, Direction direction, int original, String hex) {
        return new Capture.Seen(0, number, time, id, linkType, direction, original, hex);
    }

    @Test
    void textsLongerThanAnOptionAreCutBetweenCharacters() {
        String text = "é".repeat(40_000);
        try (PcapngWriter writer = CaptureWriter.pcapng(out, "", List.of(text))) {
            writer.names(Map.of(address("10.0.0.1"), text));
            writer.openInterface(ETHERNET);
            writer.frame(frame(TIME, "01", 1), List.of(text));
        }
        byte[] file = out.toByteArray();
        FieldOrder order = FieldOrder.LITTLE_ENDIAN;
        assertEquals(65_534, order.u16(file, 26), "two bytes a character");
        Capture capture = read();
        assertTrue(capture.damage().isEmpty());
        assertEquals(List.of("01"), capture.data());
        assertEquals(2, capture.statistics().comments().size());
        assertEquals(1, capture.statistics().names().size());
    }

    @Test
    void timesBeforeTheEpochBecomeTheEpochInPcapng() {
        try (CaptureWriter writer = CaptureWriter.pcapng(out, "", List.of())) {
            writer.openInterface(ETHERNET);
            writer.frame(frame(-1, "01", 1));
            writer.frame(frame(Long.MAX_VALUE - 1, "01", 1));
        }
        assertEquals(List.of(0L, Long.MAX_VALUE - 1), read().times());
    }

    @ParameterizedTest
    @CsvSource({"pcap", "pcapNanos", "pcapng"})
    void aSourceRunsStraightIntoAWriterThroughItsSmallBuffer(String format) {
        Random random = new Random(7);
        PcapBytes file = new PcapBytes(FieldOrder.BIG_ENDIAN, PcapBytes.MICROSECONDS);
        for (int i = 0; i < 300; i++) {
            byte[] data = new byte[random.nextInt(i % 50 == 0 ? 200_000 : 2000)];
            random.nextBytes(data);
            file.frame(PcapBytes.SECONDS + i, i, data);
        }
        try (FrameSource source = CaptureFiles.open("x", new ByteArrayInputStream(file.toBytes()));
                CaptureWriter writer = writer(format)) {
            source.run(writer);
            assertTrue(writer.bytesWritten() >= out.size());
        }
        Capture written = read();
        Capture original = Capture.of(file.toBytes());
        assertEquals(original.frames(), written.frames());
        assertTrue(written.damage().isEmpty());
    }

    private CaptureWriter writer(String format) {
        return switch (format) {
            case "pcap" -> CaptureWriter.pcap(out);
            case "pcapNanos" -> CaptureWriter.pcapNanos(out);
            default -> CaptureWriter.pcapng(out, "test", List.of());
        };
    }

    @Test
    void aFlushHandsOutWhatIsHeldBack() {
        CaptureWriter writer = CaptureWriter.pcapng(out, "", List.of());
        writer.openInterface(ETHERNET);
        assertEquals(0, out.size());
        writer.flush();
        assertEquals(writer.bytesWritten(), out.size());
        writer.frame(frame(TIME, "01", 1));
        writer.close();
        assertEquals(1, read().frames().size());
    }

    @Test
    void framesOfInterfacesThatWereNotOpenedAreABugOfTheCaller() {
        for (String format : List.of("pcap", "pcapNanos", "pcapng")) {
            CaptureWriter writer = writer(format);
            assertThrows(IllegalStateException.class, () -> writer.frame(frame(TIME, "01", 1)));
        }
        PcapngWriter writer = CaptureWriter.pcapng(out, "", List.of());
        assertThrows(IllegalStateException.class, () -> writer.openInterface(CaptureInterface.plain(1, 1, 0)));
        OfInterface none = new OfInterface(0, 0, 0, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty());
        assertThrows(IllegalStateException.class, () -> writer.statistics(none));
    }

    @Test
    void aFullDiskIsToldByTheMethodThatMetIt() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        CaptureWriter writer = CaptureWriter.pcap(full);
        writer.openInterface(ETHERNET);
        assertThrows(UncheckedIOException.class, writer::flush);
        writer.close();
    }

    private static Frame frame(long time, String hex, int original) {
        byte[] data = HexFormat.of().parseHex("ff" + hex + "ff");
        return new Frame()
                .bytes(data, 1, data.length - 2, original)
                .at(time, 0, 1)
                .on(0, LinkType.ETHERNET, Direction.UNKNOWN);
    }

    private Capture read() {
        return Capture.of(out.toByteArray());
    }

    private String hex() {
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
