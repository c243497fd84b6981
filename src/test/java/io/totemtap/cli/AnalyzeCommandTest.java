package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code totemtap analyze} as a shell calls it. */
final class AnalyzeCommandTest {

    private static final String HEALTHY = "captures/healthy";
    private static final String SWITCH = "captures/switch-drop-oneway";

    @TempDir
    private Path directory;

    @Test
    void saysFirstWhatIsWrongWhereAndHowSure() {
        Run run = Run.of("analyze", SWITCH);
        assertEquals(ExitCode.PROVEN, run.code(), run.err());
        assertTrue(run.lines().get(2).startsWith("THE SWITCH loses the multicast, n1 to n2"), run.out());
        assertTrue(run.lines().get(2).endsWith("proven"), run.out());
        assertEquals("", run.err());
    }

    /** Some member asks for messages of one host, and this capture cannot tell which: that host's row is doubtful, no other. */
    @Test
    void doubtIsShownWhereItBelongs() {
        Run run = Run.of("analyze", "captures/multicast-only/n2.pcap.gz");
        assertEquals(
                4,
                run.lines().stream()
                        .filter(line -> line.matches("  10\\.202\\.60\\.63 → .*  ~missed\\?"))
                        .count(),
                run.out());
        assertTrue(run.out().contains("  16 of 20 directions: ~heard\n"), run.out());
        assertTrue(run.lines().stream().allMatch(line -> line.length() <= 100), run.out());
    }

    @Test
    void healthyIsHealthy() {
        Run run = Run.of("analyze", HEALTHY);
        assertEquals(ExitCode.HEALTHY, run.code(), run.err());
        assertTrue(run.lines().get(2).startsWith("Nothing is lost"), run.out());
    }

    @ParameterizedTest
    @CsvSource({
        "healthy-only, captures/healthy, 0",
        "healthy-only, captures/switch-drop-oneway, 2",
        "likely, captures/switch-drop-oneway, 2",
        "proven, captures/switch-drop-oneway, 2",
        "proven, captures/two-clusters-one-group, 0",
        "likely, captures/two-clusters-one-group, 1",
        "healthy-only, captures/two-clusters-one-group, 1"
    })
    void failsOnWhatItIsToldToFailOn(String when, String path, int code) {
        assertEquals(code, Run.of("analyze", "--fail-on", when, path).code());
    }

    @Test
    void aCaptureIsPlacedOnTheHostItIsNamedAfter() {
        Run named = Run.of(
                "analyze", "my-host-1=captures/nic-filter/n1.pcap.gz", "my-host-2=captures/nic-filter/n2.pcap.gz");
        assertTrue(named.lines().get(2).startsWith("Multicast is lost, my-host-1 to my-host-2"), named.out());
        Run placed = Run.of("analyze", "192.168.1.81=captures/nic-filter/n1.pcap.gz");
        assertTrue(placed.out().contains("192.168.1.81 \u00b7 on 192.168.1.81"), placed.out());
    }

    @Test
    void coloursOnlyWhereTheyAreWanted() {
        assertFalse(Run.of("analyze", SWITCH).out().contains("\u001b["));
        assertFalse(Run.of("analyze", "--color=never", SWITCH).out().contains("\u001b["));
        assertTrue(Run.of("analyze", "--color=always", SWITCH).out().contains("\u001b[1;31m"));
    }

    @Test
    void writesJsonTextAndEventsToFiles() throws IOException {
        Path text = directory.resolve("report.txt");
        Path json = directory.resolve("report.json");
        Path events = directory.resolve("events.jsonl");
        Run run = Run.of(
                "analyze",
                "-o",
                text.toString(),
                "--json",
                json.toString(),
                "--events",
                events.toString(),
                "captures/healthy/n1.pcap.gz");
        assertEquals("", run.out());
        assertTrue(Files.readString(text).contains("239.192.53.207:5405"));
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertEquals(1, report.path("schema").asInt());
        ObjectMapper mapper = new ObjectMapper();
        List<String> lines = Files.readAllLines(events);
        assertTrue(lines.size() > 1000);
        for (String line : lines) {
            JsonNode event = mapper.readTree(line);
            assertTrue(List.of("packet", "state").contains(event.path("event").asText()), line);
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(3, left.count(), "nothing else is left behind");
        }
    }

    @Test
    void tellsTimesByTheZoneThatIsWanted() {
        String utc = Run.of("analyze", "--utc", HEALTHY).out();
        assertEquals(utc, Run.of("analyze", HEALTHY).out());
        assertEquals(
                ExitCode.USAGE, Run.of("analyze", "--utc", "--local", HEALTHY).code());
    }

    @Test
    void nothingHalfWrittenIsLeftBehind() throws IOException {
        Path file = directory.resolve("report.txt");
        Run run = Run.of(
                "analyze",
                "-o",
                file.toString(),
                directory.resolve("no-such.pcap").toString());
        assertEquals(ExitCode.NOT_FOUND, run.code());
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        Run run = Run.of("analyze", "-o", directory.resolve("no/report.txt").toString(), HEALTHY);
        assertEquals(ExitCode.NOT_FOUND, run.code());
        assertOneSentence(run);
        assertTrue(run.err().contains("There is no directory"), run.err());
    }

    @Test
    void aFullDiskIsSaid() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full here");
        Run run = Run.of("analyze", "-o", full.toString(), HEALTHY);
        assertEquals(ExitCode.CANNOT_WRITE, run.code());
        assertOneSentence(run);
        assertTrue(run.err().contains("No space left"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"healthy", "openais-startup"})
    void aFullDiskForEventsDoesNotCostTheReport(String name) {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full here");
        Run run = Run.of("analyze", "--events", full.toString(), "captures/" + name);
        assertEquals(ExitCode.CANNOT_WRITE, run.code());
        assertTrue(run.out().contains("hosts"), run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("/dev/full cannot be written (No space left"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--events", "--html", "--hosts"})
    void aDashIsNoFile(String option) {
        Run run = Run.of("analyze", option, "-", HEALTHY);
        assertEquals(ExitCode.USAGE, run.code());
        assertOneSentence(run);
        assertFalse(Files.exists(Path.of("-")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-such-option", "--format=xml", "--fail-on=sometimes"})
    void wrongUsageIsOneSentence(String option) {
        Run run = Run.of("analyze", option, HEALTHY);
        assertEquals(ExitCode.USAGE, run.code());
        assertOneSentence(run);
    }

    @Test
    void noPathIsWrongUsage() {
        Run run = Run.of("analyze");
        assertEquals(ExitCode.USAGE, run.code());
        assertOneSentence(run);
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        Run run = Run.of("analyse", HEALTHY);
        assertEquals(ExitCode.USAGE, run.code());
        assertOneSentence(run);
    }

    private static void assertOneSentence(Run run) {
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("totemtap: "), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
    }
}
