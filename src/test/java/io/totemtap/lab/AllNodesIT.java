package io.totemtap.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cases that {@code capture --case} keeps on every node at the same time, analysed together: as sharp as the recordings in captures/ of
 * the same fault, of which the nodes' captures alone name the place.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class AllNodesIT {

    private static final int NODES = 3;
    private static final int HEALTHY_WITHIN_SECONDS = 40;
    private static final int BROKEN_SECONDS = 15;

    @TempDir
    Path directory;

    @BeforeAll
    static void possible() {
        Lab.assumePossible();
    }

    @ParameterizedTest(name = "{0} seen from all nodes")
    @CsvSource({
        "switch-oneway, switch, likely, from n1 to n2",
        "switch-all, switch, likely, 6 of 6 directions",
        "host-firewall, receiver-host, proven, on n2",
        "sender-egress, sender, proven, on n1",
        "healthy, none, proven, Nothing is lost",
    })
    void togetherTheyAreAsSharpAsTheRecordings(String fault, String place, String least, String words)
            throws Exception {
        List<LiveCapture> captures = new ArrayList<>();
        List<String> cases = new ArrayList<>();
        try (Lab lab = Lab.up("all" + fault.replace("-", ""), NODES)) {
            for (int i = 1; i <= NODES; i++) {
                Path kept = directory.resolve("n" + i);
                cases.add(kept.toString());
                captures.add(LiveCapture.start(
                        lab, "n" + i, directory.resolve("live" + i + ".json"), "--case", kept.toString()));
            }
            for (LiveCapture capture : captures) {
                assertTrue(capture.await(HEALTHY_WITHIN_SECONDS, LiveCapture::isHealthy), "never healthy: " + capture);
            }
            lab.fault(fault);
            Thread.sleep(TimeUnit.SECONDS.toMillis(BROKEN_SECONDS));
            for (LiveCapture capture : captures) {
                capture.end();
            }
            Path json = directory.resolve("together.json");
            List<String> arguments = new ArrayList<>(List.of("analyze", "--json", json.toString()));
            arguments.addAll(cases);
            String said = Lab.output(Lab.here(arguments.toArray(String[]::new)));
            JsonNode result = new ObjectMapper().readTree(json.toFile());
            JsonNode verdict = result.path("verdict");
            System.out.printf(
                    Locale.ROOT,
                    "%-20s on all nodes  %s, %s, %s%n",
                    fault,
                    verdict.path("place").asText(),
                    verdict.path("cause").asText(),
                    verdict.path("certainty").asText());
            assertEquals(NODES, result.path("captures").size(), said);
            assertEquals(place, verdict.path("place").asText(), verdict + said);
            assertTrue(
                    List.of(least, "proven").contains(verdict.path("certainty").asText()), verdict + said);
            assertEquals(Set.of(place), LiveCapture.standing(verdict), verdict + said);
            assertTrue(verdict.toString().contains(words), verdict + said);
        } finally {
            captures.forEach(LiveCapture::close);
        }
    }
}
