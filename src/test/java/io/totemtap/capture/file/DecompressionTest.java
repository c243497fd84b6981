package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics.Damage;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class DecompressionTest {

    /** Compressed in the test by the library of each format. */
    private enum Format {
        GZIP,
        ZSTD,
        XZ,
        LZ4;

        OutputStream compressor(OutputStream out) throws IOException {
            return switch (this) {
                case GZIP -> new GZIPOutputStream(out);
                case ZSTD -> new ZstdOutputStreamNoFinalizer(out).setChecksum(true);
                case XZ -> new XZOutputStream(out, new LZMA2Options(1));
                case LZ4 -> new FramedLZ4CompressorOutputStream(out);
            };
        }

        byte[] compress(byte[] bytes) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = compressor(compressed)) {
                out.write(bytes);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return compressed.toByteArray();
        }

        String file() {
            return (this == XZ || this == LZ4 ? "an " : "a ") + label() + " file";
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void capturesAreReadThroughEveryCompression(Format format) {
        Capture pcap = Capture.of(format.compress(PcapBytes.sample(100)));
        assertEquals(Capture.sampleData(100), pcap.data());
        assertTrue(pcap.damage().isEmpty());
        assertEquals("pcap, " + format.label(), pcap.statistics().format());
        Capture pcapng = Capture.of(format.compress(PcapngBytes.sample(100)));
        assertEquals(Capture.sampleData(100), pcapng.data());
        assertTrue(pcapng.damage().isEmpty());
        assertEquals("pcapng, " + format.label(), pcapng.statistics().format());
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void compressedFilesPutOneBehindTheOtherAreOneFile(Format format) {
        byte[] file = noisySample(400);
        byte[] first = format.compress(Arrays.copyOfRange(file, 0, 7));
        byte[] second = format.compress(Arrays.copyOfRange(file, 7, 5000));
        byte[] third = format.compress(Arrays.copyOfRange(file, 5000, file.length));
        byte[] all = new FileBytes(FieldOrder.LITTLE_ENDIAN)
                .raw(first)
                .raw(second)
                .raw(third)
                .toBytes();
        Capture capture = Capture.of(all);
        assertTrue(capture.damage().isEmpty(), () -> capture.damage().toString());
        assertEquals(400, capture.frames().size());
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyCutLeavesAStartOfTheFramesAndIsReported(Format format) {
        byte[] file = noisySample(40);
        List<String> frames = Capture.of(file).data();
        byte[] compressed = format.compress(file);
        for (int length = 12; length < compressed.length; length++) {
            byte[] cut = Capture.cut(compressed, length);
            try {
                Capture capture = Capture.of(cut);
                assertEquals(frames.subList(0, capture.frames().size()), capture.data());
                Damage damage = capture.damage().orElseThrow();
                assertTrue(damage.offset() <= file.length);
                assertTrue(damage.what().contains("reading failed: the " + format.label()), damage.what());
            } catch (CaptureException e) {
                assertEquals(Reason.UNREADABLE, e.reason());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"GZIP", "ZSTD"})
    void aCutNearTheEndLosesNoMoreThanABlock(Format format) {
        byte[] file = noisySample(20_000);
        byte[] compressed = format.compress(file);
        Capture capture = Capture.of(Capture.cut(compressed, compressed.length - compressed.length / 100));
        long lost = file.length - capture.damage().orElseThrow().offset();
        assertTrue(lost <= file.length / 50 + (128 << 10), format + " lost " + lost + " of " + file.length);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyFlippedByteEndsInFramesOrInOneException(Format format) {
        byte[] compressed = format.compress(noisySample(20));
        Random random = new Random(1);
        for (int i = 0; i < compressed.length; i++) {
            for (int round = 0; round < 2; round++) {
                byte[] flipped = compressed.clone();
                flipped[i] ^= (byte) (1 + random.nextInt(255));
                try {
                    Capture.of(flipped);
                } catch (CaptureException e) {
                    assertEquals(Reason.UNREADABLE, e.reason());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1f8b08", "28b52ffd", "502a4d18", "fd377a585a00", "04224d18"})
    void randomBytesBehindAMagicEnd(String magic) {
        Random random = new Random(magic.hashCode());
        for (int i = 0; i < 256; i++) {
            byte[] rest = new byte[random.nextInt(300)];
            random.nextBytes(rest);
            byte[] file = new FileBytes(FieldOrder.LITTLE_ENDIAN)
                    .raw(FileBytes.hex(magic))
                    .raw(rest)
                    .toBytes();
            assertEquals(
                    Reason.UNREADABLE,
                    assertThrows(CaptureException.class, () -> Capture.of(file)).reason());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "24, 'it asks for 1025 MiB of memory to decompress, and the limit is 66 MiB'",
        "28, 'it asks for more than can be had (Unsupported LZMA2 properties), such as a dictionary of gigabytes,"
                + " and the limit is 66 MiB'",
    })
    void anXzFileOfTwentyEightBytesThatAsksForGigabytesIsRefused(String dictionary, String why) {
        // Stream header without check, block header of LZMA2 with a dictionary of 1 or 4 GiB, the first bytes of a
        // chunk.
        FileBytes block =
                new FileBytes(FieldOrder.LITTLE_ENDIAN).raw(FileBytes.hex("020021 01" + dictionary + "000000"));
        byte[] file = new FileBytes(FieldOrder.LITTLE_ENDIAN)
                .raw(FileBytes.hex("fd377a585a00 0000"))
                .u32(crc32(new byte[2]))
                .raw(block.toBytes())
                .u32(crc32(block.toBytes()))
                .raw(FileBytes.hex("01000000"))
                .toBytes();
        assertEquals(28, file.length);
        assertEquals(
                "test is an xz file that cannot be decompressed: " + why + "; decompress it with xz and try again.",
                refused(file));
    }

    @Test
    void aZstdFileOfFourteenBytesThatAsksForGigabytesIsRefused() {
        // Frame header without content size, window descriptor of 2 GiB, one raw block of five bytes.
        byte[] file = FileBytes.hex("28b52ffd 00 a8 290000 d4c3b2a102");
        assertEquals(14, file.length);
        assertEquals(
                "test is a zstd file that cannot be decompressed: it asks for a window of more than 128 MiB to"
                        + " decompress, which is the limit; decompress it with zstd and try again.",
                refused(file));
    }

    @Test
    void whatXzWritesAtItsHighestLevelIsRead() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        LZMA2Options options = new LZMA2Options(0);
        options.setDictSize(64 << 20);
        options.setMatchFinder(LZMA2Options.MF_HC4);
        try (OutputStream out = new XZOutputStream(compressed, options)) {
            out.write(PcapBytes.sample(3));
        }
        assertEquals(3, Capture.of(compressed.toByteArray()).frames().size());
    }

    @Test
    void framesOfZstdThatAreToBeSkippedAreSkipped() {
        // pzstd writes one before each frame, with the frame's length in it.
        byte[] skippable = FileBytes.hex("502a4d18 04000000 12345678");
        byte[] compressed = Format.ZSTD.compress(PcapBytes.sample(3));
        byte[] file = new FileBytes(FieldOrder.LITTLE_ENDIAN)
                .raw(skippable)
                .raw(compressed)
                .raw(skippable)
                .toBytes();
        Capture capture = Capture.of(file);
        assertEquals(3, capture.frames().size());
        assertTrue(capture.damage().isEmpty());
    }

    @Test
    void compressedTwiceIsNamed() {
        for (Format outer : Format.values()) {
            for (Format inner : Format.values()) {
                assertEquals(
                        "test is compressed twice (" + inner.label() + " inside " + outer.label()
                                + "); decompress it once and try again.",
                        refused(outer.compress(inner.compress(PcapBytes.sample(3)))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aCompressedFileThatHoldsNoCaptureIsNamed(Format format) {
        assertTrue(refused(format.compress(new byte[0]))
                .startsWith("test is " + format.file() + " that holds no capture (inside is an empty file); "));
        assertTrue(refused(format.compress("some text\n".getBytes(StandardCharsets.UTF_8)))
                .startsWith("test is " + format.file() + " that holds no capture (inside is a text file); "));
    }

    @Test
    void aBombOfFramesJustStreams() {
        // 64 MiB of frames of zeros from 64 KiB of gzip.
        PcapBytes file = PcapBytes.little();
        byte[] frame = new byte[60_000];
        for (int i = 0; i < 1000; i++) {
            file.frame(1, 0, frame);
        }
        byte[] compressed = Format.GZIP.compress(file.toBytes());
        CaptureInput input = CaptureInput.open("test", new ByteArrayInputStream(compressed), ChunkReader.CHUNK, -1);
        new PcapFileSource(input).run(new Counter());
        assertEquals(ChunkReader.CHUNK, input.reader().bytes().length);
    }

    private static final class Counter implements FrameSink {
        @Override
        public void openInterface(CaptureInterface description) {}

        @Override
        public void frame(Frame frame) {
            assertEquals(60_000, frame.capturedLength());
        }
    }

    private static String refused(byte[] file) {
        CaptureException thrown = assertThrows(CaptureException.class, () -> Capture.of(file));
        assertEquals(Reason.UNREADABLE, thrown.reason());
        return String.valueOf(thrown.getMessage());
    }

    private static long crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** Frames that compress to about half. */
    private static byte[] noisySample(int frames) {
        Random random = new Random(frames);
        PcapBytes file = PcapBytes.little();
        for (int n = 0; n < frames; n++) {
            byte[] data = new byte[80];
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) random.nextInt(16);
            }
            file.frame(PcapBytes.SECONDS + n, 0, data);
        }
        return file.toBytes();
    }
}
