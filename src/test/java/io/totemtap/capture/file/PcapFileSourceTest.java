package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureStatistics.Damage;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Direction;
import io.totemtap.capture.LinkType;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapFileSourceTest {

    private static final long SECOND = 1_000_000_000L;

    /**
     * The file as tcpdump wrote it.
     *
     * <pre>16:13:11.487430 IP 192.168.1.254 > 224.0.0.1: igmp query v2 [max resp time 20]</pre>
     */
    private static final String QUERY = """
            d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000
            5708fa4d 06700700 2e000000 2e000000
            01005e000001 021b780000fe 0800
            46c0 0020 0000 4000 0102 4170 c0a801fe e0000001 94040000
            1114 eeeb 00000000
            """;

    @Test
    void aFileOfTcpdumpIsReadToTheMicrosecond() {
        Capture capture = Capture.of(FileBytes.hex(QUERY));
        assertEquals(1, capture.frames().size());
        Capture.Seen frame = capture.frames().get(0);
        assertEquals(1_308_231_767L * SECOND + 487_430_000, frame.timeNanos());
        assertEquals(1, frame.number());
        assertEquals(0, frame.part());
        assertEquals(LinkType.ETHERNET, frame.linkType());
        assertEquals(Direction.UNKNOWN, frame.direction());
        assertEquals(46, frame.originalLength());
        assertTrue(frame.hex().startsWith("01005e000001021b780000fe0800"));
        assertTrue(frame.hex().endsWith("1114eeeb00000000"));
        assertEquals(262_144, capture.interfaces().get(0).snapLength());
        assertEquals(
                new OfInterface(
                        0, 1, 46, frame.timeNanos(), frame.timeNanos(), 0, OptionalLong.empty(), OptionalLong.empty()),
                capture.statistics().interfaces().get(0));
        assertEquals("test", capture.statistics().parts().get(0).name());
        assertEquals("pcap", capture.statistics().format());
    }

    @ParameterizedTest
    @EnumSource(FieldOrder.class)
    void microsecondsAreReadInEitherByteOrder(FieldOrder order) {
        Capture capture = Capture.of(new PcapBytes(order, PcapBytes.MICROSECONDS)
                .frame(PcapBytes.SECONDS, 999_999, new byte[] {1, 2, 3})
                .toBytes());
        assertEquals(List.of(PcapBytes.SECONDS * SECOND + 999_999_000), capture.times());
        assertEquals(List.of("010203"), capture.data());
        assertEquals(LinkType.ETHERNET, capture.interfaces().get(0).linkType());
        assertEquals("pcap", capture.statistics().format());
    }

    @ParameterizedTest
    @EnumSource(FieldOrder.class)
    void nanosecondsAreReadInEitherByteOrder(FieldOrder order) {
        Capture capture = Capture.of(new PcapBytes(order, PcapBytes.NANOSECONDS)
                .frame(PcapBytes.SECONDS, 999_999_999, new byte[] {1})
                .toBytes());
        assertEquals(List.of(PcapBytes.SECONDS * SECOND + 999_999_999), capture.times());
        assertEquals("pcap (nanoseconds)", capture.statistics().format());
    }

    @ParameterizedTest
    @EnumSource(FieldOrder.class)
    void modifiedRecordHeadersAreReadInEitherByteOrder(FieldOrder order) {
        Capture capture = Capture.of(new PcapBytes(order, PcapBytes.MODIFIED)
                .frame(PcapBytes.SECONDS, 5, new byte[] {1})
                .frame(PcapBytes.SECONDS, 6, new byte[] {2, 2})
                .toBytes());
        assertEquals(List.of("01", "0202"), capture.data());
        assertEquals("pcap (modified)", capture.statistics().format());
    }

    @Test
    void secondsAreUnsigned() {
        Capture capture = Capture.of(PcapBytes.little()
                .frame(0xffff_ffffL, 0xffff_ffffL, new byte[1])
                .toBytes());
        assertEquals(List.of(0xffff_ffffL * SECOND + 0xffff_ffffL * 1000), capture.times());
    }

    @Test
    void bitsAboveTheLinkTypeAreNotPartOfIt() {
        Capture capture = Capture.of(new PcapBytes(FieldOrder.BIG_ENDIAN, PcapBytes.MICROSECONDS, 2, 4, 0, 0x5400_0071L)
                .frame(1, 1, new byte[1])
                .toBytes());
        assertEquals(LinkType.LINUX_SLL, capture.interfaces().get(0).linkType());
        assertEquals(113, capture.interfaces().get(0).linkTypeNumber());
        assertEquals(LinkType.LINUX_SLL, capture.frames().get(0).linkType());
    }

    @Test
    void aLinkTypeThatIsNotDecodedIsDeliveredAllTheSame() {
        Capture capture = Capture.of(new PcapBytes(FieldOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 2, 4, 96, 127)
                .frame(1, 1, new byte[1])
                .toBytes());
        assertEquals(LinkType.UNSUPPORTED, capture.frames().get(0).linkType());
        assertEquals(127, capture.interfaces().get(0).linkTypeNumber());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0x8000_0000L, 0xffff_ffffL})
    void aSnapLengthOfNothingOrTooMuchIsNotKnown(long snapLength) {
        Capture capture = Capture.of(
                new PcapBytes(FieldOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 2, 4, snapLength, 1).toBytes());
        assertEquals(0, capture.interfaces().get(0).snapLength());
    }

    @Test
    void aFrameLongerThanTheSnapLengthIsTolerated() {
        Capture capture = Capture.of(new PcapBytes(FieldOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 2, 4, 4, 1)
                .frame(1, 1, new byte[10])
                .toBytes());
        assertEquals(20, capture.data().get(0).length());
    }

    @Test
    void slicedFramesAreCounted() {
        Capture capture = Capture.of(PcapBytes.little()
                .header(1, 0, 2, 1500)
                .data(new byte[2])
                .frame(2, 0, new byte[3])
                .toBytes());
        assertEquals(1, capture.statistics().interfaces().get(0).slicedFrames());
        assertEquals(1503, capture.statistics().interfaces().get(0).bytes());
        assertEquals(1500, capture.frames().get(0).originalLength());
    }

    @Test
    void anOriginalLengthBelowTheCapturedOneIsCorrected() {
        Capture capture = Capture.of(
                PcapBytes.little().header(1, 0, 5, 2).data(new byte[5]).toBytes());
        assertEquals(5, capture.frames().get(0).originalLength());
    }

    @Test
    void anAbsurdOriginalLengthIsCapped() {
        Capture capture = Capture.of(PcapBytes.little()
                .header(1, 0, 5, 0xffff_ffffL)
                .data(new byte[5])
                .toBytes());
        assertEquals(Integer.MAX_VALUE, capture.frames().get(0).originalLength());
    }

    @Test
    void firstAndLastTimesAreTheEarliestAndTheLatest() {
        Capture capture = Capture.of(PcapBytes.little()
                .frame(20, 0, new byte[1])
                .frame(10, 0, new byte[1])
                .frame(30, 0, new byte[1])
                .frame(25, 0, new byte[1])
                .toBytes());
        OfInterface counted = capture.statistics().interfaces().get(0);
        assertEquals(10 * SECOND, counted.firstNanos());
        assertEquals(30 * SECOND, counted.lastNanos());
        assertEquals(20 * SECOND, capture.statistics().parts().get(0).firstNanos());
        assertEquals(30 * SECOND, capture.statistics().parts().get(0).lastNanos());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void lengthsAreTheOtherWayRoundBeforeVersionTwoThree(int minor) {
        Capture capture = Capture.of(new PcapBytes(FieldOrder.BIG_ENDIAN, PcapBytes.MICROSECONDS, 2, minor, 96, 1)
                .header(1, 0, 60, 2)
                .data(new byte[] {1, 2})
                .toBytes());
        assertEquals(List.of("0102"), capture.data());
        assertEquals(60, capture.frames().get(0).originalLength());
    }

    @Test
    void theSmallerLengthIsTheCapturedOneInVersionTwoThree() {
        Capture capture = Capture.of(new PcapBytes(FieldOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 2, 3, 96, 1)
                .header(1, 0, 60, 2)
                .data(new byte[] {1, 2})
                .header(1, 0, 3, 70)
                .data(new byte[] {3, 4, 5})
                .toBytes());
        assertEquals(List.of("0102", "030405"), capture.data());
        assertEquals(70, capture.frames().get(1).originalLength());
    }

    @Test
    void theVersionOfDgUxHasItsLengthsTheOtherWayRound() {
        Capture capture = Capture.of(new PcapBytes(FieldOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 543, 0, 96, 1)
                .header(1, 0, 60, 1)
                .data(new byte[] {1})
                .toBytes());
        assertEquals(List.of("01"), capture.data());
    }

    @Test
    void anUnknownVersionIsRefused() {
        byte[] file = new PcapBytes(FieldOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 7, 1, 96, 1).toBytes();
        CaptureException thrown = assertThrows(CaptureException.class, () -> Capture.of(file));
        assertEquals(Reason.UNREADABLE, thrown.reason());
        assertTrue(String.valueOf(thrown.getMessage()).contains("version 7.1"), thrown.getMessage());
    }

    @Test
    void aFileWithoutFramesIsGood() {
        Capture capture = Capture.of(PcapBytes.little().toBytes());
        assertTrue(capture.frames().isEmpty());
        assertTrue(capture.damage().isEmpty());
        assertEquals(Long.MIN_VALUE, capture.statistics().parts().get(0).firstNanos());
        assertEquals(Long.MIN_VALUE, capture.statistics().interfaces().get(0).lastNanos());
    }

    @Test
    void everyCutLeavesTheFramesBeforeItAndIsDamageAtTheRecordItHits() {
        byte[] file = PcapBytes.sample(4);
        List<Integer> ends = new ArrayList<>(List.of(24));
        for (int n = 1; n <= 4; n++) {
            ends.add(ends.get(n - 1) + 16 + n + 20);
        }
        for (int length = 4; length < file.length; length++) {
            byte[] cut = Capture.cut(file, length);
            if (length < 24) {
                assertEquals(
                        Reason.UNREADABLE,
                        assertThrows(CaptureException.class, () -> Capture.of(cut))
                                .reason());
                continue;
            }
            int at = length;
            int whole = (int) ends.stream().filter(end -> end <= at).count() - 1;
            Capture capture = Capture.of(cut);
            assertEquals(Capture.sampleData(whole), capture.data());
            boolean clean = ends.contains(length);
            assertEquals(clean, capture.damage().isEmpty(), "cut at " + length);
            capture.damage().ifPresent(damage -> {
                assertEquals(ends.get(whole).longValue(), damage.offset());
                assertTrue(damage.what().contains((at - ends.get(whole)) + " byte"), damage.what());
            });
        }
    }

    @Test
    void theLongestFrameIsReadAndALongerOneIsDamage() {
        PcapBytes file = PcapBytes.little().frame(1, 0, new byte[262_144]);
        int offset = file.size();
        Capture capture = Capture.of(file.frame(2, 0, new byte[262_145]).toBytes());
        assertEquals(1, capture.frames().size());
        assertEquals(2 * 262_144, capture.data().get(0).length());
        assertEquals(
                new Damage(offset, "a record of at most 262144 bytes expected, one of 262145 is claimed"),
                capture.damage().get());
    }

    @ParameterizedTest
    @ValueSource(longs = {262_145, 0x7fff_ffffL, 0x8000_0000L, 0xffff_fff0L, 0xffff_ffffL})
    void aClaimedLengthNeitherCrashesNorSizesAnything(long claimed) {
        byte[] file = PcapBytes.little()
                .frame(1, 0, new byte[1])
                .header(2, 0, claimed, claimed)
                .data(new byte[100])
                .toBytes();
        CaptureInput input = CaptureInput.open("test", new ByteArrayInputStream(file), ChunkReader.CHUNK, file.length);
        Capture capture = Capture.of(new PcapFileSource(input));
        assertEquals(1, capture.frames().size());
        assertEquals(41, capture.damage().get().offset());
        assertTrue(capture.damage().get().what().contains(Long.toString(claimed)));
        assertEquals(ChunkReader.CHUNK, input.reader().bytes().length);
    }

    @Test
    void framesOnTheBordersOfChunksComeOutWhole() {
        Random random = new Random(4711);
        PcapBytes file = PcapBytes.little();
        List<byte[]> written = new ArrayList<>();
        while (file.size() < 5 * ChunkReader.CHUNK) {
            byte[] data = new byte[random.nextInt(9000)];
            random.nextBytes(data);
            written.add(data);
            file.frame(1, 0, data);
        }
        Capture capture = Capture.of(file.toBytes());
        assertTrue(capture.damage().isEmpty());
        assertEquals(written.stream().map(HexFormat.of()::formatHex).toList(), capture.data());
    }

    @Test
    void everyFlippedByteEndsInFramesOrInOneException() {
        byte[] file = PcapBytes.sample(3);
        Random random = new Random(20110616);
        for (int i = 0; i < file.length; i++) {
            for (int round = 0; round < 4; round++) {
                byte[] flipped = file.clone();
                flipped[i] ^= (byte) (1 + random.nextInt(255));
                try {
                    Capture capture = Capture.of(flipped);
                    assertTrue(capture.frames().size() <= 6);
                } catch (CaptureException e) {
                    assertEquals(Reason.UNREADABLE, e.reason());
                    assertTrue(i < 8, "byte " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PcapBytes.MICROSECONDS, PcapBytes.NANOSECONDS, PcapBytes.MODIFIED})
    void randomBytesBehindAMagicEnd(int magic) {
        Random random = new Random(magic);
        for (int i = 0; i < 256; i++) {
            byte[] rest = new byte[random.nextInt(400)];
            random.nextBytes(rest);
            FieldOrder order = i % 2 == 0 ? FieldOrder.LITTLE_ENDIAN : FieldOrder.BIG_ENDIAN;
            // Every second file has a good version, so that its records are reached.
            FileBytes file = new FileBytes(order).u32(magic);
            if (i % 4 < 2) {
                file.u16(2).u16(4);
            }
            try {
                Capture.of(file.raw(rest).toBytes());
            } catch (CaptureException e) {
                assertEquals(Reason.UNREADABLE, e.reason());
            }
        }
    }
}
