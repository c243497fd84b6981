package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.totemtap.correlate.HostLog;
import io.totemtap.correlate.LogClock;
import io.totemtap.net.EpochNanos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs beside captures: {@code --log}, and the logs of the recordings. */
final class LogOptionTest {

    private static final String CAPTURE = "captures/openais-seed/n1.pcap";

    /** What syslog of node 1 says of that recording, five hours and a half ahead. */
    private static final String SYSLOG = """
            Nov 22 21:%1$s n1 openais[7098]: [TOTEM] entering GATHER state from 15.
            Nov 22 21:%1$s n1 openais[7098]: [TOTEM] entering OPERATIONAL state.
            Nov 22 21:%1$s n1 fenced[7120]: fencing node "n2\u001b[2J"
            Nov 22 21:%1$s n9 openais[1]: [TOTEM] The token was lost in the OPERATIONAL state.
            """;

    @TempDir
    private Path directory;

    /** When the node began to work alone, as minute and second of the recording's hour, half an hour on. */
    private static String start() throws IOException {
        JsonNode report = new ObjectMapper().readTree(Files.readString(Path.of("captures/openais-seed/expected.json")));
        for (JsonNode entry : report.get("timeline")) {
            if (entry.get("kind").asText().equals("singleton-ring")
                    && entry.get("host").asText().equals("n1")) {
                String time = entry.get("time").asText();
                int minute = Integer.parseInt(time.substring(14, 16)) + 30 - 60;
                return String.format("%02d", minute) + time.substring(16, 19);
            }
        }
        throw new IllegalStateException("no ring of n1 alone");
    }

    private Path log(String text) throws IOException {
        Path file = directory.resolve("messages");
        Files.writeString(file, text);
        return file;
    }

    @Test
    void aLogStandsOnTheTimeLineAndInTheText() throws IOException {
        Path file = log(SYSLOG.formatted(start()));
        Run json = Run.of("analyze", "--format", "json", "--log", "n1=" + file, "n1=" + CAPTURE);
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : new ObjectMapper().readTree(json.out()).get("timeline")) {
            if (entry.get("kind").asText().equals("log")) {
                assertEquals("messages", entry.get("capture").asText());
                assertTrue(entry.get("frame").isNull());
                texts.add(entry.get("text").asText());
            }
        }
        assertEquals(3, texts.size(), json.out() + json.err());
        assertTrue(texts.contains("line 2: entering OPERATIONAL state."), texts.toString());
        Run text = Run.of("analyze", "--log", "n1=" + file, "n1=" + CAPTURE);
        assertTrue(text.out().contains("fencing node \"n2"), text.out());
        assertEquals(-1, text.out().indexOf('\u001b'), text.out());
    }

    @Test
    void aLogWithoutNameIsTakenApartByItsHosts() throws IOException {
        Path file = log(SYSLOG.formatted(start()).replace(" n1 ", " 192.168.1.81 "));
        Run run = Run.of("analyze", "--format", "json", "--log", file.toString(), CAPTURE);
        assertTrue(run.out().contains("line 1: entering GATHER state from 15."), run.out());
        assertTrue(run.out().contains("whose log messages is"), run.out());
    }

    @Test
    void aLogThatIsNotThereIsSaid() {
        Run run = Run.of("analyze", "--log", "n1=" + directory.resolve("none"), CAPTURE);
        assertEquals(ExitCode.NOT_FOUND, run.code(), run.err());
    }

    @Test
    void logsOfTheRecordingsAreAlignedToTheSecond() {
        int aligned = 0;
        int logs = 0;
        for (Path golden : GoldenCases.all()) {
            for (HostLog log : GoldenTest.diagnose(golden).facts().logs()) {
                logs++;
                aligned += log.clock().isPresent() ? 1 : 0;
                double offset = log.clock().map(LogClock::offsetNanos).orElse(0L) / (double) EpochNanos.SECOND;
                assertEquals(0.2, offset, 1.3, golden + " " + log.file());
            }
        }
        assertTrue(aligned * 20 > logs * 19, aligned + " of " + logs);
    }
}
