package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Frames come out when their bytes are there, as {@code tcpdump -U -w - | totemtap analyze -} needs it. */
class StreamingTest {

    @Test
    void everyFrameOfAPcapComesWithItsLastByte() {
        byte[] file = PcapBytes.sample(5);
        assertArrivals(file, endsOfFrames(24, 16));
    }

    @Test
    void everyFrameOfAPcapngComesWithTheLastByteOfItsBlock() {
        List<Integer> ends = new ArrayList<>();
        PcapngBytes file = PcapngBytes.little().ethernet();
        for (int n = 1; n <= 5; n++) {
            ends.add(
                    file.packet(0, PcapngBytes.MICROS, PcapBytes.sampleFrame(n)).size());
        }
        assertArrivals(file.toBytes(), ends);
    }

    private static List<Integer> endsOfFrames(int header, int recordHeader) {
        List<Integer> ends = new ArrayList<>();
        int at = header;
        for (int n = 1; n <= 5; n++) {
            at += recordHeader + PcapBytes.sampleFrame(n).length;
            ends.add(at);
        }
        return ends;
    }

    /** Runs a source over single bytes and compares how many had been read when each frame came. */
    private static void assertArrivals(byte[] file, List<Integer> expected) {
        List<byte[]> pieces = new ArrayList<>();
        for (byte each : file) {
            pieces.add(new byte[] {each});
        }
        assertEquals(expected, arrivals(new Trickle(pieces)));
    }

    /** How many pieces of the stream had been begun when each frame came. */
    private static List<Integer> arrivals(Trickle stream) {
        List<Integer> arrivals = new ArrayList<>();
        try (FrameSource source = CaptureFiles.open("-", stream)) {
            CaptureStatistics statistics = source.run(new FrameSink() {
                @Override
                public void openInterface(CaptureInterface description) {}

                @Override
                public void frame(Frame frame) {
                    arrivals.add(stream.begun);
                }
            });
            assertTrue(statistics.damage().isEmpty(), () -> statistics.damage().toString());
            assertEquals(-1, source.totalBytes());
            assertEquals(stream.size(), source.bytesRead());
        }
        return arrivals;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "xz"})
    void everyFrameOfACompressedStreamComesWithTheFlushBehindIt(String format) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        List<Integer> ends = new ArrayList<>();
        byte[] file = PcapBytes.sample(5);
        try (OutputStream out = compressor(format, compressed)) {
            int at = 0;
            for (int end : endsOfFrames(24, 16)) {
                out.write(file, at, end - at);
                out.flush();
                ends.add(compressed.size());
                at = end;
            }
        }
        List<byte[]> pieces = new ArrayList<>();
        int at = 0;
        for (int end : ends) {
            pieces.add(Arrays.copyOfRange(compressed.toByteArray(), at, end));
            at = end;
        }
        pieces.add(Arrays.copyOfRange(compressed.toByteArray(), at, compressed.size()));
        assertEquals(List.of(1, 2, 3, 4, 5), arrivals(new Trickle(pieces)));
    }

    private static OutputStream compressor(String format, OutputStream out) throws IOException {
        return switch (format) {
            case "gzip" -> new GZIPOutputStream(out, 512, true);
            case "zstd" -> new ZstdOutputStreamNoFinalizer(out);
            default -> new XZOutputStream(out, new LZMA2Options(0));
        };
    }

    @Test
    void anEmptyStreamAndAnErrorAreTold() {
        assertTrue(message(new Trickle(List.of())).startsWith("- is an empty file, not a pcap or pcapng capture; "));
        assertTrue(message(new Failing(new byte[0])).startsWith("- cannot be read (the disk is gone); "));
    }

    private static String message(InputStream stream) {
        try {
            CaptureFiles.open("-", stream).close();
            return "";
        } catch (CaptureException e) {
            assertEquals(CaptureException.Reason.UNREADABLE, e.reason());
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void anErrorWhileReadingIsDamageAndTheFramesBeforeItAreUsed() {
        byte[] file = PcapBytes.sample(3);
        Failing stream = new Failing(Arrays.copyOf(file, file.length - 5));
        Capture capture = Capture.of(CaptureFiles.open("-", stream));
        assertEquals(Capture.sampleData(2), capture.data());
        assertEquals(24 + 37 + 38, capture.damage().orElseThrow().offset());
        assertEquals(
                "a record of 39 bytes expected, 34 bytes are there; reading failed: the disk is gone",
                capture.damage().orElseThrow().what());
        assertTrue(stream.closed);
    }

    @Test
    void anErrorBetweenTwoFramesIsDamageToo() {
        Capture capture = Capture.of(CaptureFiles.open("-", new Failing(PcapBytes.sample(3))));
        assertEquals(Capture.sampleData(3), capture.data());
        assertEquals(
                "a record header of 16 bytes expected, 0 bytes are there; reading failed: the disk is gone",
                capture.damage().orElseThrow().what());
    }

    @Test
    void aRefusedStreamIsClosed() {
        Failing stream = new Failing("no capture".getBytes(StandardCharsets.UTF_8));
        assertFalse(message(stream).isEmpty());
        assertTrue(stream.closed);
    }

    /** Gives one piece after the other, never two in one read. */
    private static final class Trickle extends InputStream {
        private final List<byte[]> pieces;
        private int begun;
        private int at;

        Trickle(List<byte[]> pieces) {
            this.pieces = pieces;
        }

        int size() {
            return pieces.stream().mapToInt(piece -> piece.length).sum();
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (available() == 0) {
                if (begun == pieces.size()) {
                    return -1;
                }
                begun++;
                at = 0;
            }
            int n = Math.min(length, available());
            System.arraycopy(pieces.get(begun - 1), at, bytes, offset, n);
            at += n;
            return n;
        }

        @Override
        public int available() {
            return begun == 0 ? 0 : pieces.get(begun - 1).length - at;
        }
    }

    /** Fails behind its bytes. */
    private static final class Failing extends InputStream {
        private final byte[] bytes;
        private int at;
        private boolean closed;

        Failing(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            if (at == bytes.length) {
                throw new IOException("the disk is gone");
            }
            return bytes[at++] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            into[offset] = (byte) read();
            return 1;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
