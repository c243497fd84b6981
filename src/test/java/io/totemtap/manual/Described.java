package io.totemtap.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command as its help describes it.
 *
 * @param name one word
 * @param summary what it does
 * @param synopsis how it is called
 * @param examples lines to type
 * @param notes what the help says beside examples and options
 * @param options its options
 * @param arguments what stands behind them
 */
record Described(
        String name,
        String summary,
        String synopsis,
        List<Example> examples,
        List<String> notes,
        List<Choice> options,
        List<Argument> arguments) {

    /**
     * A line to type.
     *
     * @param line the line
     * @param purpose what it is for
     */
    record Example(String line, String purpose) {

        /** Two columns of a help page: they stand two or more spaces apart. */
        static Example of(String columns) {
            String[] parts = columns.strip().split(" {2,}", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("an example without a purpose: " + columns);
            }
            return new Example(parts[0], parts[1]);
        }
    }

    /**
     * What is given without an option.
     *
     * @param label its name in the synopsis
     * @param description what it is, in one line
     */
    record Argument(String label, String description) {

        private static Argument of(PositionalParamSpec argument) {
            return new Argument(argument.paramLabel(), String.join(" ", argument.description()));
        }

        Value value() {
            return Value.of(label);
        }
    }

    /** A command of the program. */
    static Described of(CommandSpec command) {
        List<Example> examples = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String line : command.usageMessage().description()) {
            if (line.startsWith("  ")) {
                examples.add(Example.of(line));
            } else if (!line.isBlank()) {
                notes.add(line);
            }
        }
        return new Described(
                command.name(),
                String.join(" ", command.usageMessage().header()),
                String.join(" ", command.usageMessage().customSynopsis()).strip(),
                List.copyOf(examples),
                List.copyOf(notes),
                command.options().stream().map(Choice::of).toList(),
                command.positionalParameters().stream().map(Argument::of).toList());
    }

    /** The program itself: its examples stand in the page that shows all commands. */
    static Described of(CommandSpec program, String overview) {
        List<String> page = overview.lines().toList();
        List<Example> examples = page.stream()
                .takeWhile(line -> !line.startsWith("Usage:"))
                .filter(line -> line.startsWith("  "))
                .map(Example::of)
                .toList();
        String synopsis = page.stream()
                .filter(line -> line.startsWith("Usage: "))
                .map(line -> line.substring("Usage: ".length()))
                .findFirst()
                .orElseThrow();
        return new Described(
                program.name(),
                String.join(" ", Arrays.asList(program.usageMessage().header())),
                synopsis,
                examples,
                List.of(),
                program.options().stream().map(Choice::of).toList(),
                List.of());
    }
}
