package io.totemtap.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.cli.Cases;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Finding;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotatedCaptureTest {

    @TempDir
    private Path directory;

    private Path write(String name) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new AnnotatedCapture(point -> CaptureFiles.open(point.files())).write(Cases.diagnosis(name), out);
        return Files.write(directory.resolve(name + ".pcapng"), out.toByteArray());
    }

    private static Set<String> evidence(Diagnosis diagnosis) {
        Set<String> frames = new HashSet<>();
        for (Finding finding : diagnosis.findings()) {
            for (Evidence evidence : finding.evidence()) {
                evidence.frames().forEach(frame -> frames.add(evidence.capture() + " " + frame));
            }
        }
        return frames;
    }

    @ParameterizedTest
    @ValueSource(strings = {"switch-drop-oneway", "openais-secauth-fence", "unicast-blocked"})
    void everyFrameOfEvidenceIsCommented(String name) throws Exception {
        Path file = write(name);
        Diagnosis diagnosis = Cases.diagnosis(name);
        String shown =
                Tool.run("tshark", "-r", file.toString(), "-T", "fields", "-e", "frame.number", "-e", "frame.comment");
        for (Finding finding : diagnosis.findings()) {
            for (Evidence evidence : finding.evidence()) {
                for (long frame : evidence.frames()) {
                    assertTrue(shown.contains("(frame " + frame + " of " + evidence.capture() + ")"), shown);
                }
                assertTrue(
                        evidence.frames().isEmpty() || shown.contains(finding.id() + ": " + finding.statement()),
                        shown);
            }
        }
        long commented = shown.lines().filter(line -> line.contains("(frame ")).count();
        assertEquals(evidence(diagnosis).size(), commented);
        String interfaces = Tool.run("tshark", "-r", file.toString(), "-T", "fields", "-e", "frame.interface_name");
        assertTrue(interfaces.lines().allMatch(line -> diagnosis.facts().picture().captures().stream()
                .anyMatch(capture -> capture.name().equals(line))));
        String about = Tool.run("capinfos", file.toString());
        assertTrue(about.contains("pcapng"), about);
        assertTrue(about.contains("Strict time order"), about);
    }

    @Test
    void framesAreTheOriginalsWithTheirNeighbours() throws Exception {
        Path file = write("switch-drop-oneway");
        List<Long> original = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        CaptureStatistics statistics = read(file, original, lengths);
        assertEquals(4, statistics.interfaces().size());
        Set<String> wanted = new HashSet<>();
        for (String frame : evidence(Cases.diagnosis("switch-drop-oneway"))) {
            String[] parts = frame.split(" ", -1);
            for (int near = -AnnotatedCapture.NEIGHBOURS; near <= AnnotatedCapture.NEIGHBOURS; near++) {
                wanted.add(parts[0] + " " + (Long.parseLong(parts[1]) + near));
            }
        }
        // sw-p1's last frame of evidence, 4152, has a neighbour too few only if the capture ended there: it has 4154
        assertEquals(wanted.size(), statistics.frames());
        assertTrue(lengths.stream().allMatch(length -> length > 0));
    }

    @Test
    void aHealthyCaseGivesAFileWithoutFrames() throws Exception {
        Path file = write("healthy-idle");
        CaptureStatistics statistics = read(file, new ArrayList<>(), new ArrayList<>());
        assertEquals(evidence(Cases.diagnosis("healthy-idle")).isEmpty(), statistics.frames() == 0);
        assertTrue(
                statistics.comments().get(0).startsWith("Nothing is lost"),
                statistics.comments().toString());
    }

    private static CaptureStatistics read(Path file, List<Long> times, List<Integer> lengths) {
        try (FrameSource source = CaptureFiles.open(file)) {
            return source.run(new FrameSink() {
                @Override
                public void openInterface(CaptureInterface description) {
                    assertTrue(description.name().matches("(n|sw-p)[12]"), description.name());
                }

                @Override
                public void frame(Frame frame) {
                    times.add(frame.timeNanos());
                    lengths.add(frame.capturedLength());
                }
            });
        }
    }
}
