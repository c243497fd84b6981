package io.totemtap.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a capture leaves a complete file and a diagnosis. */
@Tag("lab")
class SignalsIT {

    @TempDir
    Path directory;

    @BeforeAll
    static void possible() {
        Lab.assumePossible();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP", "INT"})
    void endsWithACompleteFile(String signal) throws Exception {
        Assumptions.assumeFalse(
                isIgnored(signal),
                "SIG" + signal + " is ignored here, as under nohup, and in every program started here");
        Path kept = directory.resolve("kept.pcapng");
        Path json = directory.resolve("result.json");
        try (Lab lab = Lab.up("sig", 2)) {
            Process capture = lab.totemtap(
                            "n2", "capture", "-i", "net0", "-l", "-w", kept.toString(), "--json", json.toString())
                    .redirectErrorStream(true)
                    .start();
            boolean sent = false;
            StringBuilder said = new StringBuilder();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(capture.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    said.append(line).append('\n');
                    if (!sent && line.contains("verdict: healthy")) {
                        sent = true;
                        long pid = capture.descendants()
                                .filter(child ->
                                        child.info().command().orElse("").endsWith("java"))
                                .findFirst()
                                .orElseThrow()
                                .pid();
                        Lab.output(new ProcessBuilder("kill", "-" + signal, Long.toString(pid)));
                    }
                }
            }
            assertTrue(sent, said.toString());
            assertEquals(0, capture.waitFor(), said.toString());
            assertEquals(
                    "healthy",
                    new ObjectMapper()
                            .readTree(json.toFile())
                            .path("verdict")
                            .path("status")
                            .asText());
            Lab.output(lab.totemtap("n2", "analyze", "--json", json.toString(), kept.toString()));
            JsonNode read =
                    new ObjectMapper().readTree(json.toFile()).path("captures").get(0);
            assertTrue(read.path("packets").asLong() > 0);
            assertTrue(read.path("damaged").isNull(), read.toString());
            assertFalse(read.path("droppedByCapture").isNull(), read.toString());
            assertFalse(read.path("promiscuous").asBoolean(true), read.toString());
        }
    }

    /** Whether this process was started with a signal ignored: what it starts never gets that signal. */
    private static boolean isIgnored(String signal) throws Exception {
        int number =
                switch (signal) {
                    case "HUP" -> 1;
                    case "INT" -> 2;
                    default -> 15;
                };
        long ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .findFirst()
                .orElse(0L);
        return (ignored >> (number - 1) & 1) != 0;
    }
}
