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
 * the same fault, of which the nodes' captures alone name the place, proven.
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
        "switch-oneway, switch, 192.168.7.1, 192.168.7.2",
        "switch-all, switch, '', ''",
        "host-firewall, receiver-host, '', 192.168.7.2",
        "sender-egress, sender, 192.168.7.1, ''",
        "healthy, none, '', ''",
    })
    void togetherTheyAreAsSharpAsTheRecordings(String fault, String place, String from, String to) throws Exception {
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
            assertEquals("proven", verdict.path("certainty").asText(), verdict + said);
            assertTrue(Set.of(place, "none").containsAll(LiveCapture.standing(verdict)), verdict + said);
            assertTrue(from.isEmpty() || names(verdict.path("from")).equals(List.of(from)), verdict + said);
            assertTrue(to.isEmpty() || names(verdict.path("to")).equals(List.of(to)), verdict + said);
        } finally {
            captures.forEach(LiveCapture::close);
        }
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(one -> names.add(one.asText()));
        return names;
    }
}
