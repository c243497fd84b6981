package io.totemtap.capture.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Runs a command that prints something, for a limited time and a limited length. */
final class BoundedCommand {

    private static final List<String> SYSTEM = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");
    private static final int MOST_BYTES = 4 << 20;
    private static final int BUFFER = 8192;

    private BoundedCommand() {}

    /** The section that a command line makes; empty if there is no such command here. */
    static Optional<Section> run(String line, long millis) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        Optional<String> program = find(words.get(0));
        if (program.isEmpty()) {
            return Optional.empty();
        }
        words.set(0, program.get());
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return Optional.of(output(line, process, millis));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Only where a system keeps its own programs; the search path of the user is not trusted. */
    private static Optional<String> find(String program) {
        return SYSTEM.stream()
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static Section output(String line, Process process, long millis) {
        AtomicReference<Section> read = new AtomicReference<>(new Section(line, "", true));
        Thread reader = new Thread(() -> read.set(section(line, process.getInputStream())), "command-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            reader.join(millis);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Section section = Objects.requireNonNull(read.get());
        boolean killed = process.isAlive() || process.exitValue() > 128;
        return killed ? new Section(line, section.text(), true) : section;
    }

    private static Section section(String line, InputStream in) {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[BUFFER];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (text.length() < MOST_BYTES) {
                    text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                }
            }
            return new Section(line, text.toString(), text.length() >= MOST_BYTES);
        } catch (IOException e) {
            return new Section(line, text.toString(), true);
        }
    }
}
