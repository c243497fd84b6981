package io.totemtap.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.totemtap.capture.host.witness.WitnessAvailability;
import io.totemtap.diagnose.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel's own witness inside a capture, with real corosync: what it counts names the host, or excludes it. What is said of the other
 * hosts is not looked at: where the machine has too much to do, their daemons do miss packets.
 */
@Tag("lab")
@Tag("witness")
class WitnessedCaptureIT {

    private static final int NODES = 3;
    private static final int SECONDS = 13;
    private static final int SHORT_SECONDS = 8;
    private static final String NODE = "n2";

    @TempDir
    Path directory;

    @BeforeAll
    static void possible() {
        Lab.assumePossible();
        WitnessAvailability here = WitnessAvailability.here();
        if (!here.isAvailable()) {
            String reason = "skipped: " + String.join(" ", here.obstacles());
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    /** What one run gave. */
    private record Run(JsonNode json, String text, int exitCode) {

        JsonNode kernel() {
            for (JsonNode host : json.path("hosts")) {
                if (host.has("kernel")) {
                    return host.path("kernel");
                }
            }
            throw new AssertionError("no kernel counted: " + text);
        }

        List<JsonNode> ladders(String way) {
            List<JsonNode> found = new ArrayList<>();
            kernel().path("ladders").forEach(ladder -> {
                if (ladder.path("way").asText().equals(way)
                        && ladder.path("port").asInt() != 0) {
                    found.add(ladder);
                }
            });
            return found;
        }

        JsonNode finding(String id) {
            return item("findings", id);
        }

        JsonNode item(String list, String id) {
            for (JsonNode one : json.path(list)) {
                if (one.path("id").asText().equals(id)) {
                    return one;
                }
            }
            throw new AssertionError("no " + id + ": " + text);
        }

        JsonNode suspect(String place) {
            for (JsonNode one : json.path("verdict").path("suspects")) {
                if (one.path("place").asText().equals(place)) {
                    return one;
                }
            }
            throw new AssertionError("no suspect " + place + ": " + text);
        }

        /** The text without the breaks of its lines. */
        String flat() {
            return text.replaceAll("\\s+", " ");
        }
    }

    private ProcessBuilder capture(Lab lab, String name, int seconds, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "capture",
                "-i",
                "net0",
                "-l",
                "--duration",
                seconds + "s",
                "--json",
                directory.resolve(name + ".json").toString(),
                "--case",
                directory.resolve(name).toString()));
        arguments.addAll(List.of(more));
        return lab.totemtap(NODE, arguments.toArray(String[]::new));
    }

