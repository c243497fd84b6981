package io.totemtap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known of the terminal, without native code: where the standard streams lead, and what the environment says. */
final class Terminal {

    private static final int DEFAULT_WIDTH = 100;
    private static final int LEAST_WIDTH = 40;
    private static final int MOST_WIDTH = 200;

    private Terminal() {}

    /** Whether standard output goes to a terminal; false where that cannot be told. */
    static boolean isOutput() {
        return leadsToTerminal(1);
    }

    /** Whether standard error goes to a terminal; false where that cannot be told. */
    static boolean isError() {
        return leadsToTerminal(2);
    }

    private static boolean leadsToTerminal(int descriptor) {
        String target = target(descriptor);
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    /** Whether standard output goes to another program. */
    static boolean isOutputPipe() {
        String target = target(1);
        return target.startsWith("pipe:") || target.startsWith("socket:");
    }

    /** Where a descriptor leads; empty where that cannot be told. */
    private static String target(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** Columns: as the environment says, else those of the terminal that standard output goes to, else 100. */
    static int width() {
        int columns = DEFAULT_WIDTH;
        try {
            columns =
                    Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "").trim());
        } catch (NumberFormatException e) {
            columns = isOutput() ? TerminalControl.size()[1] : DEFAULT_WIDTH;
        }
        return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, columns));
    }
}
