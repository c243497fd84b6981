package io.totemtap.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** A LAN with a cluster on it; src/test/lab/lab.sh does the work. Closing it removes everything. */
final class Lab implements AutoCloseable {

    private static final String SCRIPT =
            Path.of("src/test/lab/lab.sh").toAbsolutePath().toString();
    private static final Path JAR = Path.of(System.getProperty("totemtap.jar", "target/totemtap.jar"));

    /** Labs that are up; what ends the tests before their end removes them too. */
    private static final Set<String> STANDING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STANDING.forEach(Lab::down)));
    }

    private final String id;

    private Lab(String id) {
        this.id = id;
    }

    /** Skips the test, with the reason, where a laboratory cannot be had. */
    static void assumePossible() {
        String missing = output(new ProcessBuilder(SCRIPT, "missing")).strip().replace('\n', ' ');
        if (!missing.isEmpty()) {
            String reason = "skipped: the laboratory needs what is missing here: " + missing;
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    /** Builds the LAN and waits until the ring of {@code nodes} nodes has formed. */
    static Lab up(String id, int nodes) {
        return up(id, nodes, "plain");
    }

    /** Builds a LAN with one of the ways that lab.sh knows, and waits until the ring of {@code nodes} nodes has formed. */
    static Lab up(String id, int nodes, String way) {
        Lab lab = new Lab(id);
        STANDING.add(id);
        try {
            check(new ProcessBuilder(SCRIPT, "up", id, Integer.toString(nodes), way));
            return lab;
        } catch (IllegalStateException e) {
            lab.close();
            throw e;
        }
    }

    void fault(String name) {
        check(new ProcessBuilder(SCRIPT, "fault", id, name));
    }

    void heal(String name) {
        check(new ProcessBuilder(SCRIPT, "heal", id, name));
    }

    /** A command on a node, not started yet. */
    ProcessBuilder on(String node, String... command) {
        List<String> words = new ArrayList<>(List.of(SCRIPT, "run", id, node));
        words.addAll(List.of(command));
        return new ProcessBuilder(words);
    }

    /** Sends a datagram from a node to an address, and with it an ARP request. */
    void send(String node, String address) {
        output(on(
                node,
                "python3",
                "-c",
                "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('" + address
                        + "', 9))"));
    }

    /** The program on a node, not started yet. */
    ProcessBuilder totemtap(String node, String... arguments) {
        ProcessBuilder builder = on(node, program(arguments).toArray(String[]::new));
        builder.environment().put("NO_COLOR", "1");
        return builder;
    }

    /** The program outside of every node, not started yet. */
    static ProcessBuilder here(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(program(arguments));
        builder.environment().put("NO_COLOR", "1");
        return builder;
    }

    private static List<String> program(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                JAR.toAbsolutePath().toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Runs a command and returns what it printed, whatever its exit code. */
    static String output(ProcessBuilder builder) {
        try {
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void check(ProcessBuilder builder) {
        // daemons that are left running must not hold the pipe open
        try {
            Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(builder.command() + " ended with " + process.exitValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void down(String id) {
        check(new ProcessBuilder(SCRIPT, "down", id));
    }

    @Override
    public void close() {
        down(id);
        STANDING.remove(id);
    }
}
