package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Case;
import io.totemtap.capture.CaseReader;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.LinkType;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.net.EpochNanos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketRecorderTest {

    @Test
    void aFullDiskEndsTheKeepingAndIsToldOnce() {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "there is no /dev/full here");
        PacketRecorder recorder = PacketRecorder.open(RecordingPlan.one(full));
        recorder.openInterface(CaptureInterface.plain(0, 1, 262_144));
        assertEquals(Optional.empty(), recorder.failure());
        recorder.flush(counts(0));
        Optional<String> told = recorder.failure();
        assertTrue(told.isPresent());
        assertTrue(told.get().contains("/dev/full"), told.get());
        assertEquals(Optional.empty(), recorder.failure());
        recorder.frame(
                new Frame().bytes(new byte[60], 0, 60, 60).at(5, 0, 1).on(0, LinkType.ETHERNET, Direction.UNKNOWN));
        recorder.flush(counts(0));
    }

    @Test
    void saysWhatCannotBeMade(@TempDir Path directory) {
        OutputException absent = assertThrows(
                OutputException.class,
                () -> PacketRecorder.open(
                        RecordingPlan.one(directory.resolve("no").resolve("file.pcapng"))));
        assertEquals(ExitCode.NOT_FOUND, absent.exitCode());
    }

    private static CaptureStatistics counts(long frames) {
        OfInterface one = new OfInterface(0, frames, 0, 5, 5, 0, OptionalLong.of(frames / 10), OptionalLong.empty());
        return new CaptureStatistics("live", List.of(one), List.of(), List.of(), Map.of(), List.of(), false);
    }

    /** Sixty frames of 1000 bytes, one a second. */
    private static void record(RecordingPlan plan) {
        PacketRecorder recorder = PacketRecorder.open(plan);
        recorder.openInterface(CaptureInterface.plain(0, 1, 262_144));
        for (int i = 1; i <= 60; i++) {
            recorder.frame(new Frame()
                    .bytes(new byte[1000], 0, 1000, 1000)
                    .at(i * EpochNanos.SECOND, 0, i)
                    .on(0, LinkType.ETHERNET, Direction.UNKNOWN));
            recorder.flush(counts(i));
        }
        recorder.close(counts(60), "healthy");
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Frames of each part, after "damaged" if any of them is; the drop counter last. */
    private static List<Long> read(Path directory) {
        Case read = new CaseReader(CaptureFiles::looksLikeCapture).directory(directory);
        assertEquals(1, read.vantagePoints().size());
        try (FrameSource source = CaptureFiles.open(read.vantagePoints().get(0).files())) {
            List<Integer> opened = new ArrayList<>();
            CaptureStatistics statistics = source.run(new FrameSink() {
                @Override
                public void openInterface(CaptureInterface description) {
                    opened.add(description.id());
                }

                @Override
                public void frame(Frame frame) {
                    assertEquals(1000, frame.capturedLength());
                }
            });
            assertEquals(List.of(0), opened);
            assertTrue(statistics.damage().isEmpty());
            List<Long> all = new ArrayList<>();
            statistics.parts().forEach(part -> all.add(part.frames()));
            all.add(statistics.interfaces().get(0).droppedByKernel().orElse(-1));
            return all;
        }
    }

    @Test
    void rotatesEverySoManySeconds(@TempDir Path directory) throws IOException {
        record(new RecordingPlan(directory.resolve("n.pcapng"), 0, 20 * EpochNanos.SECOND, 0));
        assertEquals(List.of("n.pcapng", "n.pcapng1", "n.pcapng2"), names(directory));
        assertEquals(List.of(20L, 20L, 20L, 6L), read(directory));
    }

    @Test
    void rotatesOnceAFileIsLarger(@TempDir Path directory) throws IOException {
        record(new RecordingPlan(directory.resolve("n.pcapng"), 25_000, 0, 0));
        assertEquals(List.of("n.pcapng", "n.pcapng1", "n.pcapng2"), names(directory));
        assertEquals(List.of(25L, 25L, 10L, 6L), read(directory));
    }

    @Test
    void keepsTheNewestFilesOnly(@TempDir Path directory) throws IOException {
        record(new RecordingPlan(directory.resolve("n.pcapng"), 0, 5 * EpochNanos.SECOND, 11));
        assertEquals(11, names(directory).size());
        assertEquals("n.pcapng00", names(directory).get(0));
        List<Long> parts = read(directory);
        assertEquals(
                55, parts.subList(0, 11).stream().mapToLong(Long::longValue).sum());
        assertEquals(6, parts.get(11));
    }

    @Test
    void aDirectoryThatIsGoneEndsTheKeeping(@TempDir Path directory) throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        PacketRecorder recorder =
                PacketRecorder.open(new RecordingPlan(home.resolve("n.pcapng"), 0, EpochNanos.SECOND, 0));
        recorder.openInterface(CaptureInterface.plain(0, 1, 262_144));
        Files.delete(home.resolve("n.pcapng"));
        Files.delete(home);
        for (int i = 1; i <= 3; i++) {
            recorder.frame(new Frame()
                    .bytes(new byte[60], 0, 60, 60)
                    .at(i * EpochNanos.SECOND, 0, i)
                    .on(0, LinkType.ETHERNET, Direction.UNKNOWN));
        }
        assertTrue(recorder.failure().orElse("").contains("n.pcapng1"));
        recorder.close(counts(3), "healthy");
    }
}
