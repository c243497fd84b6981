package io.totemtap.cli;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The terminal's size and its keys, through stty. Where that is missing there are no keys and 80 columns. */
final class TerminalControl implements AutoCloseable {

    private static final File TTY = new File("/dev/tty");
    private static final long PATIENCE_MILLIS = 1_000;
    private static final int KEY_PAUSE_MILLIS = 50;

    private final Optional<String> saved;
    private volatile boolean stopping;

    private TerminalControl(Optional<String> saved) {
        this.saved = saved;
    }

    /** Switches off echo and line editing; signals such as Ctrl-C stay. */
    static TerminalControl open(IntConsumer onKey) {
        Optional<String> before = stty("-g").filter(text -> !text.isBlank());
        boolean raw = before.isPresent()
                && stty("-icanon", "-echo", "min", "0", "time", "1").isPresent();
        TerminalControl control = new TerminalControl(raw ? before : Optional.empty());
        if (raw) {
            Thread keys = new Thread(() -> control.read(onKey), "keys");
            keys.setDaemon(true);
            keys.start();
        }
        return control;
    }

    /** Whether keys are read one by one. */
    boolean hasKeys() {
        return saved.isPresent();
    }

    private void read(IntConsumer onKey) {
        try (InputStream in = new FileInputStream(TTY)) {
            while (!stopping) {
                int key = in.read();
                if (key >= 0) {
                    onKey.accept(key);
                } else {
                    Thread.sleep(KEY_PAUSE_MILLIS);
                }
            }
        } catch (IOException | InterruptedException e) {
            // no more keys
            stopping = true;
        }
    }

    /** Rows and columns; 24 and 80 where they are not known. */
    static int[] size() {
        try {
            String[] words = stty("size").orElse("").strip().split(" ", -1);
            if (words.length == 2) {
                int rows = Integer.parseInt(words[0]);
                int columns = Integer.parseInt(words[1]);
                if (rows > 0 && columns > 0) {
                    return new int[] {rows, columns};
                }
            }
        } catch (NumberFormatException e) {
            return new int[] {24, 80};
        }
        return new int[] {24, 80};
    }

    private static Optional<String> stty(String... arguments) {
        List<String> words = new ArrayList<>(List.of("stty"));
        words.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(words)
                    .redirectInput(TTY)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            boolean ended = process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(output.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        stopping = true;
        saved.ifPresent(TerminalControl::stty);
    }
}
