package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Direction;
import io.totemtap.capture.LinkType;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a good pcapng file says; {@link PcapngDamageTest} has the bad ones. */
class PcapngFileSourceTest {

    private static final long MICROS = PcapngBytes.MICROS;
    private static final byte[] DATA = {1, 2, 3, 4, 5};

    /** Section header, interface eth0 with if_tsresol 9, one inbound frame of 5 bytes cut from 60, section by section. */
    private static final String GOLDEN = """
            0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000
            01000000 28000000 0100 0000 00000400
              0200 0400 65746830  0900 0100 09000000  0000 0000 28000000
            06000000 34000000 00000000 bf9f2712 4137a53d 05000000 3c000000
              0102030405 000000  0200 0400 01000000  0000 0000 34000000
            """;

    @Test
    void aFileOfWiresharkIsReadToTheNanosecond() {
        Capture capture = Capture.of(FileBytes.hex(GOLDEN));
        assertTrue(capture.damage().isEmpty(), () -> capture.damage().toString());
        Capture.Seen frame = capture.frames().get(0);
        assertEquals(0x12279fbf3da53741L, frame.timeNanos());
        assertEquals(Direction.INBOUND, frame.direction());
        assertEquals("0102030405", frame.hex());
        assertEquals(60, frame.originalLength());
        assertEquals("eth0", capture.interfaces().get(0).name());
        assertEquals(1, capture.statistics().interfaces().get(0).slicedFrames());
        assertEquals("pcapng", capture.statistics().format());
        assertEquals(List.of(), capture.statistics().comments());
    }

    @ParameterizedTest
    @EnumSource(FieldOrder.class)
    void packetsAreReadInEitherByteOrder(FieldOrder order) {
        PcapngBytes file = new PcapngBytes(order).section().ethernet();
        file.packet(0, MICROS + 1, 60, DATA, file.body());
        Capture capture = Capture.of(file.toBytes());
        assertEquals(List.of((MICROS + 1) * 1000), capture.times());
        assertEquals(List.of("0102030405"), capture.data());
        assertEquals(60, capture.frames().get(0).originalLength());
        assertEquals(262_144, capture.interfaces().get(0).snapLength());
    }

    @ParameterizedTest
    @EnumSource(FieldOrder.class)
    void everyOptionOfAnInterfaceIsRead(FieldOrder order) {
        PcapngBytes file = new PcapngBytes(order).section();
        FileBytes options = file.body()
                .raw(file.textOption(1, "rack 4, port 12").toBytes())
                .raw(file.textOption(2, "eth0").toBytes())
                .raw(file.textOption(3, "cluster net").toBytes())
                .raw(file.option(4, FileBytes.hex("c0a80151 ffffff00")).toBytes())
                .raw(file.option(4, FileBytes.hex("0a000001 ff000000")).toBytes())
                .raw(file.option(5, FileBytes.hex("20010db8000000000000000000000051 40"))
                        .toBytes())
                .raw(file.option(6, FileBytes.hex("021b78a80151")).toBytes())
                .raw(file.option(9, new byte[] {9}).toBytes())
                .raw(file.textOption(11, "\0igmp or net 239.0.0.0/8").toBytes())
                .raw(file.textOption(12, "Linux 2.6.18").toBytes())
                .raw(file.u64Option(14, -5).toBytes())
                .raw(file.textOption(0, "").toBytes());
        file.iface(113, 65_535, options).packet(0, 7_000_000_001L, DATA);
        Capture capture = Capture.of(file.toBytes());
        assertEquals(
                new CaptureInterface(
                        0,
                        LinkType.LINUX_SLL,
                        113,
                        65_535,
                        "eth0",
                        "cluster net",
                        "igmp or net 239.0.0.0/8",
                        MacAddress.parse("02:1b:78:a8:01:51").orElseThrow(),
                        List.of(address("192.168.1.81"), address("10.0.0.1"), address("2001:db8::51"))),
                capture.interfaces().get(0));
        assertEquals(List.of(2_000_000_001L), capture.times());
        assertEquals(
                List.of("interface 0 (eth0): rack 4, port 12", "interface 0 (eth0): operating system Linux 2.6.18"),
                capture.statistics().comments());
    }

