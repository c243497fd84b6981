package io.totemtap.manual;

import java.util.List;
import java.util.regex.Pattern;

/** What stands behind an option or as an argument, as its label in {@code --help} tells. */
enum Value {
    /** Nothing: the option stands alone. */
    NONE,
    /** One of the words of the label. */
    CHOICE,
    /** A file. */
    FILE,
    /** A file, after a name and {@code =}. */
    NAMED_FILE,
    /** A directory. */
    DIRECTORY,
    /** A network interface. */
    INTERFACE,
    /** A page of {@code totemtap explain}. */
    PAGE,
    /** Something that no shell can know. */
    FREE;

    private static final Pattern CHOICES = Pattern.compile("[a-z-]+(\\|[a-z-]+)+");

    /** What a label stands for; empty for an option without a value. */
    static Value of(String label) {
        if (CHOICES.matcher(label).matches()) {
            return CHOICE;
        }
        return switch (label) {
            case "" -> NONE;
            case "FILE", "FILE.pcapng" -> FILE;
            case "NAME=FILE", "[NAME=]FILE", "[NAME=]PATH" -> NAMED_FILE;
            case "DIR" -> DIRECTORY;
            case "IF" -> INTERFACE;
            case "ID" -> PAGE;
            default -> FREE;
        };
    }

    /** The words of a label of {@link #CHOICE}. */
    static List<String> choices(String label) {
        return List.of(label.split("\\|", -1));
    }
}
