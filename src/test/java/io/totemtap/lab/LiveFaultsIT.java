package io.totemtap.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One fault at a time while a capture runs on one node: the verdict appears while the fault lasts, names the right place or keeps it
 * standing, and never names another.
 */
@Tag("lab")
class LiveFaultsIT {

    private static final int SECONDS = 30;
    private static final int NODES = 3;
    private static final String HEALED = "unicast-blocked";
    private static final int HEALED_AFTER_SECONDS = 12;

    @TempDir
    Path directory;

    @BeforeAll
    static void possible() {
        Lab.assumePossible();
    }

    @ParameterizedTest(name = "{0} seen from {1}")
    @CsvSource({
        "switch-oneway, n2, switch",
        "host-firewall, n2, receiver-host",
        "rp-filter, n2, receiver-host",
        "sender-egress, n1, sender",
        "daemon-kill, n2, cluster",
        "node-freeze, n2, cluster",
        "unicast-blocked, n2, unicast",
    })
    void namesThePlaceOrKeepsItStanding(String fault, String node, String place) throws Exception {
        try (Lab lab = Lab.up("it", NODES)) {
            Watched watched = watch(lab, fault, node);
            assertTrue(watched.secondsToVerdict >= 0, "no verdict: " + watched.lines);
            JsonNode verdict = watched.json.path("verdict");
            assertEquals("fault", verdict.path("status").asText(), verdict.toString());
            Set<String> named = new TreeSet<>(watched.placesNamed);
            named.remove("undecided");
            assertTrue(named.isEmpty() || named.equals(Set.of(place)), named + " were named: " + watched.lines);
            assertTrue(standing(verdict).contains(place), verdict.toString());
            assertEquals(verdict.path("certainty").asText().equals("proven") ? 2 : 1, watched.exitCode);
            System.out.printf(
                    Locale.ROOT,
                    "%-18s on %s  verdict after %4.1f s  %s, %s%n",
                    fault,
                    node,
                    watched.secondsToVerdict,
                    verdict.path("place").asText(),
                    verdict.path("certainty").asText());
        }
    }

    @ParameterizedTest(name = "{0} seen from {1}")
    @CsvSource({"healthy, n2", "healthy, n1"})
    void aHealthyClusterIsHealthyAllTheTime(String fault, String node) throws Exception {
        try (Lab lab = Lab.up("it", NODES)) {
            Watched watched = watch(lab, fault, node);
            assertTrue(watched.placesNamed.isEmpty(), watched.lines.toString());
            assertEquals("healthy", watched.json.path("verdict").path("status").asText());
            assertEquals(0, watched.exitCode);
            System.out.printf(Locale.ROOT, "%-18s on %s  healthy all the time%n", fault, node);
        }
    }

    /** The same answer live, from the kept packets with the host's states, and from the packets alone. */
    @ParameterizedTest(name = "{0} seen from {1} in turn")
    @CsvSource({"nic-filter-promisc, n2, receiver-nic", "nic-filter, n2, undecided", "switch-oneway, n2, undecided"})
    void promiscuityInTurnTellsTheFilterFromTheSwitch(String fault, String node, String place) throws Exception {
        Path kept = directory.resolve("case");
        Path json = directory.resolve("again.json");
        try (Lab lab = Lab.up("it", NODES)) {
            lab.fault(fault);
            String shown = Lab.output(lab.totemtap(
                    node,
                    "capture",
                    "-i",
                    "net0",
                    "-l",
                    "--alternate-promisc",
                    "--case",
                    kept.toString(),
                    "--json",
                    json.toString()));
            JsonNode verdict = new ObjectMapper().readTree(json.toFile()).path("verdict");
            assertEquals(place, verdict.path("place").asText(), verdict + shown);
            // what drops in both modes is a program before the tap; where the host shows none, the card is cleared
            assertEquals(!fault.startsWith("switch"), standing(verdict).contains("receiver-nic"), verdict.toString());
            if (place.equals("receiver-nic")) {
                assertEquals("proven", verdict.path("certainty").asText(), verdict.toString());
                assertEquals("nic-filter", verdict.path("cause").asText(), verdict.toString());
            }
            for (Path source : List.of(kept, kept.resolve(onlyCapture(kept)))) {
                Lab.output(lab.totemtap(node, "analyze", "--json", json.toString(), source.toString()));
                JsonNode again = new ObjectMapper().readTree(json.toFile()).path("verdict");
                assertEquals(place, again.path("place").asText(), source + " " + again);
                assertEquals(verdict.path("certainty"), again.path("certainty"), source + " " + again);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-18s on %s  in turn: %s, %s%n",
                    fault,
                    node,
                    verdict.path("place").asText(),
                    verdict.path("certainty").asText());
        }
    }

    private static Path onlyCapture(Path kept) throws IOException {
        try (Stream<Path> files = Files.list(kept)) {
            return files.filter(file -> file.toString().endsWith(".pcapng"))
                    .findFirst()
                    .orElseThrow()
                    .getFileName();
        }
    }

    /** What one run showed. */
    private static final class Watched {
        final List<String> lines = new ArrayList<>();
        final Set<String> placesNamed = new TreeSet<>();
        double secondsToVerdict = -1;
        int exitCode;
        JsonNode json = new ObjectMapper().createObjectNode();
    }

    private Watched watch(Lab lab, String fault, String node) throws IOException, InterruptedException {
        Path json = directory.resolve("result.json");
        Process capture = lab.totemtap(
                        node, "capture", "-i", "net0", "-l", "--duration", SECONDS + "s", "--json", json.toString())
                .redirectErrorStream(true)
                .start();
        Watched watched = new Watched();
        long injected = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(capture.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                watched.lines.add(line);
                int at = line.indexOf("  verdict: ");
                if (at >= 0) {
                    String verdict = line.substring(at + 11);
                    if (injected == 0 && verdict.startsWith("healthy")) {
                        lab.fault(fault);
                        injected = System.nanoTime();
                        if (fault.equals(HEALED)) {
                            healLater(lab, fault);
                        }
                    } else {
                        note(watched, verdict, injected);
                    }
                }
            }
            watched.exitCode = capture.waitFor();
        } finally {
            capture.destroy();
        }
        assertFalse(injected == 0, "never healthy before the fault: " + watched.lines);
        watched.json = new ObjectMapper().readTree(json.toFile());
        return watched;
    }

    /** A ring that is broken all the time tells less than one that forms again. */
    private static void healLater(Lab lab, String fault) {
        Thread healer = new Thread(() -> {
            try {
                Thread.sleep(1000L * HEALED_AFTER_SECONDS);
                lab.heal(fault);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        healer.setDaemon(true);
        healer.start();
    }

    /** "possible, undecided: Multicast is lost". */
    private static void note(Watched watched, String verdict, long injected) {
        int comma = verdict.indexOf(", ");
        int colon = verdict.indexOf(": ");
        if (comma < 0 || colon < comma) {
            return;
        }
        watched.placesNamed.add(verdict.substring(comma + 2, colon));
        if (watched.secondsToVerdict < 0 && injected != 0) {
            watched.secondsToVerdict = (System.nanoTime() - injected) / 1e9;
        }
    }

    private static Set<String> standing(JsonNode verdict) {
        Set<String> places = new TreeSet<>();
        verdict.path("suspects").forEach(suspect -> {
            if (!suspect.path("state").asText().equals("cleared")) {
                places.add(suspect.path("place").asText());
            }
        });
        return places;
    }
}