    @ParameterizedTest
    @CsvSource({
        "01 2800000000000000 0600000000000100, a BPF program of 2 instructions",
        "05 00, a filter of unknown kind 5"
    })
    void aFilterThatIsNoTextIsNamed(String value, String expected) {
        PcapngBytes file = PcapngBytes.little();
        file.iface(1, 0, file.option(11, FileBytes.hex(value)));
        assertEquals(expected, Capture.of(file.toBytes()).interfaces().get(0).filter());
    }

    @Test
    void optionsOfAWrongLengthArePassedOver() {
        PcapngBytes file = PcapngBytes.little();
        FileBytes options = file.body();
        for (int code : new int[] {4, 5, 6, 9, 11, 14}) {
            options.raw(file.option(code, new byte[0]).toBytes());
            options.raw(file.option(code, new byte[3]).toBytes());
        }
        file.iface(1, 0, options).packet(0, MICROS, DATA);
        Capture capture = Capture.of(file.toBytes());
        assertEquals(CaptureInterface.plain(0, 1, 0), capture.interfaces().get(0));
        assertEquals(List.of(MICROS * 1000), capture.times());
        assertEquals(List.of(), capture.statistics().comments());
    }

    @Test
    void theLastOptionNeedsNoPaddingAndNoEndMark() {
        PcapngBytes file = PcapngBytes.little();
        // The option's three bytes end where the block's trailing length, rounded up, begins.
        file.raw(FileBytes.hex("01000000 1b000000 0100 0000 00000400 0200 0300 6c6f30 00 1b000000"));
        assertEquals("lo0", Capture.of(file.toBytes()).interfaces().get(0).name());
    }

    @Test
    void interfacesGoOnCountingOverSections() {
        PcapngBytes file = PcapngBytes.little().ethernet().ethernet();
        file.packet(1, MICROS, DATA);
        PcapngBytes second = new PcapngBytes(FieldOrder.BIG_ENDIAN).section();
        second.iface(101, 0, second.textOption(2, "tun0")).packet(0, MICROS, new byte[] {9});
        Capture capture = Capture.of(file.raw(second.toBytes()).toBytes());
        assertEquals(
                List.of(0, 1, 2),
                capture.interfaces().stream().map(CaptureInterface::id).toList());
        assertEquals(
                List.of(1, 2),
                capture.frames().stream().map(Capture.Seen::interfaceId).toList());
        assertEquals(LinkType.RAW_IP, capture.frames().get(1).linkType());
        assertEquals(List.of(1L, 2L), capture.numbers());
        assertEquals(
                List.of(0L, 1L, 1L),
                capture.statistics().interfaces().stream()
                        .map(OfInterface::frames)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 4, 1_000_000, Long.MAX_VALUE, Long.MIN_VALUE})
    void theLengthOfASectionDoesNotMatter(long length) {
        PcapngBytes file = new PcapngBytes(FieldOrder.LITTLE_ENDIAN);
        file.section(length, file.body()).ethernet().packet(0, MICROS, DATA);
        assertEquals(1, Capture.of(file.toBytes()).frames().size());
    }

    @Test
    void versionOneTwoIsTheSameFormat() {
        PcapngBytes file = new PcapngBytes(FieldOrder.LITTLE_ENDIAN);
        file.section(1, 2, -1, file.body()).ethernet().packet(0, MICROS, DATA);
        assertEquals(1, Capture.of(file.toBytes()).frames().size());
    }

    @ParameterizedTest
    @CsvSource({"0, UNKNOWN", "1, INBOUND", "2, OUTBOUND", "3, UNKNOWN", "0x1d, INBOUND", "0xfffffffe, OUTBOUND"})
    void theDirectionIsInTheLowTwoBitsOfTheFlags(String flags, Direction direction) {
        for (FieldOrder order : FieldOrder.values()) {
            PcapngBytes file = new PcapngBytes(order).section().ethernet();
            FileBytes value = new FileBytes(order).u32(Long.decode(flags));
            file.packet(0, MICROS, 5, DATA, file.option(2, value.toBytes()));
            file.obsoletePacket(0, 0xffff, MICROS, DATA, file.option(2, value.toBytes()));
            Capture capture = Capture.of(file.toBytes());
            assertEquals(
                    List.of(direction, direction),
                    capture.frames().stream().map(Capture.Seen::direction).toList());
        }
    }

    @Test
    void commentsAreKeptWithWhatTheyBelongTo() {
        PcapngBytes file = new PcapngBytes(FieldOrder.LITTLE_ENDIAN);
        file.section(-1, file.textOption(1, "of the section")).ethernet();
        file.packet(0, MICROS, 5, DATA, file.textOption(1, "of the frame"));
        file.packet(0, MICROS, 5, DATA, file.textOption(1, ""));
        assertEquals(
                List.of("of the section", "frame 1: of the frame"),
                Capture.of(file.toBytes()).statistics().comments().subList(0, 2));
    }

