package io.totemtap.cli;

import io.totemtap.cli.Synopsis.Declared;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What the user gave a command; it agrees with the command's {@link Synopsis}. Options are asked for by any of their names. */
final class Given {

    private final Synopsis synopsis;
    private final Map<String, List<String>> values;
    private final List<String> parameters;

    /** What was given: for each option, by its {@link Declared#key}, its values, an empty text for a flag. */
    Given(Synopsis synopsis, Map<String, List<String>> values, List<String> parameters) {
        this.synopsis = synopsis;
        this.values = values;
        this.parameters = parameters;
    }

    /** What picocli read by the {@link Synopsis#spec()}. */
    static Given of(Synopsis synopsis, ParseResult parsed) {
        Map<String, List<String>> values = new HashMap<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            synopsis.option(option.names()[0]).ifPresent(declared -> values.put(declared.key(), option.stringValues()));
        }
        List<String> parameters = new ArrayList<>();
        for (PositionalParamSpec each : parsed.commandSpec().positionalParameters()) {
            parameters.addAll(each.stringValues());
        }
        return new Given(synopsis, values, parameters);
    }

    private List<String> all(String name) {
        Declared option =
                synopsis.option(name).orElseThrow(() -> new IllegalArgumentException(name + " was never declared"));
        return values.getOrDefault(option.key(), List.of());
    }

    /** Whether an option was given. */
    boolean has(String name) {
        return !all(name).isEmpty();
    }

    /** The value of an option. */
    Optional<String> value(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
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
        return value(name).map(Long::parseLong).orElse(otherwise);
    }

    /** The choice of an option, or what stands for it. */
    <E extends Enum<E>> E choice(String name, E otherwise) {
        Class<E> type = otherwise.getDeclaringClass();
        return value(name).map(text -> type.cast(PlainWords.choice(type, text))).orElse(otherwise);
    }

    /** Every value of an option, in their order. */
    List<String> values(String name) {
        return all(name);
    }

    /**
     * Every value of an option that names files.
     *
     * @throws OutputException if no file can have such a name
     */
    List<Path> files(String name) {
        return values(name).stream().map(text -> path(name, text)).toList();
    }

    /** The first word without an option before it. */
    Optional<String> parameter() {
        return parameters.stream().findFirst();
    }

    /** Every word without an option before it. */
    List<String> parameters() {
        return parameters;
    }

    private static Path path(String name, String text) {
        if (text.equals("-")) {
            throw new OutputException(
                    ExitCode.USAGE, name + " takes the name of a file; /dev/stdin and /dev/stdout are such names.");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new OutputException(ExitCode.USAGE, name + " takes the name of a file.");
        }
    }
}
