package io.totemtap.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Recognises a sos report from outside: a directory that holds sos_commands, or a tar archive. */
final class SosNames {

    private static final List<String> ARCHIVES =
            List.of(".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tar.zst");

    private SosNames() {}

    static boolean isReport(Path path) {
        if (Files.isDirectory(path)) {
            return Files.isDirectory(path.resolve("sos_commands"));
        }
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return ARCHIVES.stream().anyMatch(name::endsWith);
    }
}