    @Test
    void moreThanAHundredCommentsAreCutAndSaySo() {
        PcapngBytes file = PcapngBytes.little().ethernet();
        for (int i = 0; i < 200; i++) {
            file.packet(0, MICROS, 5, DATA, file.textOption(1, "x".repeat(2000)));
        }
        List<String> comments = Capture.of(file.toBytes()).statistics().comments();
        assertEquals(100, comments.size());
        assertEquals("further comments are left out", comments.get(99));
        assertTrue(comments.get(0).startsWith("frame 1: xxx"));
        assertEquals(1001, comments.get(0).length());
    }

    @Test
    void whatTheReaderHasToSayStandsBeforeManyComments() {
        PcapngBytes file = PcapngBytes.little().ethernet();
        for (int i = 0; i < 200; i++) {
            file.packet(0, MICROS, 5, DATA, file.textOption(1, "comment"));
        }
        file.simplePacket(5, DATA);
        assertEquals(
                "frames that carry no time and were given that of the frame before: 1",
                Capture.of(file.toBytes()).statistics().comments().get(0));
    }

    @Test
    void aSimplePacketIsOfTheFirstInterfaceAndOfTheTimeBefore() {
        PcapngBytes file =
                PcapngBytes.little().iface(1, 4, PcapngBytes.little().body()).ethernet();
        file.simplePacket(3, new byte[] {1, 2, 3}).packet(1, MICROS, DATA).simplePacket(60, new byte[] {1, 2, 3, 4});
        Capture capture = Capture.of(file.toBytes());
        assertEquals(List.of(0L, MICROS * 1000, MICROS * 1000), capture.times());
        assertEquals(List.of("010203", "0102030405", "01020304"), capture.data());
        assertEquals(60, capture.frames().get(2).originalLength());
        assertEquals(0, capture.frames().get(2).interfaceId());
        assertEquals(
                List.of("frames that carry no time and were given that of the frame before: 2"),
                capture.statistics().comments());
    }

    @Test
    void aSimplePacketIsCutByNothingWhereTheInterfaceHasNoSnapLength() {
        PcapngBytes file = PcapngBytes.little().iface(1, 0, PcapngBytes.little().body());
        file.simplePacket(5, DATA);
        assertEquals(List.of("0102030405"), Capture.of(file.toBytes()).data());
    }

    @Test
    void anObsoletePacketIsRead() {
        PcapngBytes file = PcapngBytes.little().ethernet();
        file.obsoletePacket(0, 3, MICROS, DATA, file.body());
        file.obsoletePacket(0, 0xffff, MICROS + 1, DATA, file.body());
        file.obsoletePacket(0, 4, MICROS + 2, DATA, file.body());
        Capture capture = Capture.of(file.toBytes());
        assertEquals(List.of(MICROS * 1000, (MICROS + 1) * 1000, (MICROS + 2) * 1000), capture.times());
        assertEquals(
                OptionalLong.of(7), capture.statistics().interfaces().get(0).droppedByKernel());
    }

    @Test
    void dropsBesidePacketsAreAddedUp() {
        PcapngBytes file = PcapngBytes.little().ethernet().ethernet();
        file.packet(0, MICROS, 5, DATA, file.u64Option(4, 3));
        file.packet(0, MICROS, 5, DATA, file.u64Option(4, -1));
        file.packet(0, MICROS, 5, DATA, file.u64Option(4, 4));
        List<OfInterface> counted = Capture.of(file.toBytes()).statistics().interfaces();
        assertEquals(OptionalLong.of(7), counted.get(0).droppedByKernel());
        assertEquals(OptionalLong.empty(), counted.get(1).droppedByKernel());
        assertEquals(OptionalLong.empty(), counted.get(0).droppedByInterface());
    }

