package io.totemtap.manual;

import io.totemtap.manual.Described.Argument;
import io.totemtap.manual.Described.Example;
import java.util.List;
import java.util.Locale;

/** A manual page of section 1: help of a command and its prose. */
final class ManualPage {

    /** Sections of the prose that stand behind examples. */
    static final List<String> LAST = List.of("EXIT STATUS", "ENVIRONMENT", "FILES", "NOTES");

    private final String date;
    private final String version;

    /**
     * Pages of one version.
     *
     * @param date of the version, year-month-day
     * @param version as the program tells it
     */
    ManualPage(String date, String version) {
        this.date = date;
        this.version = version;
    }

    /** The page of the program. */
    String of(Described program, Prose prose, List<Described> commands) {
        Roff page = head(program.name(), program, prose);
        page.section("COMMANDS");
        commands.forEach(command -> page.term(
                Roff.bold("totemtap " + command.name()),
                command.summary() + " See **totemtap-" + command.name() + "**(1)."));
        return tail(
                page,
                program,
                prose,
                commands.stream().map(command -> "totemtap-" + command.name()).toList());
    }

    /** The page of a command. */
    String of(Described command, Prose prose) {
        return tail(head("totemtap-" + command.name(), command, prose), command, prose, List.of("totemtap"));
    }

    private Roff head(String title, Described command, Prose prose) {
        Roff page = new Roff().title(title, date, version);
        page.section("NAME").words(title + " - " + lowered(command.summary()));
        page.section("SYNOPSIS").synopsis(command.synopsis());
        prose.write("DESCRIPTION", command.notes(), page);
        return page;
    }

    private String tail(Roff page, Described command, Prose prose, List<String> others) {
        if (!command.arguments().isEmpty()) {
            page.section("ARGUMENTS");
            for (Argument argument : command.arguments()) {
                page.term(Roff.italic(argument.label()), argument.description());
            }
        }
        page.section("OPTIONS");
        command.options().forEach(option -> page.term(heading(option), option.description()));
        page.section("EXAMPLES");
        for (Example example : command.examples()) {
            page.example(sentence(example.purpose()), example.line());
        }
        LAST.forEach(heading -> prose.write(heading, List.of(), page));
        page.section("SEE ALSO");
        page.words(String.join(
                        ", ", others.stream().map(name -> "**" + name + "**(1)").toList())
                + ", **tcpdump**(8), **tshark**(1), **corosync.conf**(5)");
        return page.toString();
    }

    private static String heading(Choice option) {
        String names = option.names().stream()
                .map(Roff::bold)
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        if (option.label().isEmpty()) {
            return names;
        }
        return names + (option.longNames().isEmpty() ? " " : "=") + Roff.italic(option.label());
    }

    /** A summary as what follows a dash: no capital, no full stop. */
    private static String lowered(String summary) {
        String end = summary.endsWith(".") ? summary.substring(0, summary.length() - 1) : summary;
        return end.substring(0, 1).toLowerCase(Locale.ROOT) + end.substring(1);
    }

    private static String sentence(String purpose) {
        return purpose.substring(0, 1).toUpperCase(Locale.ROOT) + purpose.substring(1) + ":";
    }
}
