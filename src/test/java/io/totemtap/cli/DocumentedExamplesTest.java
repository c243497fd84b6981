package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.report.EventLog;
import io.totemtap.report.NagiosLine;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the documentation do what it says. */
class DocumentedExamplesTest {

    private static final Path SITE = Path.of("src/site/markdown");

    @TempDir
    private static Path directory;

    @BeforeAll
    static void writeEvents() throws Exception {
        try (OutputStream file = Files.newOutputStream(directory.resolve("events.ndjson"));
                EventLog log = new EventLog(file)) {
            new Analysis(
                            List.of("captures/openais-secauth-fence"),
                            new AnalysisOptions(),
                            ZoneOffset.UTC,
                            new Progress(false),
                            Optional.of(log))
                    .run();
        }
    }

    private static List<String> blocks(String page, String language) throws Exception {
        Matcher block = Pattern.compile("```" + language + "\n(.*?)\n```", Pattern.DOTALL)
                .matcher(Files.readString(SITE.resolve(page)));
        List<String> found = new ArrayList<>();
        while (block.find()) {
            found.add(block.group(1));
        }
        return found;
    }

    static List<String> eventExamples() throws Exception {
        return blocks("events.md", "sh");
    }

    @ParameterizedTest
    @MethodSource("eventExamples")
    void anExampleOfTheEventFormatPrintsSomething(String command) throws Exception {
        String program = command.substring(0, command.indexOf(' '));
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), program + " is not here");
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        assertTrue(out.lines().count() > 1, out);
    }

    @Test
    void thereAreThreeExamplesForEachTool() throws Exception {
        assertEquals(
                3, eventExamples().stream().filter(one -> one.startsWith("jq ")).count());
        assertEquals(
                3,
                eventExamples().stream()
                        .filter(one -> one.startsWith("duckdb "))
                        .count());
    }

    @Test
    void theEventsThatAreShownAreReal() throws Exception {
        String events = Files.readString(directory.resolve("events.ndjson"));
        for (String shown : blocks("events.md", "json").get(0).split("\n", -1)) {
            assertTrue(events.contains(shown), shown);
        }
    }

    @Test
    void theLineOfTheMonitoringPageIsReal() throws Exception {
        String page = Files.readString(SITE.resolve("monitoring.md"));
        assertTrue(page.contains("\n" + NagiosLine.line(Cases.diagnosis("switch-drop-oneway")) + "\n"));
    }

    @Test
    void theUnitsOfTheMonitoringPageAreUnderstood() throws Exception {
        Path analyze = Path.of("/usr/bin/systemd-analyze");
        Assumptions.assumeTrue(Files.isExecutable(analyze), "systemd-analyze is not here");
        List<String> units = blocks("monitoring.md", "ini");
        assertEquals(2, units.size());
        Path service = Files.writeString(
                directory.resolve("totemtap.service"), units.get(0).replace("/usr/bin/totemtap", "/bin/true"));
        Path timer = Files.writeString(directory.resolve("totemtap.timer"), units.get(1));
        Process process = new ProcessBuilder(analyze.toString(), "verify", service.toString(), timer.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertFalse(out.contains("totemtap"), out);
    }
}
