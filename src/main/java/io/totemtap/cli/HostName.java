package io.totemtap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this host calls itself, without asking DNS. */
final class HostName {

    private HostName() {}

    /** The name up to its first dot, fit for a file name; "here" if there is none. */
    static String own() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            String bare = name.replaceFirst("\\..*", "").replaceAll("[^A-Za-z0-9_-]", "_");
            return bare.isEmpty() ? "here" : bare;
        } catch (IOException e) {
            return "here";
        }
    }
}
