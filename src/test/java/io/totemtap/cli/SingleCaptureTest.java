package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.net.IpAddress;
import io.totemtap.report.text.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One capture on one node says which node does not hear which: totem's own messages tell where they come from the other node, and
 * where none come, that is said. Which directions were lost stands in the manifests of the recordings.
 */
final class SingleCaptureTest {

    private static final List<String> NODES = List.of("n1", "n2");

    /**
     * What was lost here after the ring had formed was merge-detects only, which nobody acknowledges, and where the captures were taken
     * cannot be told from them.
     */
    private static final Path IDLE = Path.of("captures/openais-secauth-noquerier");

    /** No file of it has a token, and who asked for a message is said by tokens only. */
    private static final Path NO_TOKEN = Path.of("captures/multicast-only");

    static Stream<Path> cases() throws IOException {
        return GoldenCases.all().stream()
                .filter(path -> !path.equals(IDLE) && !lost(path).isEmpty());
    }

    private static JsonNode manifest(Path directory) {
        try {
            return new ObjectMapper().readTree(Files.readString(directory.resolve("manifest.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Directions between the first two nodes in which everything was lost at least for a while. */
    private static List<String> lost(Path directory) {
        JsonNode multicast = manifest(directory).path("truth").path("multicast");
        return Stream.of("n1->n2", "n2->n1")
                .filter(direction -> multicast.path(direction).asText().startsWith("lost")
                        && !multicast.path(direction).asText().equals("lost while down"))
                .toList();
    }

    private static Diagnosis diagnose(Path directory, Path capture, String node, boolean withKeys) throws IOException {
        AnalysisOptions options = new AnalysisOptions();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : withKeys ? files.toList() : List.<Path>of()) {
                if (file.toString().endsWith(".conf")) {
                    options.clusterConf.add(file);
                } else if (file.toString().endsWith("authkey")) {
                    options.keyFiles.add(file);
                }
            }
        }
        try (Progress progress = new Progress(false)) {
            return new Analysis(List.of(node + "=" + capture), options, ZoneOffset.UTC, progress, Optional.empty())
                    .run();
        }
    }

    private static IpAddress address(Path directory, String name) {
        for (JsonNode node : manifest(directory).get("nodes")) {
            if (node.get("name").asText().equals(name)) {
                return IpAddress.parse(node.get("address").asText()).orElseThrow();
            }
        }
        throw new IllegalStateException(directory + " has no " + name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whoDoesNotHearWhomIsSaid(Path directory) throws IOException {
        int views = 0;
        for (String node : NODES) {
            for (String suffix : List.of(".pcap", ".pcap.gz", ".pcapng.gz")) {
                Path capture = directory.resolve(node + suffix);
                if (Files.exists(capture)) {
                    views++;
                    says(directory, diagnose(directory, capture, node, true), node);
                }
            }
        }
        assertNotEquals(0, views);
    }

    private static void says(Path directory, Diagnosis diagnosis, String node) {
        String text = text(diagnosis);
        List<String> lost = lost(directory);
        for (String direction : lost) {
            String from = direction.substring(0, 2);
            String to = direction.substring(4);
            boolean isTold = diagnosis
                    .facts()
                    .pair(new Direction(address(directory, from), address(directory, to)))
                    .map(PairFacts::isTroubled)
                    .orElse(false);
            boolean isMarked = text.contains("~deaf") || text.contains("~missed") || text.contains("~none");
            // a node that sends into a hole and hears nothing itself cannot know more than the latter
            boolean mayBeDeafItself = node.equals(to) || lost.size() == 2;
            boolean hearsNothing = diagnosis.findings().stream()
                    .filter(finding -> finding.id().equals("hears-nothing"))
                    .map(Finding::statement)
                    .anyMatch(statement ->
                            statement.startsWith(diagnosis.facts().name(address(directory, node)) + " does not hear "));
            // of four members three are behind the token that comes here: who of them asked for a message cannot be
            // told
            boolean cannotKnowWho = manifest(directory).get("nodes").size() > 3
                    && text.contains("~missed?")
                    && (!node.equals(to) || directory.equals(NO_TOKEN))
                    && diagnosis.findings().stream()
                            .anyMatch(finding -> finding.id().equals("member-misses-messages")
                                    && finding.statement()
                                            .contains(diagnosis.facts().name(address(directory, from))));
            assertTrue(
                    (isTold && isMarked) || (mayBeDeafItself && hearsNothing) || cannotKnowWho,
                    () -> directory + " at " + node + ", " + direction + ":\n" + text);
        }
    }

    private static String text(Diagnosis diagnosis) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TextReport(100, false).write(diagnosis, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneWay")
    void encryptionHidesNoHoleInOneDirection(Path directory) throws IOException {
        Path capture = Files.exists(directory.resolve("n1.pcap"))
                ? directory.resolve("n1.pcap")
                : directory.resolve("n1.pcap.gz");
        says(directory, diagnose(directory, capture, "n1", false), "n1");
    }

    static Stream<Path> oneWay() throws IOException {
        return cases().filter(path -> lost(path).equals(List.of("n1->n2"))
                && Files.exists(path.resolve("cluster.conf"))
                && ClusterConfiguration.read(path.resolve("cluster.conf")).twoNode());
    }
}
