package io.totemtap.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Name, help and options of a command, declared by calls: reading annotations took longer than analyzing a short capture.
 * {@link PlainWords} reads a plain command line by it; help, mistakes, manual pages and everything that is not plain are picocli's, by
 * {@link #spec()}.
 */
final class Synopsis {

    /** How often an option takes what. */
    enum Kind {
        /** Nothing. */
        FLAG,
        /** One word. */
        VALUE,
        /** One whole number. */
        NUMBER,
        /** One name of an enumeration. */
        CHOICE,
        /** One word, each time it is given. */
        VALUES
    }

    /**
     * An option.
     *
     * @param names the short one first
     * @param kind what it takes
     * @param choices the enumeration of a {@link Kind#CHOICE}
     * @param required whether it has to be given
     * @param label what its value is called in help, empty for a flag
     * @param description one sentence or two
     */
    record Declared(
            List<String> names,
            Kind kind,
            Optional<Class<? extends Enum<?>>> choices,
            boolean required,
            String label,
            String description) {

        /** What it is filed under. The record itself as a key would cost 0.03 s: nothing before needs the hash code of one. */
        String key() {
            return names.get(0);
        }
    }

    /**
     * What may stand without an option before it.
     *
     * @param least how many there have to be
     * @param most how many there may be
     */
    record Parameters(int least, int most, String label, String description) {}

    private final String name;
    private final String header;
    private final String[] description;
    private final List<Declared> options = new ArrayList<>();
    private String usage;
    private Parameters parameters = new Parameters(0, 0, "", "");

    /**
     * A command without options but {@code --help} and {@code --version}.
     *
     * @param name of the command
     * @param header what it does, in one sentence
     * @param description what stands above the usage line: examples first, each a line to type and, two or more spaces behind it, what it
     *     is for, together at most 80 columns
     */
    Synopsis(String name, String header, String... description) {
        this.name = name;
        this.header = header;
        this.description = description;
        this.usage = "totemtap " + name + " [options]";
    }

    /** Replaces the usage line, which is the command's name and {@code [options]}. */
    Synopsis usage(String line) {
        usage = line;
        return this;
    }

    /** An option without a value. */
    Synopsis flag(String names, String text) {
        return add(names, Kind.FLAG, false, "", text);
    }

    /** An option with a value; given twice, that is a mistake. */
    Synopsis value(String names, String label, String text) {
        return add(names, Kind.VALUE, false, label, text);
    }

    /** An option with a whole number. */
    Synopsis number(String names, String label, String text) {
        return add(names, Kind.NUMBER, false, label, text);
    }

    /** An option with one of the names of an enumeration, in either case. */
    Synopsis choice(String names, Class<? extends Enum<?>> choices, String label, String text) {
        options.add(new Declared(List.of(names.split(" ", -1)), Kind.CHOICE, Optional.of(choices), false, label, text));
        return this;
    }

    /** An option that may be given again and again. */
    Synopsis values(String names, String label, String text) {
        return add(names, Kind.VALUES, false, label, text);
    }

    /** An option that has to be given, and may be given again. */
    Synopsis required(String names, String label, String text) {
        return add(names, Kind.VALUES, true, label, text);
    }

    private Synopsis add(String names, Kind kind, boolean required, String label, String text) {
        options.add(new Declared(List.of(names.split(" ", -1)), kind, Optional.empty(), required, label, text));
        return this;
    }

    /** One word without an option before it; it may be left out unless it is {@code required}. */
    Synopsis parameter(boolean required, String label, String text) {
        parameters = new Parameters(required ? 1 : 0, 1, label, text);
        return this;
    }

    /** One word or more without an option before them. */
    Synopsis parameters(String label, String text) {
        parameters = new Parameters(1, Integer.MAX_VALUE, label, text);
        return this;
    }

    /** What may stand without an option before it. */
    Parameters parameters() {
        return parameters;
    }

    /** Every option, in the order of the help. */
    List<Declared> options() {
        return options;
    }

    /** The option of a name. */
    Optional<Declared> option(String optionName) {
        for (Declared option : options) {
            if (option.names().contains(optionName)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    /** The same for picocli: made anew each time. */
    CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name).versionProvider(new Version());
        spec.usageMessage().header(header).description(description).sortOptions(false);
        spec.usageMessage().customSynopsis(usage, "");
        options.forEach(option -> spec.addOption(picocli(option)));
        if (parameters.most() > 0) {
            spec.addPositional(picocli(parameters));
        }
        return spec.mixinStandardHelpOptions(true);
    }

    private static OptionSpec picocli(Declared option) {
        OptionSpec.Builder made = OptionSpec.builder(option.names().toArray(String[]::new))
                .description(option.description())
                .required(option.required());
        switch (option.kind()) {
            case FLAG -> made.type(boolean.class).arity("0");
            case VALUE -> made.type(String.class);
            case NUMBER -> made.type(long.class);
            case CHOICE -> made.type(option.choices().orElseThrow());
            case VALUES -> made.type(List.class).auxiliaryTypes(String.class);
        }
        return option.label().isEmpty()
                ? made.build()
                : made.paramLabel(option.label()).build();
    }

    private static PositionalParamSpec picocli(Parameters parameters) {
        boolean many = parameters.most() > 1;
        PositionalParamSpec.Builder made = PositionalParamSpec.builder()
                .index(many ? "0..*" : "0")
                .arity(many ? "1..*" : parameters.least() == 1 ? "1" : "0..1")
                .required(parameters.least() > 0)
                .paramLabel(parameters.label())
                .description(parameters.description())
                .type(many ? List.class : String.class);
        return many ? made.auxiliaryTypes(String.class).build() : made.build();
    }
}
