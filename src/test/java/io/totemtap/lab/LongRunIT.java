package io.totemtap.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What happens to a host while a capture runs for long: the capture says so and goes on, and its file is whole. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class LongRunIT {

    private static final int SAID_WITHIN_SECONDS = 20;

    @TempDir
    Path directory;

    @BeforeAll
    static void possible() {
        Lab.assumePossible();
    }

    private static void says(LiveCapture capture, String words) throws InterruptedException {
        assertTrue(capture.await(SAID_WITHIN_SECONDS, one -> one.hasSaid(words)), words + " was not said: " + capture);
    }

    private static void ip(Lab lab, String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "ip";
        System.arraycopy(words, 0, command, 1, words.length);
        assertEquals("", Lab.output(lab.on("n1", command)));
    }

    /** The cable from net0 stays; this one is a second, whose other end is in the same node. */
    private static void plug(Lab lab) {
        ip(lab, "link", "add", "spare0", "type", "veth", "peer", "name", "spare1");
        ip(lab, "address", "add", "10.9.8.1/24", "dev", "spare0");
        ip(lab, "link", "set", "spare0", "up");
        ip(lab, "link", "set", "spare1", "up");
    }

    @Test
    void interfacesComeAndGo() throws Exception {
        Path kept = directory.resolve("kept.pcapng");
        Path json = directory.resolve("result.json");
        try (Lab lab = Lab.up("longrun", 1)) {
            plug(lab);
            try (LiveCapture capture = LiveCapture.start(lab, "n1", json, "-i", "spare0", "-w", kept.toString())) {
                says(capture, "capturing on net0, spare0");
                ip(lab, "address", "add", "10.9.8.2/24", "dev", "spare0");
                says(capture, "spare0 has 10.9.8.1, 10.9.8.2 now, and had 10.9.8.1.");
                lab.send("n1", "10.9.8.77");
                ip(lab, "link", "set", "spare0", "down");
                says(capture, "spare0 went down; capturing goes on when it is up.");
                ip(lab, "link", "set", "spare0", "up");
                says(capture, "spare0 is up; capturing goes on.");
                lab.send("n1", "10.9.8.77");
                ip(lab, "link", "delete", "spare0");
                says(capture, "spare0 disappeared; capturing goes on when it comes back.");
                int ups = ups(capture);
                plug(lab);
                assertTrue(capture.await(SAID_WITHIN_SECONDS, one -> ups(one) > ups), "did not come back: " + capture);
                lab.send("n1", "10.9.8.77");
                capture.end();
                assertFalse(capture.hasSaid("defect"), capture.toString());
            }
            JsonNode read = whole(kept);
            assertTrue(read.path("packets").asLong() > 0, read.toString());
        }
    }

    private static int ups(LiveCapture capture) {
        return (int) capture.lines().stream()
                .filter(line -> line.contains("spare0 is up; capturing goes on."))
                .count();
    }

    /** Reads a file with the program, and with capinfos where it is installed; returns its first capture. */
    private JsonNode whole(Path kept) throws Exception {
        Path json = directory.resolve("again.json");
        Lab.output(Lab.here("analyze", "--json", json.toString(), kept.toString()));
        JsonNode read =
                new ObjectMapper().readTree(json.toFile()).path("captures").get(0);
        assertTrue(read.path("damaged").isNull(), read.toString());
        if (Files.isExecutable(Path.of("/usr/bin/capinfos"))) {
            Process capinfos = new ProcessBuilder("/usr/bin/capinfos", "-c", "-M", kept.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(capinfos.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, capinfos.waitFor(), said);
            assertFalse(said.contains("cut short"), said);
            System.out.printf(
                    Locale.ROOT, "kept file            %s%n", said.strip().replaceAll("\\s+", " "));
        }
        return read;
    }

    /** A small disk for as long as a test takes; nodes that come up later see it. */
    private static final class SmallDisk implements AutoCloseable {
        final Path root;

        SmallDisk(Path root) throws IOException {
            this.root = Files.createDirectory(root);
            assertEquals(
                    "",
                    Lab.output(new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=256k", "none", root.toString())));
        }

        @Override
        public void close() {
            assertEquals("", Lab.output(new ProcessBuilder("umount", root.toString())));
        }
    }

    /** Waits until the disk is full, and then looks whether a fault that comes now is found. */
    private static void goesOn(Lab lab, LiveCapture capture, Path packets) throws InterruptedException {
        assertTrue(
                capture.await(60, one -> one.hasSaid("Packets are no longer kept in " + packets)),
                "a full disk was not told: " + capture);
        assertTrue(capture.hasSaid("the analysis goes on."), capture.toString());
        lab.fault("host-firewall");
        assertTrue(
                capture.await(30, one -> one.places().contains("receiver-host")),
                "the analysis did not go on: " + capture);
        assertEquals(2, capture.end(), capture.toString());
        assertFalse(capture.hasSaid("defect"), capture.toString());
    }

    @Test
    void aFullDiskEndsTheKeepingOnly() throws Exception {
        Path json = directory.resolve("result.json");
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"));
                Lab lab = Lab.up("fulldisk", 3)) {
            Path kept = disk.root.resolve("kept.pcapng");
            try (LiveCapture capture = LiveCapture.start(lab, "n2", json, "-w", kept.toString())) {
                goesOn(lab, capture, kept);
            }
            JsonNode read = whole(kept);
            assertTrue(read.path("packets").asLong() > 100, read.toString());
            assertTrue(Files.size(kept) > 200_000, "most of the disk is used: " + Files.size(kept));
        }
    }

    /** The host's state has no room either. */
    @Test
    void aFullDiskDoesNotEndTheCaptureOfACase() throws Exception {
        Path json = directory.resolve("result.json");
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"));
                Lab lab = Lab.up("fullcase", 3)) {
            Path kept = disk.root.resolve("case");
            Path packets = kept.resolve("n2.pcapng");
            try (LiveCapture capture = LiveCapture.start(lab, "n2", json, "--case", kept.toString())) {
                goesOn(lab, capture, packets);
            }
            whole(packets);
            Lab.output(Lab.here("analyze", "--json", json.toString(), kept.toString()));
            JsonNode result = new ObjectMapper().readTree(json.toFile());
            assertEquals(1, result.path("captures").size(), result.toString());
        }
    }
}