    @Test
    void theLastStatisticsHoldAndComeBeforeDropsBesidePackets() {
        PcapngBytes file = PcapngBytes.little().ethernet().ethernet();
        file.packet(0, MICROS, 5, DATA, file.u64Option(4, 3));
        file.statistics(0, drops(file, 100, 200))
                .statistics(0, drops(file, 11, 22))
                .statistics(1, file.body());
        file.statistics(7, drops(file, 1, 1));
        List<OfInterface> counted = Capture.of(file.toBytes()).statistics().interfaces();
        assertEquals(OptionalLong.of(11), counted.get(0).droppedByInterface());
        assertEquals(OptionalLong.of(22), counted.get(0).droppedByKernel());
        assertEquals(OptionalLong.empty(), counted.get(1).droppedByInterface());
        assertEquals(OptionalLong.empty(), counted.get(1).droppedByKernel());
    }

    @Test
    void whatDumpcapWritesForTheInterfaceIsTheKernels() {
        PcapngBytes file = new PcapngBytes(FieldOrder.LITTLE_ENDIAN);
        file.section(-1, file.textOption(4, "Dumpcap (Wireshark) 4.0.17")).ethernet();
        file.statistics(0, file.u64Option(5, 12));
        file.section().ethernet().statistics(0, file.u64Option(5, 13));
        List<OfInterface> counted = Capture.of(file.toBytes()).statistics().interfaces();
        assertEquals(OptionalLong.of(12), counted.get(0).droppedByKernel());
        assertEquals(OptionalLong.empty(), counted.get(0).droppedByInterface());
        assertEquals(OptionalLong.empty(), counted.get(1).droppedByKernel());
        assertEquals(OptionalLong.of(13), counted.get(1).droppedByInterface());
    }

    @Test
    void aCounterOfAllBitsIsNotKnown() {
        PcapngBytes file = PcapngBytes.little().ethernet();
        file.statistics(0, drops(file, -1, -1));
        OfInterface counted =
                Capture.of(file.toBytes()).statistics().interfaces().get(0);
        assertEquals(OptionalLong.empty(), counted.droppedByKernel());
        assertEquals(OptionalLong.empty(), counted.droppedByInterface());
    }

    private static FileBytes drops(PcapngBytes file, long ofInterface, long ofSystem) {
        return file.body()
                .raw(file.u64Option(5, ofInterface).toBytes())
                .raw(file.u64Option(7, ofSystem).toBytes());
    }

    @ParameterizedTest
    @EnumSource(FieldOrder.class)
    void namesForAddressesAreReadAndTheFirstOneHolds(FieldOrder order) {
        PcapngBytes file = new PcapngBytes(order).section();
        FileBytes records = file.body()
                .u16(1)
                .u16(4 + 10)
                .raw(FileBytes.hex("c0a80151"))
                .text("node1\0n1\0 ")
                .pad()
                .u16(2)
                .u16(16 + 6)
                .raw(FileBytes.hex("20010db8000000000000000000000051"))
                .text("node1\0")
                .pad()
                .u16(99)
                .u16(3)
                .text("???")
                .pad()
                .u16(1)
                .u16(4 + 6)
                .raw(FileBytes.hex("c0a80151"))
                .text("other\0")
                .pad()
                .u16(1)
                .u16(4 + 5)
                .raw(FileBytes.hex("c0a80152"))
                .text("node2")
                .pad()
                .u16(0)
                .u16(0);
        file.block(4, records.raw(file.textOption(2, "dns").toBytes()).toBytes());
        Capture capture = Capture.of(file.toBytes());
        assertEquals(
                Map.of(
                        address("192.168.1.81"), "node1",
                        address("2001:db8::51"), "node1",
                        address("192.168.1.82"), "node2"),
                capture.statistics().names());
        assertEquals(List.of(), capture.statistics().comments());
    }

    @Test
    void moreThanTenThousandNamesAreCutAndSaySo() {
        PcapngBytes file = PcapngBytes.little();
        FileBytes records = file.body();
        for (int i = 0; i < 10_002; i++) {
            records.u16(1).u16(6).u32(i).text("n\0").pad();
        }
        Capture capture = Capture.of(file.block(4, records.toBytes()).toBytes());
        assertEquals(10_000, capture.statistics().names().size());
        assertEquals(
                List.of("more than 10000 names for addresses, the others are left out"),
                capture.statistics().comments());
    }

