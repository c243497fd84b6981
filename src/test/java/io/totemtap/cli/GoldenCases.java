package io.totemtap.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recordings in {@code captures/}, each a case of its own. */
final class GoldenCases {

    /** Where they are. */
    static final Path CAPTURES = Path.of("captures");

    private GoldenCases() {}

    /** Every case, in the order of names. */
    static List<Path> all() {
        try (Stream<Path> found = Files.list(CAPTURES)) {
            return found.filter(path -> Files.exists(path.resolve("manifest.json")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
