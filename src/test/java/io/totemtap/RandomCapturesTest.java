package io.totemtap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.file.CaptureFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * 256 random files of each kind through the whole path: random bytes behind the magic number, and files that are right up to a
 * few bytes, which lead further. Each ends, in a report or in a {@link CaptureException}.
 */
class RandomCapturesTest {

    private static final int FILES = 256;
    private static final byte[] GOLDEN = WholePath.bytes(Path.of("captures/openais-seed/n1.pcap"));
    private static final int PCAP_HEADER = 24;

    private enum Kind {
        PCAP_LITTLE("d4c3b2a1"),
        PCAP_BIG("a1b2c3d4"),
        PCAP_NANOS_LITTLE("4d3cb2a1"),
        PCAP_NANOS_BIG("a1b23c4d"),
        KUZNETZOV_LITTLE("34cdb2a1"),
        KUZNETZOV_BIG("a1b2cd34"),
        PCAPNG_LITTLE("0a0d0d0a1c0000004d3c2b1a"),
        PCAPNG_BIG("0a0d0d0a0000001c1a2b3c4d"),
        GZIP("1f8b08"),
        ZSTD("28b52ffd"),
        XZ("fd377a585a00"),
        LZ4("04224d18");

        private final String hex;

        Kind(String hex) {
            this.hex = hex;
        }

        byte[] magic() {
            return HexFormat.of().parseHex(hex);
        }

        boolean isCompression() {
            return compareTo(GZIP) >= 0;
        }

        private ByteOrder order() {
            return name().endsWith("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        }

        /** Some golden frames in a file of this kind. */
        byte[] right() throws IOException {
            if (name().startsWith("PCAPNG")) {
                return pcapng();
            }
            if (name().startsWith("PCAP") || name().startsWith("KUZ")) {
                return pcap();
            }
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = compressor(compressed)) {
                out.write(PCAP_LITTLE.pcap());
            }
            return compressed.toByteArray();
        }

        private OutputStream compressor(OutputStream out) throws IOException {
            return switch (this) {
                case GZIP -> new GZIPOutputStream(out);
                case ZSTD -> new ZstdOutputStreamNoFinalizer(out);
                case XZ -> new XZOutputStream(out, new LZMA2Options(0));
                default -> new FramedLZ4CompressorOutputStream(out);
            };
        }

        private byte[] pcap() {
            ByteBuffer file = ByteBuffer.allocate(2 * GOLDEN.length).order(order());
            file.put(magic())
                    .putShort((short) 2)
                    .putShort((short) 4)
                    .putLong(0)
                    .putInt(262_144)
                    .putInt(1);
            frames((seconds, fraction, frame) -> {
                file.putInt(seconds).putInt(fraction).putInt(frame.length).putInt(frame.length);
                if (name().startsWith("KUZ")) {
                    file.putLong(0);
                }
                file.put(frame);
            });
            return Arrays.copyOf(file.array(), file.position());
        }

        private byte[] pcapng() {
            ByteBuffer file = ByteBuffer.allocate(3 * GOLDEN.length).order(order());
            file.put(magic())
                    .putShort((short) 1)
                    .putShort((short) 0)
                    .putLong(-1)
                    .putInt(28);
            file.putInt(1)
                    .putInt(20)
                    .putShort((short) 1)
                    .putShort((short) 0)
                    .putInt(262_144)
                    .putInt(20);
            frames((seconds, fraction, frame) -> {
                long time = seconds * 1_000_000L + fraction;
                int padded = (frame.length + 3) & ~3;
                file.putInt(6)
                        .putInt(32 + padded)
                        .putInt(0)
                        .putInt((int) (time >>> 32))
                        .putInt((int) time);
                file.putInt(frame.length)
                        .putInt(frame.length)
                        .put(Arrays.copyOf(frame, padded))
                        .putInt(32 + padded);
            });
            return Arrays.copyOf(file.array(), file.position());
        }
    }

    private interface FrameWriter {
        void put(int seconds, int fraction, byte[] frame);
    }

    /** The first frames of a golden capture. */
    private static void frames(FrameWriter writer) {
        ByteBuffer golden =
                ByteBuffer.wrap(GOLDEN).order(ByteOrder.LITTLE_ENDIAN).position(PCAP_HEADER);
        for (int i = 0; i < 30 && golden.remaining() > 16; i++) {
            int seconds = golden.getInt();
            int fraction = golden.getInt();
            byte[] frame = new byte[golden.getInt()];
            golden.getInt();
            golden.get(frame);
            writer.put(seconds, fraction, frame);
        }
    }

    /** Random bytes behind the magic number, or a right file with one to eight bytes changed. */
    private static byte[] file(Kind kind, byte[] right, Random random) {
        int start = kind.magic().length;
        if (random.nextBoolean()) {
            byte[] noise = new byte[start + random.nextInt(2_000)];
            random.nextBytes(noise);
            System.arraycopy(kind.magic(), 0, noise, 0, start);
            return noise;
        }
        byte[] file = right.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            file[start + random.nextInt(file.length - start)] = (byte) random.nextInt();
        }
        return file;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyFileEndsInAReportOrInOneException(Kind kind) throws IOException {
        Random random = new Random(kind.name().hashCode());
        byte[] right = kind.right();
        VantagePoint point = VantagePoint.named(kind.name().toLowerCase(Locale.ROOT), List.of(Path.of("x")));
        int reports = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] file = file(kind, right, random);
            WholePath path = new WholePath();
            try {
                path.track(point, CaptureFiles.open("x", new ByteArrayInputStream(file)));
                path.finish();
                reports++;
            } catch (CaptureException e) {
                assertEquals(Reason.UNREADABLE, e.reason(), kind + " " + i);
            }
        }
        assertTrue(kind.isCompression() || reports >= FILES / 8, kind + " led to " + reports + " reports");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theRightFileHasAllItsFrames(Kind kind) throws IOException {
        VantagePoint point = VantagePoint.named("x", List.of(Path.of("x")));
        WholePath path = new WholePath();
        var statistics = path.track(point, CaptureFiles.open("x", new ByteArrayInputStream(kind.right())));
        assertEquals(30, statistics.frames());
        assertTrue(statistics.damage().isEmpty());
        path.finish();
    }
}
