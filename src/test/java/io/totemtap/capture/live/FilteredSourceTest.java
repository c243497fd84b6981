package io.totemtap.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.LinkType;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.capture.file.CaptureWriter;
import io.totemtap.capture.live.Frames.Delivered;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.MacAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FilteredSourceTest {

    private static final List<byte[]> MIXED = List.of(
            Frames.ethernet(Frames.udp(5405, 10)),
            Frames.ethernet(Frames.igmp()),
            Frames.ethernet(Frames.udp(53, 20)),
            Frames.ethernet(Frames.igmp()),
            Frames.ethernet(Frames.udp(5405, 30)));

    @BeforeAll
    static void needsLibpcap() {
        assumeTrue(LibpcapFileSource.isAvailable(), "libpcap is not installed");
    }

    private static FrameSource source(byte[] file) {
        return CaptureFiles.open("test", new ByteArrayInputStream(file));
    }

    private static Delivered filtered(byte[] file, String expression) {
        return Delivered.of(new FilteredSource(source(file), CaptureFilter.of(expression)));
    }

    @Test
    void matchingFramesKeepTheirNumbersAndTimes() {
        byte[] file = Frames.file(LinkType.ETHERNET, MIXED);
        Delivered all = Delivered.of(source(file));
        Delivered igmp = filtered(file, "igmp");
        assertEquals(List.of(2L, 4L), igmp.numbers());
        assertEquals(List.of(all.frames().get(1), all.frames().get(3)), igmp.frames());
    }

    @Test
    void statisticsCountWhatWasDeliveredAndTellHowManyWereLeftOut() {
        Delivered totem = filtered(Frames.file(LinkType.ETHERNET, MIXED), "udp port 5405");
        OfInterface counted = totem.statistics().interfaces().get(0);
        assertEquals(2, counted.frames());
        assertEquals(52 + 72, counted.bytes());
        assertEquals(Frames.TIME, counted.firstNanos());
        assertEquals(Frames.TIME + 4 * EpochNanos.SECOND, counted.lastNanos());
        assertEquals(3, totem.statistics().leftOut());
        assertEquals(5, totem.statistics().parts().get(0).frames());
    }

    @Test
    void nothingMatchesLeavesAnInterfaceWithoutFrames() {
        Delivered none = filtered(Frames.file(LinkType.ETHERNET, MIXED), "tcp");
        assertTrue(none.frames().isEmpty());
        assertEquals(EpochNanos.NEVER, none.statistics().interfaces().get(0).firstNanos());
        assertEquals(5, none.statistics().leftOut());
    }

    @Test
    void interfacesSayWhichFilterIsInForce() {
        assertEquals(
                "igmp",
                filtered(Frames.file(LinkType.ETHERNET, MIXED), "igmp")
                        .interfaces()
                        .get(0)
                        .filter());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CaptureWriter writer = CaptureWriter.pcapng(out, "", List.of())) {
            writer.openInterface(new CaptureInterface(
                    0, LinkType.ETHERNET, 1, 65_535, "eth0", "port 1", "udp or igmp", MacAddress.NONE, List.of()));
        }
        CaptureInterface both = filtered(out.toByteArray(), "igmp").interfaces().get(0);
        assertEquals("(udp or igmp) and (igmp)", both.filter());
        assertEquals("eth0", both.name());
        assertEquals("port 1", both.description());
    }

    @Test
    void interfacesOfDifferentLinkTypesAreFilteredEachInItsWay() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CaptureWriter writer = CaptureWriter.pcapng(out, "", List.of())) {
            writer.openInterface(CaptureInterface.plain(0, 1, 65_535));
            writer.openInterface(CaptureInterface.plain(1, 101, 65_535));
            write(writer, 0, LinkType.ETHERNET, Frames.ethernet(Frames.igmp()), 1);
            write(writer, 1, LinkType.RAW_IP, Frames.udp(5405, 4), 2);
            write(writer, 1, LinkType.RAW_IP, Frames.igmp(), 3);
        }
        Delivered igmp = filtered(out.toByteArray(), "igmp");
        assertEquals(List.of(1L, 3L), igmp.numbers());
        assertEquals(1, igmp.statistics().interfaces().get(0).frames());
        assertEquals(1, igmp.statistics().interfaces().get(1).frames());
        assertEquals(1, igmp.statistics().leftOut());
    }

    private static void write(CaptureWriter writer, int id, LinkType linkType, byte[] bytes, long number) {
        Frame frame = new Frame().bytes(bytes, 0, bytes.length, bytes.length);
        writer.frame(frame.at(Frames.TIME + number, 0, number).on(id, linkType, Direction.UNKNOWN));
    }

    @Test
    void damageIsStillReported() {
        byte[] file = Frames.file(LinkType.ETHERNET, MIXED);
        Delivered cut = filtered(Arrays.copyOf(file, file.length - 1), "igmp");
        assertEquals(List.of(2L, 4L), cut.numbers());
        assertEquals(2, cut.statistics().leftOut());
        assertTrue(cut.statistics().damage().isPresent());
    }

    @Test
    void anExpressionThatMeansNothingOnTheLinkTypeEndsTheRun() {
        CaptureException refused =
                assertThrows(CaptureException.class, () -> filtered(Frames.file(LinkType.ETHERNET, MIXED), "inbound"));
        assertEquals(Reason.WRONG_USAGE, refused.reason());
    }
}
