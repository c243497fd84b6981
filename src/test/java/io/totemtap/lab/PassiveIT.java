package io.totemtap.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** No command sends a packet or joins a group: seen from the switch's port, in the host's counters and in its memberships. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class PassiveIT {

    @TempDir
    Path directory;

    @BeforeAll
    static void possible() {
        Lab.assumePossible();
    }

    @Test
    void nothingIsSentAndNothingJoined() throws Exception {
        // a node without a daemon is silent, so whatever leaves net0 is ours
        try (Lab lab = Lab.up("quiet", 1)) {
            lab.fault("silence");
            Path wire = directory.resolve("wire.txt");
            Process watcher = watch(lab, wire);
            String sent = sent(lab);
            Set<String> groups = groups(lab);
            Path kept = directory.resolve("case");
            for (String[] arguments : new String[][] {
                {"capture", "-i", "net0", "-l", "--duration", "4s", "--case", kept.toString()},
                {"capture", "-i", "net0", "-P", "-l", "--duration", "3s"},
                {"capture", "-i", "net0", "-l", "--alternate-promisc", "--duration", "22s"},
                {"interfaces"},
                {"snapshot"},
                {"snapshot", "--witness", "2"},
                {"doctor", "-i", "net0"},
                {"analyze", kept.toString()}
            }) {
                passive(lab, lab.totemtap("n1", arguments), groups);
            }
            passive(lab, collector(lab), groups);
            assertEquals(sent, sent(lab));
            assertTrue(Files.exists(kept.resolve("case.json")));
            assertEquals(List.of(), seen(wire), "frames that came from the node");

            // the watchers are awake
            lab.send("n1", "192.168.7.254");
            await(wire);
            assertFalse(seen(wire).isEmpty());
            assertFalse(sent.equals(sent(lab)));
            watcher.destroy();
        }
    }

    /** Every frame that the switch gets from the node. */
    private static Process watch(Lab lab, Path wire) throws IOException, InterruptedException {
        Process watcher = lab.on("sw", "tcpdump", "-i", "p1", "-Q", "in", "-n", "-e", "-l")
                .redirectErrorStream(true)
                .redirectOutput(wire.toFile())
                .start();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.readString(wire).contains("listening on p1") && System.nanoTime() - until < 0) {
            Thread.sleep(100);
        }
        assertTrue(Files.readString(wire).contains("listening on p1"), Files.readString(wire));
        return watcher;
    }

    private static void await(Path wire) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (seen(wire).isEmpty() && System.nanoTime() - until < 0) {
            Thread.sleep(100);
        }
    }

    private static List<String> seen(Path wire) throws IOException {
        return Files.readAllLines(wire).stream()
                .filter(line -> line.contains("ethertype"))
                .toList();
    }

    /** Runs a command, and looks at the memberships all the while. */
    private void passive(Lab lab, ProcessBuilder command, Set<String> groups) throws Exception {
        Path said = Files.createTempFile(directory, "said", ".txt");
        Process process =
                command.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        String line = String.join(" ", command.command());
        int looks = 0;
        while (looks == 0 || process.isAlive()) {
            assertEquals(groups, groups(lab), line);
            looks++;
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
        String output = Files.readString(said);
        assertFalse(output.contains("defect"), output);
        assertTrue(process.exitValue() < 64, line + ": " + output);
        assertEquals(groups, groups(lab), line);
    }

    private ProcessBuilder collector(Lab lab) throws IOException {
        Path script = directory.resolve("collect.sh");
        Files.writeString(script, Lab.output(Lab.here("collector")));
        return lab.on("n1", "sh", script.toString(), "-i", "net0", "-t", "3", "-o", directory.toString());
    }

    private static String sent(Lab lab) {
        return Lab.output(lab.on("n1", "cat", "/sys/class/net/net0/statistics/tx_packets"));
    }

    /** The groups that were joined and what the interface's filter lets in, without timers. */
    private static Set<String> groups(Lab lab) {
        Set<String> groups = new TreeSet<>();
        List<String> lines = new ArrayList<>(Lab.output(lab.on("n1", "cat", "/proc/net/igmp"))
                .lines()
                .skip(1)
                .toList());
        lines.removeIf(line -> !line.startsWith("\t"));
        lines.forEach(line -> groups.add("joined " + line.strip().replaceAll("\\s.*", "")));
        Lab.output(lab.on("n1", "ip", "maddress", "show", "dev", "net0"))
                .lines()
                .filter(line -> line.contains("link") || line.contains("inet"))
                .forEach(line -> groups.add(line.strip()));
        assertTrue(groups.stream().anyMatch(group -> group.startsWith("joined ")), groups.toString());
        return groups;
    }
}
