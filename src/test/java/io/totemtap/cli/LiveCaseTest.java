package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.CaptureStatistics.Part;
import io.totemtap.capture.Case;
import io.totemtap.capture.CaseFile;
import io.totemtap.capture.CaseReader;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.capture.host.Section;
import io.totemtap.capture.host.Transcript;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCaseTest {

    private static final VantagePoint POINT = new VantagePoint(
            "node-a",
            Role.UNKNOWN,
            "node-a",
            List.of(IpAddress.parse("192.168.7.2").orElseThrow()),
            List.of(MacAddress.parse("02:1b:78:a8:07:02").orElseThrow()),
            Optional.of(false),
            "",
            List.of());
    private static final Transcript TRANSCRIPT =
            new Transcript(1_700_000_000_000_000_000L, "now", "", List.of(new Section("hostname", "node-a\n", false)));

    @TempDir
    Path directory;

    @Test
    void isReadAsItWasWritten() {
        Path home = directory.resolve("incident");
        LiveCase kept = LiveCase.create(home, POINT);
        PacketRecorder recorder = PacketRecorder.open(RecordingPlan.one(kept.packets()));
        recorder.openInterface(CaptureInterface.plain(0, 1, 262_144));
        recorder.frame(
                new Frame().bytes(new byte[60], 0, 60, 60).at(5, 0, 1).on(0, LinkType.ETHERNET, Direction.UNKNOWN));
        OfInterface counts = new OfInterface(0, 1, 60, 5, 5, 0, OptionalLong.of(3), OptionalLong.empty());
        recorder.close(
                new CaptureStatistics(
                        "live",
                        List.of(counts),
                        List.of(new Part("live", 1, 5, 5, Optional.empty())),
                        List.of(),
                        Map.of(),
                        List.of(),
                        false),
                "healthy");
        kept.start(TRANSCRIPT);
        assertEquals(Optional.empty(), kept.change(TRANSCRIPT));
        assertEquals(Optional.empty(), kept.end(TRANSCRIPT));

        Case read = new CaseReader(CaptureFiles::looksLikeCapture).directory(home);
        VantagePoint point = read.vantagePoints().get(0);
        assertEquals("node-a", point.name());
        assertEquals(POINT.addresses(), point.addresses());
        assertEquals(POINT.macs(), point.macs());
        assertEquals(Optional.of(false), point.promiscuous());
        assertEquals(3, read.files(CaseFile.Kind.STATE, "node-a").size());
        try (var source = CaptureFiles.open(kept.packets())) {
            CaptureStatistics statistics = source.run(new io.totemtap.capture.FrameSink() {
                @Override
                public void openInterface(CaptureInterface description) {}

                @Override
                public void frame(Frame frame) {
                    assertEquals(60, frame.capturedLength());
                }
            });
            assertEquals(1, statistics.frames());
            assertEquals(OptionalLong.of(3), statistics.interfaces().get(0).droppedByKernel());
            assertTrue(statistics.damage().isEmpty());
        }
    }

    @Test
    void whatCannotBeKeptIsSaidOnce() throws IOException {
        LiveCase kept = LiveCase.create(directory, POINT);
        Files.delete(directory.resolve("state"));
        assertTrue(kept.change(TRANSCRIPT).orElse("").contains("node-a.change-1.txt"));
        assertEquals(Optional.empty(), kept.end(TRANSCRIPT));
        assertThrows(OutputException.class, () -> kept.start(TRANSCRIPT));
    }

    @Test
    void doesNotOverwriteACase() {
        LiveCase.create(directory, POINT);
        assertEquals(
                ExitCode.USAGE,
                assertThrows(OutputException.class, () -> LiveCase.create(directory, POINT))
                        .exitCode());
    }
}
