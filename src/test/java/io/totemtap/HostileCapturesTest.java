package io.totemtap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.Damage;
import io.totemtap.capture.Case;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.file.CaptureFiles;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden captures, damaged, through the whole path: nothing throws, damage is said, what lies before it is used. A few frames
 * of one capture a case and places of every file by a fixed seed; {@code -Dtotemtap.hostile=full} takes all frames and a thousand places.
 */
class HostileCapturesTest {

    private static final boolean FULL = "full".equals(System.getProperty("totemtap.hostile"));
    private static final int FRAMES = FULL ? Integer.getInteger("totemtap.hostile.frames", Integer.MAX_VALUE) : 2;
    private static final int CUTS = FULL ? 1_000 : 5;
    private static final int PCAP_HEADER = 24;

    static List<Path> cases() {
        return WholePath.cases();
    }

    private static FrameSource open(Path file, byte[] bytes) {
        return CaptureFiles.open(file.toString(), new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void framesCutAtEveryLengthAndWithEveryByteChangedGiveAReport(Path directory) {
        Case theCase = WholePath.read(directory);
        WholePath path = new WholePath(theCase);
        long began = System.nanoTime();
        int sampled =
                Math.floorMod(directory.hashCode(), theCase.vantagePoints().size());
        long mutants = 0;
        for (int i = 0; i < theCase.vantagePoints().size(); i++) {
            VantagePoint point = theCase.vantagePoints().get(i);
            int most = FULL || i == sampled ? FRAMES : 0;
            FrameMutator[] mutator = new FrameMutator[1];
            path.track(point, CaptureFiles.open(point.files()), (source, sink) -> {
                mutator[0] = new FrameMutator(sink, point.files().hashCode(), most);
                return mutator[0];
            });
            mutants += mutator[0].mutants();
        }
        long tracked = System.nanoTime();
        path.finish();
        assertTrue(mutants > 0);
        if (FULL) {
            System.out.printf(
                    "%s: %,d mutants in %.1f s, the report in %.1f s%n",
                    directory.getFileName(), mutants, (tracked - began) / 1e9, (System.nanoTime() - tracked) / 1e9);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void filesCutAnywhereAreUsedUpToTheCutAndGiveAReport(Path directory) {
        Case theCase = WholePath.read(directory);
        Random random = new Random(directory.hashCode());
        int last = CUTS - 1;
        WholePath path = new WholePath(theCase);
        for (VantagePoint point : theCase.vantagePoints()) {
            Path file = point.files().get(0);
            byte[] bytes = WholePath.bytes(file);
            int[] lengths = random.ints(CUTS, 0, bytes.length).sorted().toArray();
            long framesBefore = 0;
            for (int i = 0; i < CUTS; i++) {
                byte[] cut = Arrays.copyOf(bytes, lengths[i]);
                long frames = i < last ? used(file, cut, new WholePath(), point) : used(file, cut, path, point);
                assertTrue(frames >= framesBefore, file + " cut at " + lengths[i]);
                framesBefore = frames;
            }
        }
        path.finish();
    }

    /** Reads a cut file; how many frames were used. */
    private static long used(Path file, byte[] cut, WholePath path, VantagePoint point) {
        String what = file + " cut at " + cut.length;
        CaptureStatistics statistics;
        try {
            statistics = path.track(point, open(file, cut));
        } catch (CaptureException e) {
            assertEquals(Reason.UNREADABLE, e.reason(), what);
            return 0;
        }
        List<Damage> damage = statistics.damage().stream().toList();
        if (!file.toString().endsWith(".pcap")) {
            assertEquals(1, damage.size(), what);
            assertTrue(damage.get(0).offset() >= PCAP_HEADER, what);
            return statistics.frames();
        }
        Records whole = Records.upTo(cut);
        assertEquals(whole.count(), statistics.frames(), what);
        assertEquals(
                whole.end() == cut.length ? List.of() : List.of(whole.end()),
                damage.stream().map(Damage::offset).toList(),
                what);
        return statistics.frames();
    }

    /** The whole records of a little-endian pcap. */
    private record Records(long count, long end) {

        static Records upTo(byte[] file) {
            long count = 0;
            int at = PCAP_HEADER;
            while (at + 16 <= file.length) {
                int next = at + 16 + i32(file, at + 8);
                if (next > file.length) {
                    break;
                }
                at = next;
                count++;
            }
            return new Records(count, at);
        }

        private static int i32(byte[] bytes, int at) {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void framesOfOneCaseInAnyOrderAndAtAnyTimeGiveAReport(Path directory) {
        Case theCase = WholePath.read(directory);
        WholePath path = new WholePath(theCase);
        for (VantagePoint point : theCase.vantagePoints()) {
            path.track(
                    point,
                    CaptureFiles.open(point.files()),
                    (source, sink) -> new TimeScrambler(sink, point.files().hashCode()));
        }
        path.finish();
    }

    /** Gives now and then a frame a time from anywhere that a file can hold, or one of the past. */
    private record TimeScrambler(FrameSink sink, Random random) implements FrameSink {

        private static final long[] TIMES = {0, 1, -1, Long.MIN_VALUE + 1, Long.MAX_VALUE, 4_294_967_295_999_999_999L};

        TimeScrambler(FrameSink sink, long seed) {
            this(sink, new Random(seed));
        }

        @Override
        public void openInterface(CaptureInterface description) {
            sink.openInterface(description);
        }

        @Override
        public void frame(Frame frame) {
            int dice = random.nextInt(200);
            if (dice < TIMES.length) {
                frame.at(TIMES[dice], frame.part(), frame.number());
            } else if (dice < 20) {
                frame.at(frame.timeNanos() - random.nextInt(Integer.MAX_VALUE), frame.part(), frame.number());
            } else if (dice == 20) {
                frame.at(random.nextLong(), frame.part(), frame.number());
            }
            sink.frame(frame);
        }
    }
}
