package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.live.LibpcapFileSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureOpeningTest {

    private static final Path GOLDEN = Path.of("captures/openais-seed/n1.pcap");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private static CaptureStatistics run(Optional<String> filter, Path... files) {
        return run(new CaptureOpening(filter, InputStream.nullInputStream()), files);
    }

    private static CaptureStatistics run(CaptureOpening opening, Path... files) {
        try (FrameSource source = opening.open(List.of(files))) {
            return source.run(new FrameSink() {
                @Override
                public void openInterface(CaptureInterface description) {}

                @Override
                public void frame(Frame frame) {}
            });
        }
    }

    @Test
    void aKnownFileIsReadWithoutLibpcap() {
        CaptureStatistics read = run(Optional.empty(), GOLDEN);
        assertTrue(read.frames() > 0);
        assertEquals("pcap", read.format());
        assertEquals(0, read.leftOut());
    }

    @Test
    void aDashIsStandardInput() throws IOException {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(GOLDEN))) {
            CaptureStatistics read = run(new CaptureOpening(Optional.empty(), in), Path.of("-"));
            assertEquals(run(Optional.empty(), GOLDEN).frames(), read.frames());
        }
    }

    @Test
    void aFilterLeavesFramesOut() {
        assumeTrue(LibpcapFileSource.isAvailable(), "libpcap is not installed");
        CaptureStatistics all = run(Optional.empty(), GOLDEN);
        CaptureStatistics igmp = run(Optional.of("igmp"), GOLDEN);
        CaptureStatistics others = run(Optional.of("not igmp"), GOLDEN);
        assertTrue(igmp.frames() > 0 && others.frames() > 0);
        assertEquals(all.frames(), igmp.frames() + others.frames());
        assertEquals(all.frames(), igmp.frames() + igmp.leftOut());
    }

    @Test
    void aSetOfFilesIsFilteredToo() throws IOException {
        assumeTrue(LibpcapFileSource.isAvailable(), "libpcap is not installed");
        Path one = Files.copy(GOLDEN, directory.resolve("x.pcap0"));
        Path two = Files.copy(Path.of("captures/openais-seed/n2.pcap"), directory.resolve("x.pcap1"));
        CaptureStatistics igmp = run(Optional.of("igmp"), one, two);
        assertTrue(igmp.frames() > 0 && igmp.leftOut() > 0);
    }

    @Test
    void anUnknownFileGoesToLibpcap() throws IOException {
        assumeTrue(LibpcapFileSource.isAvailable(), "libpcap is not installed");
        Path unknown = Files.write(directory.resolve("x"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        CaptureException refused = assertThrows(CaptureException.class, () -> run(Optional.empty(), unknown));
        assertEquals(Reason.UNREADABLE, refused.reason());
        assertTrue(String.valueOf(refused.getMessage()).contains("neither totemtap nor libpcap"), refused.getMessage());
    }

    @Test
    void aFilterThatMakesNoSenseIsWrongUsage() {
        assumeTrue(LibpcapFileSource.isAvailable(), "libpcap is not installed");
        CaptureException refused = assertThrows(CaptureException.class, () -> run(Optional.of("udp prot 5"), GOLDEN));
        assertEquals(Reason.WRONG_USAGE, refused.reason());
    }

    @Test
    void withoutLibpcapAnUnknownFileEndsInOneSentence() throws Exception {
        Path unknown = Files.write(directory.resolve("x"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        Ended ended = withoutLibpcap("analyze", unknown.toString());
        assertEquals(ExitCode.UNREADABLE, ended.code(), ended.error());
        assertEquals(
                "totemtap: " + unknown
                        + " is in no format that totemtap knows, and libpcap, which might read it, cannot be loaded here;"
                        + " install the package libpcap0.8 (Debian, Ubuntu) or libpcap (RHEL, Fedora).\n",
                ended.error());
    }

    @Test
    void withoutLibpcapAFilterEndsInOneSentenceAndAllElseWorks() throws Exception {
        Ended filtered = withoutLibpcap("analyze", "-f", "igmp", GOLDEN.toString());
        assertEquals(ExitCode.NOT_FOUND, filtered.code(), filtered.error());
        assertEquals("totemtap: A filter expression (-f) " + WITHOUT, filtered.error());
        assertEquals(1, filtered.error().lines().count(), filtered.error());
        Ended plain = withoutLibpcap("analyze", GOLDEN.toString());
        assertTrue(plain.code() <= 3, plain.error());
        assertEquals("", plain.error());
    }

    @Test
    void withoutLibpcapEveryCommandThatNeedsItEndsAlike() throws Exception {
        Ended capture = withoutLibpcap("capture", "-i", "lo");
        assertEquals(ExitCode.NOT_FOUND, capture.code(), capture.error());
        assertEquals("totemtap: Capturing " + WITHOUT, capture.error());
        Ended doctor = withoutLibpcap("doctor");
        assertEquals(ExitCode.NOT_FOUND, doctor.code(), doctor.error());
        assertTrue(doctor.output().contains("Capturing " + WITHOUT), doctor.output());
    }

    @Test
    void withLibpcapNothingIsSaidBesideTheAnswer() throws Exception {
        assumeTrue(LibpcapFileSource.isAvailable(), "libpcap is not installed");
        Ended ended = java(List.of(), "analyze", "-f", "igmp or udp", GOLDEN.toString());
        assertTrue(ended.code() <= 3, ended.error());
        assertEquals("", ended.error());
        assertFalse(ended.output().isEmpty());
    }

    private static final String WITHOUT = "needs libpcap, which cannot be loaded here; install the package libpcap0.8"
            + " (Debian, Ubuntu) or libpcap (RHEL, Fedora).\n";

    private record Ended(int code, String output, String error) {}

    private Ended withoutLibpcap(String... arguments) throws Exception {
        return java(List.of("-Dorg.pcap4j.core.pcapLibName=there-is-no-such-library"), arguments);
    }

    /** A process of its own: whether there is a libpcap, a JVM asks only once. */
    private Ended java(List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        Path error = directory.resolve("error");
        Path output = directory.resolve("output");
        int code = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(error.toFile())
                .start()
                .waitFor();
        return new Ended(
                code,
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(error, StandardCharsets.UTF_8));
    }
}
