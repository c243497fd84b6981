package io.totemtap.diagnose;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.LinkType;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.capture.file.CaptureWriter;
import io.totemtap.correlate.Vantage;
import io.totemtap.net.EpochNanos;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must not matter: whose clock is how wrong, how much of a packet was kept, in which format and under which name a capture is
 * stored. Every third recording is tried; {@code -Dtotemtap.hostile=full} tries all of them.
 */
class TransformedCasesTest {

    private static final boolean FULL = "full".equals(System.getProperty("totemtap.hostile"));
    private static final int SAMPLE = FULL ? 1 : 3;
    private static final int SLICE = 96;
    private static final long MOST_MINUTES = 10;

    static List<String> cases() {
        List<String> all = GoldenCase.names();
        List<String> sample = new ArrayList<>();
        for (int i = 0; i < all.size(); i += SAMPLE) {
            sample.add(all.get(i));
        }
        return sample;
    }

    /** How one capture is changed. */
    private record Change(long shiftNanos, double drift, int most, int format) {

        static final int PCAPNG = 0;
        static final int NANOSECONDS = 1;
        static final int COOKED = 2;

        private CaptureWriter writer(OutputStream out) {
            return format == PCAPNG ? CaptureWriter.pcapng(out, "a test", List.of()) : CaptureWriter.pcapNanos(out);
        }

        /** The changed file. */
        byte[] file(VantagePoint point) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (FrameSource source = CaptureFiles.open(point.files());
                    CaptureWriter writer = writer(out)) {
                source.run(new Changed(this, writer, point));
            }
            return out.toByteArray();
        }
    }

    /** Hands changed frames on. */
    private static final class Changed implements FrameSink {

        private final Change change;
        private final FrameSink sink;
        private final VantagePoint point;
        private long first = EpochNanos.NEVER;

        Changed(Change change, FrameSink sink, VantagePoint point) {
            this.change = change;
            this.sink = sink;
            this.point = point;
        }

        @Override
        public void openInterface(CaptureInterface one) {
            boolean cooked = change.format() == Change.COOKED;
            LinkType type = cooked ? LinkType.LINUX_SLL2 : one.linkType();
            sink.openInterface(new CaptureInterface(
                    one.id(),
                    type,
                    type.number(),
                    change.most(),
                    one.name(),
                    one.description(),
                    one.filter(),
                    one.mac(),
                    one.addresses()));
        }

        @Override
        public void frame(Frame frame) {
            first = first == EpochNanos.NEVER ? frame.timeNanos() : first;
            long time =
                    frame.timeNanos() + change.shiftNanos() + Math.round((frame.timeNanos() - first) * change.drift());
            byte[] bytes = bytes(frame);
            int original = frame.originalLength() + bytes.length - frame.capturedLength();
            LinkType type = change.format() == Change.COOKED ? LinkType.LINUX_SLL2 : frame.linkType();
            sink.frame(new Frame()
                    .bytes(bytes, 0, Math.min(bytes.length, change.most()), original)
                    .at(time, frame.part(), frame.number())
                    .on(frame.interfaceId(), type, frame.direction()));
        }

        private byte[] bytes(Frame frame) {
            byte[] bytes = new byte[frame.capturedLength()];
            System.arraycopy(frame.bytes(), frame.offset(), bytes, 0, bytes.length);
            return change.format() == Change.COOKED ? cooked(bytes) : bytes;
        }

        /** The frame with a header of LINKTYPE_LINUX_SLL2 instead of Ethernet's. */
        private byte[] cooked(byte[] ethernet) {
            long source = ByteBuffer.wrap(ethernet).getLong(4) & 0xffff_ffff_ffffL;
            boolean own = point.macs().stream().anyMatch(mac -> mac.bits() == source);
            boolean group = (ethernet[0] & 1) != 0;
            return ByteBuffer.allocate(ethernet.length + 6)
                    .put(ethernet, 12, 2)
                    .putShort((short) 0)
                    .putInt(2)
                    .putShort((short) 1)
                    .put((byte) (own ? 4 : group ? 2 : 0))
                    .put((byte) 6)
                    .put(ethernet, 6, 6)
                    .putShort((short) 0)
                    .put(ethernet, 14, ethernet.length - 14)
                    .array();
        }
    }

    private static VantagePoint renamed(VantagePoint point, int index) {
        return new VantagePoint(
                "capture-" + (char) ('z' - index),
                point.role(),
                point.host(),
                point.addresses(),
                point.macs(),
                point.promiscuous(),
                point.faces(),
                List.of());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void verdictIsNoWorse(String name) {
        GoldenCase golden = GoldenCase.of(name);
        Verdict before = GoldenCase.diagnose(golden.facts()).verdict();
        Random random = new Random(name.hashCode());
        List<Vantage> captures = new ArrayList<>();
        for (int i = 0; i < golden.points().size(); i++) {
            VantagePoint point = golden.points().get(i);
            long shift = random.nextLong(-MOST_MINUTES * 60, MOST_MINUTES * 60) * EpochNanos.SECOND;
            Change change = new Change(
                    shift, random.nextInt(-20, 21) / 1e6, i % 3 == 2 ? SLICE : 262_144, (i + name.length()) % 3);
            byte[] file = change.file(point);
            captures.addAll(golden.track(
                    renamed(point, i), CaptureFiles.open("capture", new ByteArrayInputStream(file)), sink -> sink));
        }
        Verdict after =
                GoldenCase.diagnose(golden.facts(captures, host -> true)).verdict();
        assertFalse(golden.isFalselyAccused(after), after::toString);
        assertTrue(golden.fits(after), after::toString);
        assertTrue(
                after.place() == before.place()
                        || (after.place() == Place.UNDECIDED
                                && after.suspects().stream()
                                        .anyMatch(suspect -> suspect.place() == before.place()
                                                && suspect.state() != Suspect.State.CLEARED)),
                () -> before + "\n" + after);
    }
}
