package io.totemtap.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Name, help and options of a command. Options are declared by calls and not by annotations: reading annotations took longer than
 * analyzing a short capture.
 */
final class Synopsis {

    private final CommandSpec spec = CommandSpec.create();

    /**
     * A command without options but {@code --help} and {@code --version}.
     *
     * @param name of the command
     * @param header what it does, in one sentence
     * @param description what follows the usage line: examples first
     */
    Synopsis(String name, String header, String... description) {
        spec.name(name).versionProvider(new Version());
        spec.usageMessage().header(header).description(description).sortOptions(false);
    }

    /** What the parser and the makers of manual pages read. */
    CommandSpec spec() {
        if (!spec.mixinStandardHelpOptions()) {
            spec.mixinStandardHelpOptions(true); // now, because what is declared last is shown last
        }
        return spec;
    }

    /** Replaces the usage line that is made of the options. */
    Synopsis usage(String line) {
        spec.usageMessage().customSynopsis(line);
        return this;
    }

    /** An option without a value. */
    Synopsis flag(String names, String description) {
        return add(option(names, description).type(boolean.class).arity("0"));
    }

    /** An option with a value; given twice, that is a mistake. */
    Synopsis value(String names, String label, String description) {
        return add(option(names, description).type(String.class).paramLabel(label));
    }

    /** An option with a whole number. */
    Synopsis number(String names, String label, String description) {
        return add(option(names, description).type(long.class).paramLabel(label));
    }

    /** An option with one of the names of an enumeration, in either case. */
    Synopsis choice(String names, Class<? extends Enum<?>> values, String label, String description) {
        return add(option(names, description).type(values).paramLabel(label));
    }

    /** An option that may be given again and again. */
    Synopsis values(String names, String label, String description) {
        return add(repeatable(names, label, description));
    }

    /** An option that has to be given, and may be given again. */
    Synopsis required(String names, String label, String description) {
        return add(repeatable(names, label, description).required(true));
    }

    /** One word without an option before it; it may be left out unless it is {@code required}. */
    Synopsis parameter(boolean required, String label, String description) {
        return add(PositionalParamSpec.builder()
                .index("0")
                .arity(required ? "1" : "0..1")
                .required(required)
                .type(String.class)
                .paramLabel(label)
                .description(description));
    }

    /** One word or more without an option before them. */
    Synopsis parameters(String label, String description) {
        return add(PositionalParamSpec.builder()
                .index("0..*")
                .arity("1..*")
                .required(true)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(description));
    }

    private Synopsis add(PositionalParamSpec.Builder parameter) {
        spec.addPositional(parameter.build());
        return this;
    }

    private static OptionSpec.Builder repeatable(String names, String label, String description) {
        return option(names, description)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label);
    }

    private static OptionSpec.Builder option(String names, String description) {
        String[] all = names.split(" ", -1);
        return OptionSpec.builder(all[0], Arrays.copyOfRange(all, 1, all.length))
                .description(description);
    }

    private Synopsis add(OptionSpec.Builder option) {
        spec.addOption(option.build());
        return this;
    }
}
