package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureStatistics.Damage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and hostile pcapng files. */
class PcapngDamageTest {

    private static final long MICROS = PcapngBytes.MICROS;
    private static final byte[] DATA = {1, 2, 3, 4, 5};

    @Test
    void everyCutLeavesTheFramesBeforeItAndIsDamageAtTheBlockItHits() {
        PcapngBytes growing = PcapngBytes.little();
        List<Integer> ends = new ArrayList<>(List.of(0, growing.size()));
        ends.add(growing.ethernet().size());
        for (int n = 1; n <= 3; n++) {
            ends.add(growing.packet(0, MICROS, PcapBytes.sampleFrame(n)).size());
        }
        ends.add(growing.block(0x77, new byte[40]).size());
        byte[] file = growing.toBytes();
        for (int length = 12; length < file.length; length++) {
            byte[] cut = Capture.cut(file, length);
            if (length < ends.get(1)) {
                assertThrows(CaptureException.class, () -> Capture.of(cut));
                continue;
            }
            int at = length;
            int whole = (int) ends.stream().filter(end -> end <= at).count() - 1;
            Capture capture = Capture.of(cut);
            assertEquals(Capture.sampleData(Math.min(Math.max(whole - 2, 0), 3)), capture.data());
            assertEquals(ends.contains(length), capture.damage().isEmpty(), "cut at " + length);
            capture.damage().ifPresent(damage -> {
                assertEquals(ends.get(whole).longValue(), damage.offset());
                assertTrue(damage.what().contains((at - ends.get(whole)) + " byte"), damage.what());
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 8, (16 << 20) + 1, 0x7fff_ffffL, 0x8000_0000L, 0xffff_fffdL, 0xffff_ffffL})
    void aBlockOfImpossibleLengthIsDamageAndSizesNothing(long claimed) {
        for (int type : new int[] {1, 2, 3, 4, 5, 6, 0x77, 0xbad, 0x0a0d0d0a}) {
            PcapngBytes file = PcapngBytes.little().ethernet().packet(0, MICROS, DATA);
            int offset = file.size();
            FileBytes block = file.body().u32(type).u32(claimed);
            // A section header's magic comes behind its length.
            block.u32(type == 0x0a0d0d0a ? 0x1a2b3c4d : 0).raw(new byte[100]);
            byte[] bytes = file.raw(block.toBytes()).toBytes();
            CaptureInput input =
                    CaptureInput.open("test", new ByteArrayInputStream(bytes), ChunkReader.CHUNK, bytes.length);
            Capture capture = Capture.of(new PcapngFileSource(input));
            assertEquals(1, capture.frames().size());
            Damage damage = capture.damage().orElseThrow();
            assertEquals(offset, damage.offset());
            assertTrue(damage.what().contains(claimed + " bytes is claimed"), damage.what());
            assertEquals(ChunkReader.CHUNK, input.reader().bytes().length);
        }
    }

    @Test
    void aBlockThatClaimsSixteenMebibytesAndHasNoneSizesNothing() {
        for (int type : new int[] {1, 4, 6, 0x77}) {
            PcapngBytes file = PcapngBytes.little().ethernet();
            int offset = file.size();
            byte[] bytes = file.raw(file.body()
                            .u32(type)
                            .u32(16 << 20)
                            .raw(new byte[50])
                            .toBytes())
                    .toBytes();
            CaptureInput input =
                    CaptureInput.open("test", new ByteArrayInputStream(bytes), ChunkReader.CHUNK, bytes.length);
            Capture capture = Capture.of(new PcapngFileSource(input));
            assertEquals(
                    new Damage(offset, "a block of 16777216 bytes expected, 58 bytes are there"),
                    capture.damage().orElseThrow());
            assertEquals(ChunkReader.CHUNK, input.reader().bytes().length);
        }
    }

    @Test
    void lengthsThatDisagreeAreDamage() {
        for (int type : new int[] {6, 0x77}) {
            PcapngBytes file = PcapngBytes.little().ethernet().packet(0, MICROS, DATA);
            int offset = file.size();
            byte[] bytes = file.block(type, new byte[40]).toBytes();
            bytes[bytes.length - 4] ^= 8;
            Capture capture = Capture.of(bytes);
            assertEquals(1, capture.frames().size());
            assertEquals(
                    new Damage(offset, "a block of 52 bytes expected to end with its length, it ends with 60"),
                    capture.damage().orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 0x7fff_ffffL, 0xffff_fffcL, 0xffff_ffffL})
    void aFrameOfAnInterfaceThatWasNotDescribedIsDamage(long iface) {
        PcapngBytes file = PcapngBytes.little().ethernet().ethernet().packet(1, MICROS, DATA);
        file.section();
        int offset = file.size();
        Capture capture = Capture.of(file.packet(iface, MICROS, DATA).toBytes());
        assertEquals(1, capture.frames().size());
        assertEquals(
                new Damage(offset, "a frame of one of 0 interfaces expected, it is of interface " + iface),
                capture.damage().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 262_145, 0x7fff_ffffL, 0x8000_0000L, 0xffff_fffcL, 0xffff_ffffL})
    void aFrameLongerThanItsBlockIsDamage(long captured) {
        PcapngBytes file = PcapngBytes.little().ethernet();
        int offset = file.size();
        byte[] packet = file.packetBody(0, MICROS, captured, captured, new byte[8], file.body());
        Damage damage = Capture.of(file.block(6, packet).toBytes()).damage().orElseThrow();
        assertEquals(offset, damage.offset());
        assertEquals("at most 8 bytes of frame expected, " + captured + " are claimed", damage.what());
    }

    @Test
    void aFrameLongerThanAnyFrameIsDamageAlthoughItsBlockHasRoom() {
        PcapngBytes file = PcapngBytes.little().ethernet().packet(0, MICROS, new byte[262_144]);
        Capture capture = Capture.of(file.packet(0, MICROS, new byte[262_145]).toBytes());
        assertEquals(1, capture.frames().size());
        assertEquals(
                "at most 262144 bytes of frame expected, 262145 are claimed",
                capture.damage().orElseThrow().what());
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 0x7fff_ffffL, 0xffff_ffffL})
    void aSimplePacketLongerThanItsBlockIsDamage(long original) {
        PcapngBytes file = PcapngBytes.little().iface(1, 0, PcapngBytes.little().body());
        Damage damage = Capture.of(file.simplePacket(original, new byte[8]).toBytes())
                .damage()
                .orElseThrow();
        assertEquals("at most 8 bytes of frame expected, " + original + " are claimed", damage.what());
    }

    @Test
    void aSimplePacketBeforeAnyInterfaceIsDamage() {
        Capture capture = Capture.of(PcapngBytes.little().simplePacket(5, DATA).toBytes());
        assertEquals(28, capture.damage().orElseThrow().offset());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6})
    void aBlockTooShortForItsFixedPartIsDamage(int type) {
        PcapngBytes file = PcapngBytes.little().ethernet();
        int offset = file.size();
        Capture capture = Capture.of(file.block(type, new byte[0]).toBytes());
        assertEquals(offset, capture.damage().orElseThrow().offset());
        assertTrue(capture.frames().isEmpty());
    }

    @Test
    void namesMayBeMissingAltogether() {
        assertTrue(Capture.of(PcapngBytes.little().block(4, new byte[0]).toBytes())
                .damage()
                .isEmpty());
    }

    @Test
    void optionsAndNamesThatOverrunTheirBlockAreLeftOut() {
        PcapngBytes file = PcapngBytes.little();
        FileBytes good = file.textOption(2, "eth0");
        file.iface(1, 0, good.u16(3).u16(0xffff).text("text"));
        file.packet(0, MICROS, 5, DATA, file.textOption(1, "kept").u16(2).u16(5).u32(1));
        file.block(
                4,
                file.body()
                        .u16(1)
                        .u16(6)
                        .u32(1)
                        .text("a\0")
                        .pad()
                        .u16(1)
                        .u16(500)
                        .u32(2)
                        .toBytes());
        Capture capture = Capture.of(file.toBytes());
        assertEquals("eth0", capture.interfaces().get(0).name());
        assertEquals("", capture.interfaces().get(0).description());
        assertEquals(1, capture.frames().size());
        assertEquals(1, capture.statistics().names().size());
        assertTrue(capture.damage().isEmpty());
        assertEquals(
                List.of(
                        "packet blocks with options beyond their end, which were left out: 1",
                        "blocks with options or names beyond their end, which were left out: 2",
                        "frame 1: kept"),
                capture.statistics().comments());
    }

    @Test
    void moreInterfacesThanAreFollowedIsDamage() {
        PcapngBytes file = PcapngBytes.little();
        for (int i = 0; i < PcapngFileSource.MAX_INTERFACES; i++) {
            file.ethernet();
        }
        int offset = file.size();
        Capture capture = Capture.of(file.ethernet().packet(0, MICROS, DATA).toBytes());
        assertEquals(PcapngFileSource.MAX_INTERFACES, capture.interfaces().size());
        assertEquals(offset, capture.damage().orElseThrow().offset());
    }

    @Test
    void damageThatEndsTheRunIsReportedBeforeThatOfAnInterface() {
        PcapngBytes file = PcapngBytes.little();
        file.iface(1, 0, file.option(9, new byte[] {(byte) 0xff}));
        int offset = file.size();
        Capture capture = Capture.of(file.raw(new byte[20]).toBytes());
        assertEquals(offset, capture.damage().orElseThrow().offset());
    }

    @Test
    void aLaterSectionThatIsNoneIsDamage() {
        PcapngBytes file = PcapngBytes.little().ethernet().packet(0, MICROS, DATA);
        int offset = file.size();
        file.section(3, 0, -1, file.body());
        Capture capture = Capture.of(file.toBytes());
        assertEquals(offset, capture.damage().orElseThrow().offset());
        assertTrue(capture.damage().orElseThrow().what().contains("version 3.0"));
        byte[] noMagic = file.toBytes();
        noMagic[offset + 8] ^= 1;
        assertEquals(
                new Damage(offset, "a section header with a byte-order magic expected, there is none"),
                Capture.of(noMagic).damage().orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(FieldOrder.class)
    void everyFlippedByteEndsInFramesOrInOneException(FieldOrder order) {
        PcapngBytes file = new PcapngBytes(order);
        file.section(-1, file.textOption(1, "comment"));
        file.iface(
                1,
                96,
                file.option(9, new byte[] {9}).raw(file.textOption(2, "eth0").toBytes()));
        file.packet(0, MICROS, 5, DATA, file.textOption(1, "frame"));
        file.simplePacket(5, DATA).obsoletePacket(0, 1, MICROS, DATA, file.body());
        file.block(4, file.body().u16(1).u16(6).u32(1).text("a\0").pad().toBytes());
        file.statistics(0, file.u64Option(5, 1)).block(0xbad, new byte[12]);
        byte[] good = file.toBytes();
        Random random = new Random(20110616);
        for (int i = 0; i < good.length; i++) {
            for (int round = 0; round < 8; round++) {
                byte[] flipped = good.clone();
                flipped[i] ^= (byte) (1 + random.nextInt(255));
                try {
                    assertTrue(Capture.of(flipped).frames().size() <= 3);
                } catch (CaptureException e) {
                    assertEquals(Reason.UNREADABLE, e.reason());
                    assertTrue(i < 44, "byte " + i);
                }
            }
        }
    }

    @Test
    void randomBytesBehindAMagicEnd() {
        Random random = new Random(4711);
        for (int i = 0; i < 256; i++) {
            byte[] rest = new byte[random.nextInt(400)];
            random.nextBytes(rest);
            FieldOrder order = i % 2 == 0 ? FieldOrder.LITTLE_ENDIAN : FieldOrder.BIG_ENDIAN;
            FileBytes start = new FileBytes(order).u32(0x0a0d0d0a);
            // A third of the files begins with a good section, a third with one that may be of any length.
            if (i % 3 == 0) {
                start = new FileBytes(order)
                        .raw(new PcapngBytes(order).section().ethernet().toBytes());
            } else if (i % 3 == 1) {
                start.u32(random.nextInt(300)).u32(0x1a2b3c4d);
            }
            try {
                Capture.of(start.raw(rest).toBytes());
            } catch (CaptureException e) {
                assertEquals(Reason.UNREADABLE, e.reason());
            }
        }
    }

    @Test
    void randomBlocksWithGoodFramingEnd() {
        Random random = new Random(815);
        int[] types = {1, 2, 3, 4, 5, 6, 9, 0xbad, 0x0a0d0d0a};
        for (int i = 0; i < 2000; i++) {
            PcapngBytes file = new PcapngBytes(i % 2 == 0 ? FieldOrder.LITTLE_ENDIAN : FieldOrder.BIG_ENDIAN);
            file.section().ethernet();
            for (int block = 0; block < 6; block++) {
                byte[] body = new byte[random.nextInt(80)];
                random.nextBytes(body);
                // Zeros make small numbers, which pass the first checks.
                for (int at = 0; at < body.length; at++) {
                    body[at] = random.nextInt(3) > 0 ? 0 : (byte) (body[at] & 0x1f);
                }
                file.block(types[random.nextInt(types.length)], body);
            }
            Capture.of(file.toBytes());
        }
    }
}
