package io.totemtap.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@code totemtap capture -l} while it runs: what it says, and when. Closing it ends it. */
final class LiveCapture implements AutoCloseable {

    private static final String VERDICT = "  verdict: ";

    /**
     * A verdict as it was said.
     *
     * @param nanos when, {@link System#nanoTime()}
     * @param text "healthy: …", "cannot tell yet: …" or "possible, undecided: …"
     */
    record Said(long nanos, String text) {

        boolean isHealthy() {
            return text.startsWith("healthy: ");
        }

        /** The place that is accused; empty if nothing is said to be wrong. */
        String place() {
            int comma = text.indexOf(", ");
            int colon = text.indexOf(": ");
            return comma < 0 || colon < comma ? "" : text.substring(comma + 2, colon);
        }
    }

    private final Process process;
    private final Path json;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();
    private final List<Said> verdicts = new ArrayList<>();

    private LiveCapture(Process process, Path json) {
        this.process = process;
        this.json = json;
        reader = new Thread(this::read, "capture-lines");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a capture that writes its result to {@code json}. */
    static LiveCapture start(Lab lab, String node, Path json, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("capture", "-i", "net0", "-l", "--duration", "90s", "--json", json.toString()));
        arguments.addAll(List.of(more));
        try {
            ProcessBuilder builder = lab.totemtap(node, arguments.toArray(String[]::new));
            return new LiveCapture(builder.redirectErrorStream(true).start(), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said(line);
            }
        } catch (IOException e) {
            said("not readable: " + e.getMessage());
        }
    }

    private synchronized void said(String line) {
        lines.add(line);
        int at = line.indexOf(VERDICT);
        if (at >= 0) {
            verdicts.add(new Said(System.nanoTime(), line.substring(at + VERDICT.length())));
        }
    }

    /** What it has said until now. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The verdicts until now, one for each change. */
    synchronized List<Said> verdicts() {
        return List.copyOf(verdicts);
    }

    /** The places that were accused at any moment. */
    Set<String> places() {
        Set<String> places = new TreeSet<>();
        verdicts().forEach(said -> places.add(said.place()));
        places.remove("");
        places.remove("undecided");
        return places;
    }

    /** Waits until it has said something, and returns whether it did before the time was over or the process ended. */
    boolean await(int seconds, Predicate<LiveCapture> wanted) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!wanted.test(this)) {
            if (System.nanoTime() - until > 0 || !reader.isAlive()) {
                return wanted.test(this);
            }
            Thread.sleep(100);
        }
        return true;
    }

    boolean isHealthy() {
        List<Said> all = verdicts();
        return !all.isEmpty() && all.get(all.size() - 1).isHealthy();
    }

    boolean hasSaid(String part) {
        return lines().stream().anyMatch(line -> line.contains(part));
    }

    /** Ends it as an administrator would, and returns its exit code. */
    int end() throws InterruptedException {
        java(process).destroy();
        reader.join();
        return process.waitFor();
    }

    /** Waits until it ends by itself, and returns its exit code. */
    int awaitEnd() throws InterruptedException {
        reader.join();
        return process.waitFor();
    }

    /** The program behind the commands that brought it into the node. */
    static ProcessHandle java(Process process) {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseGet(process::toHandle);
    }

    /** What it wrote at its end. */
    JsonNode result() throws IOException {
        return new ObjectMapper().readTree(json.toFile());
    }

    /** The places that a verdict has not cleared. */
    static Set<String> standing(JsonNode verdict) {
        Set<String> places = new TreeSet<>();
        verdict.path("suspects").forEach(suspect -> {
            if (!suspect.path("state").asText().equals("cleared")) {
                places.add(suspect.path("place").asText());
            }
        });
        return places;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