    /** Checked against tshark 4.0.17, which numbers the frames of this file 1, 3, 6, 7, 8 and 10. */
    @Test
    void framesAreNumberedAsWiresharkDoes() {
        PcapngBytes file = PcapngBytes.little().ethernet().packet(0, MICROS, DATA);
        file.block(0x0bad, file.body().u32(32_473).text("custom!!").toBytes()).packet(0, MICROS, DATA);
        file.block(0x4000_0badL, file.body().u32(32_473).text("custom!!").toBytes());
        file.block(
                9,
                file.body()
                        .text("__REALTIME_TIMESTAMP=1308190977000002\nMESSAGE=x\n")
                        .toBytes());
        file.packet(0, MICROS, DATA);
        file.block(0x0a, file.body().u32(0x544c_534bL).u32(4).text("keys").toBytes());
        file.block(0x7777_7777L, new byte[8]).simplePacket(5, DATA);
        file.obsoletePacket(0, 0xffff, MICROS, DATA, file.body());
        file.statistics(0, file.body());
        file.block(
                0x204, file.body().u16(1).u64(0).u64(77).u32(22).u16(5).u16(0).toBytes());
        file.packet(0, MICROS, DATA);
        Capture capture = Capture.of(file.toBytes());
        assertEquals(List.of(1L, 3L, 6L, 7L, 8L, 10L), capture.numbers());
        assertEquals(6, capture.statistics().frames());
        assertTrue(capture.damage().isEmpty());
    }

    @Test
    void anInterfaceWithoutUsableTimesCostsItsOwnFramesOnly() {
        PcapngBytes file = PcapngBytes.little();
        int offset = file.iface(1, 0, file.option(9, new byte[] {20})).size();
        file.ethernet().packet(0, 1, DATA).packet(1, MICROS, DATA).packet(0, 2, DATA);
        Capture capture = Capture.of(file.toBytes());
        assertEquals(List.of(2L), capture.numbers());
        assertEquals(
                List.of(1),
                capture.frames().stream().map(Capture.Seen::interfaceId).toList());
        assertEquals(28, capture.damage().orElseThrow().offset());
        assertTrue(offset > 28);
        assertEquals(
                List.of("frames left out, for the time resolution of their interface does not fit 64 bits: 2"),
                capture.statistics().comments());
    }

    @Test
    void timesBeyondTheRangeAreCountedInAComment() {
        PcapngBytes file = PcapngBytes.little().ethernet();
        file.packet(0, -1, DATA).packet(0, MICROS, DATA);
        Capture capture = Capture.of(file.toBytes());
        assertEquals(List.of(Long.MAX_VALUE, MICROS * 1000), capture.times());
        assertEquals(
                List.of("frames with a time outside the years 1677 to 2262, given the nearest in it: 1"),
                capture.statistics().comments());
    }

    @Test
    void lengthsOfBlocksAreRoundedUpAsWiresharkDoes() {
        // 5 bytes of frame, and both lengths of the block leave the padding out.
        PcapngBytes file = PcapngBytes.little().ethernet();
        file.raw(FileBytes.hex(
                "06000000 25000000 00000000 00000000 01000000 05000000 05000000 0102030405000000 25000000"));
        file.packet(0, MICROS, DATA);
        Capture capture = Capture.of(file.toBytes());
        assertEquals(List.of("0102030405", "0102030405"), capture.data());
        assertTrue(capture.damage().isEmpty());
    }

    @Test
    void blocksOfAlmostSixteenMebibytesAreReadOrSkipped() {
        byte[] large = new byte[(16 << 20) - 200];
        PcapngBytes file = PcapngBytes.little().ethernet();
        FileBytes options = file.body();
        while (options.size() < 15 << 20) {
            options.raw(file.option(999, new byte[65_532]).toBytes());
        }
        file.packet(0, MICROS, 5, DATA, options).block(0x77, large).packet(0, MICROS, DATA);
        Capture capture = Capture.of(file.toBytes());
        assertEquals(2, capture.frames().size());
        assertTrue(capture.damage().isEmpty());
    }

    @Test
    void aFileWithoutInterfacesIsGood() {
        Capture capture = Capture.of(PcapngBytes.little().toBytes());
        assertTrue(capture.interfaces().isEmpty());
        assertTrue(capture.damage().isEmpty());
        assertFalse(capture.statistics().stoppedEarly());
    }

    @Test
    void aSectionOfAnotherVersionAtTheStartIsRefused() {
        PcapngBytes file = new PcapngBytes(FieldOrder.LITTLE_ENDIAN);
        file.section(2, 0, -1, file.body());
        CaptureException thrown = assertThrows(CaptureException.class, () -> Capture.of(file.toBytes()));
        assertEquals(Reason.UNREADABLE, thrown.reason());
        assertTrue(String.valueOf(thrown.getMessage()).contains("version 2.0"), thrown.getMessage());
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