    /** Runs a capture; its lines are told while it runs. */
    private Run run(ProcessBuilder builder, String name, Consumer<String> listener)
            throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        StringBuilder text = new StringBuilder();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                text.append(line).append('\n');
                listener.accept(line);
            }
            int exitCode = process.waitFor();
            return new Run(
                    new ObjectMapper()
                            .readTree(directory.resolve(name + ".json").toFile()),
                    text.toString(),
                    exitCode);
        } finally {
            process.destroy();
        }
    }

    /** Lets enough packets pass before the fault, as a few exclude nobody. */
    private Run withFault(Lab lab, String fault, int secondsBefore) throws IOException, InterruptedException {
        List<String> done = new ArrayList<>();
        return run(capture(lab, fault, SECONDS + secondsBefore), fault, line -> {
            if (done.isEmpty() && line.contains("  verdict: healthy")) {
                done.add(line);
                pause(secondsBefore);
                lab.fault(fault);
            }
        });
    }

    private static void pause(int seconds) {
        try {
            Thread.sleep(1000L * seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What analyze says of the case that a capture kept. */
    private Run again(String name) throws IOException, InterruptedException {
        Path json = directory.resolve(name + "-again.json");
        return run(
                Lab.here(
                        "analyze",
                        "--json",
                        json.toString(),
                        directory.resolve(name).toString()),
                name + "-again",
                line -> {});
    }

    @Test
    void aHealthyHostIsCleared() throws Exception {
        try (Lab lab = Lab.up("wit", NODES)) {
            Run run = run(capture(lab, "healthy", SHORT_SECONDS), "healthy", line -> {});
            assertEquals(NODES - 1, run.ladders("in").size(), run.text());
            long arrived = 0;
            for (JsonNode ladder : run.ladders("in")) {
                arrived += ladder.path("arrived").asLong();
                assertEquals(0, ladder.path("dropped").asLong(), run.text());
                assertEquals(0, ladder.path("unaccounted").asLong(), run.text());
                assertEquals(
                        ladder.path("arrived").asLong(),
                        ladder.path("delivered").asLong(),
                        run.text());
            }
            JsonNode sent = run.ladders("out").get(0);
            assertEquals(sent.path("sent").asLong(), sent.path("handed").asLong(), run.text());
            String all = "all " + Words.count(arrived) + " packets of ";
            assertTrue(run.finding("kernel-delivers").path("statement").asText().startsWith(all), run.text());
            assertTrue(run.flat().contains("were put into the daemon's socket: the host is cleared"), run.text());
            assertTrue(
                    run.flat()
                            .contains("all " + Words.count(sent.path("handed").asLong())
                                    + " packets that the daemon on "),
                    run.text());
            Run again = again("healthy");
            assertEquals(run.kernel().path("ladders"), again.kernel().path("ladders"));
            assertEquals(run.finding("kernel-delivers"), again.finding("kernel-delivers"));
            unavailable(lab);
        }
    }

    /** A process that may capture and may not look into the kernel. */
    private void unavailable(Lab lab) throws IOException, InterruptedException {
        ProcessBuilder builder = capture(lab, "unavailable", 4);
        int java = builder.command().indexOf(NODE) + 1;
        builder.command().addAll(java, List.of("setpriv", "--bounding-set", "-sys_admin,-bpf,-perfmon"));
        Run run = run(builder, "unavailable", line -> {});
        JsonNode absent = run.item("limitations", "no-kernel-witness");
        assertTrue(absent.path("statement").asText().contains("lacks CAP_BPF and CAP_PERFMON"), absent.toString());
        assertTrue(run.flat().contains("the kernel's own witness did not run. The process lacks CAP_BPF"), run.text());
        assertFalse(Files.readString(directory.resolve("unavailable.json")).contains("\"kernel\""));
        assertEquals(absent, again("unavailable").item("limitations", "no-kernel-witness"));
    }

    @Test
    void aFirewallOfTheReceiverIsNamed() throws Exception {
        try (Lab lab = Lab.up("wit", NODES)) {
            Run run = withFault(lab, "host-firewall", 0);
            JsonNode verdict = run.json().path("verdict");
            assertEquals("receiver-host", verdict.path("place").asText(), run.text());
            assertEquals("proven", verdict.path("certainty").asText(), run.text());
            assertEquals(2, run.exitCode(), run.text());
            long dropped = 0;
            for (JsonNode ladder : run.ladders("in")) {
                assertEquals(0, ladder.path("unaccounted").asLong(), run.text());
                assertEquals(
                        ladder.path("arrived").asLong(),
                        ladder.path("delivered").asLong()
                                + ladder.path("dropped").asLong(),
                        run.text());
                for (JsonNode drop : ladder.path("drops")) {
                    assertEquals("netfilter", drop.path("part").asText(), run.text());
                    assertEquals("NETFILTER_DROP", drop.path("reason").asText(), run.text());
                    dropped += drop.path("packets").asLong();
                }
            }
            assertTrue(dropped > 10, run.text());
            String statement = run.finding("kernel-drops").path("statement").asText();
            assertTrue(statement.contains("dropped " + Words.count(dropped) + " packets of "), statement);
            assertTrue(statement.contains("netfilter (NETFILTER_DROP in "), statement);
            assertTrue(run.text().contains("NETFILTER_DROP"), run.text());
            JsonNode again = again("host-firewall").json().path("verdict");
            assertEquals("receiver-host", again.path("place").asText());
            assertEquals("proven", again.path("certainty").asText());
        }
    }

    @Test
    void aReceiverBehindASwitchThatDropsIsCleared() throws Exception {
        try (Lab lab = Lab.up("wit", NODES)) {
            Run run = withFault(lab, "switch-oneway", 7);
            assertEquals("fault", run.json().path("verdict").path("status").asText(), run.text());
            JsonNode host = run.suspect("receiver-host");
            assertEquals("cleared", host.path("state").asText(), run.text());
            assertTrue(
                    host.path("because")
                            .asText()
                            .matches(
                                    "all [\\d ]+ packets of 192\\.168\\.7\\.1 that arrived at .* were put into the daemon's"
                                            + " socket"),
                    host.toString());
            assertTrue(
                    run.item("limitations", "below-the-stack")
                            .path("statement")
                            .asText()
                            .contains("by XDP"),
                    run.text());
            assertEquals(host, again("switch-oneway").suspect("receiver-host"));
        }
    }
}
