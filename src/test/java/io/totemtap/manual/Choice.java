package io.totemtap.manual;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option.
 *
 * @param names with their dashes, the short one first
 * @param label what stands behind it in {@code --help}; empty if it stands alone
 * @param description what it is for, in one line
 * @param repeatable whether it may be given more than once
 */
record Choice(List<String> names, String label, String description, boolean repeatable) {

    static Choice of(OptionSpec option) {
        return new Choice(
                Arrays.stream(option.names()).toList(),
                option.arity().max() == 0 ? "" : option.paramLabel(),
                String.join(" ", option.description()),
                option.isMultiValue());
    }

    Value value() {
        return Value.of(label);
    }

    /** The names that begin with two dashes. */
    List<String> longNames() {
        return names.stream().filter(name -> name.startsWith("--")).toList();
    }

    /** The names of one dash and one letter. */
    List<String> shortNames() {
        return names.stream().filter(name -> !name.startsWith("--")).toList();
    }
}
