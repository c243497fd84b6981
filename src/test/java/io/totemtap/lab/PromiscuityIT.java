package io.totemtap.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --alternate-promisc}, the test of the NIC's filter. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class PromiscuityIT {

    @TempDir
    Path directory;

    @BeforeAll
    static void possible() {
        Lab.assumePossible();
    }

    /** The same answer live, from the kept packets with the host's states, and from the packets alone. */
    @ParameterizedTest(name = "{0} seen from {1} in turn")
    @CsvSource({"nic-filter-promisc, n2, receiver-nic", "nic-filter, n2, undecided", "switch-oneway, n2, undecided"})
    void promiscuityInTurnTellsTheFilterFromTheSwitch(String fault, String node, String place) throws Exception {
        Path kept = directory.resolve("case");
        Path json = directory.resolve("again.json");
        try (Lab lab = Lab.up("turn" + fault.replace("-", ""), 3)) {
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
            assertEquals(
                    !fault.startsWith("switch"),
                    LiveCapture.standing(verdict).contains("receiver-nic"),
                    verdict.toString());
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
                    "%-20s on %s  in turn: %s, %s%n",
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
}
