package io.totemtap.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** What the user gave a command, by the names of its {@link Synopsis}. */
final class Given {

    private final ParseResult parsed;

    Given(ParseResult parsed) {
        this.parsed = parsed;
    }

    /** Whether an option without a value was given. */
    boolean has(String name) {
        return parsed.matchedOptionValue(name, false);
    }

    /** The value of an option. */
    Optional<String> value(String name) {
        return Optional.ofNullable(parsed.matchedOptionValue(name, (String) null));
    }

    /**
     * The value of an option that names a file.
     *
     * @throws OutputException if no file can have this name
     */
    Optional<Path> file(String name) {
        return value(name).map(text -> path(name, text));
    }

    /** The whole number an option was given, or what stands for it. */
    long number(String name, long otherwise) {
        return parsed.matchedOptionValue(name, otherwise);
    }

    /** The choice of an option, or what stands for it. */
    <E extends Enum<E>> E choice(String name, E otherwise) {
        return parsed.matchedOptionValue(name, otherwise);
    }

    /** Every value of an option, in their order. */
    List<String> values(String name) {
        return parsed.matchedOptionValue(name, List.of());
    }

    /**
     * Every value of an option that names files.
     *
     * @throws OutputException if no file can have such a name
     */
    List<Path> files(String name) {
        return values(name).stream().map(text -> path(name, text)).toList();
    }

    /** The one word without an option before it. */
    Optional<String> parameter() {
        return Optional.ofNullable(parsed.matchedPositionalValue(0, (String) null));
    }

    /** Every word without an option before it. */
    List<String> parameters() {
        return parsed.matchedPositionalValue(0, List.of());
    }

    private static Path path(String name, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new OutputException(ExitCode.USAGE, name + " takes the name of a file.");
        }
    }
}
