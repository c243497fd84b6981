package io.totemtap.manual;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text in the macros of man(7). */
final class Roff {

    private static final int WIDTH = 76;
    private static final Pattern STRONG = Pattern.compile("\\*\\*(.+?)\\*\\*|`(.+?)`");

    private final StringBuilder text = new StringBuilder();

    /** A page's first line. */
    Roff title(String name, String date, String version) {
        return line(".TH " + name.toUpperCase(Locale.ROOT) + " 1 " + date + " \"totemtap " + version
                + "\" \"totemtap manual\"");
    }

    /** A section's heading. */
    Roff section(String heading) {
        return line(".SH " + (heading.contains(" ") ? '"' + heading + '"' : heading));
    }

    /** A paragraph; {@code **strong**} and {@code `code`} are set in bold. */
    Roff paragraph(String words) {
        return line(".PP").words(words);
    }

    /** A paragraph that follows a heading. */
    Roff words(String words) {
        StringBuilder row = new StringBuilder();
        for (String word : strong(words).split(" ", -1)) {
            if (row.length() > 0 && row.length() + word.length() >= WIDTH) {
                safe(row.toString());
                row.setLength(0);
            }
            row.append(row.length() == 0 ? "" : " ").append(word);
        }
        return safe(row.toString());
    }

    /** A term, already marked up, and what it means. */
    Roff term(String marked, String meaning) {
        return line(".TP").safe(marked).words(meaning);
    }

    /** How a command is called: its words are bold, what stands for something else is italic. */
    Roff synopsis(String synopsis) {
        StringBuilder row = new StringBuilder();
        for (String word : synopsis.split(" ", -1)) {
            row.append(row.length() == 0 ? "" : " ").append(word.matches("[a-z]+|-.*") ? bold(word) : italic(word));
        }
        return safe(row.toString());
    }

    /** A line that is shown as it is, and what it is for. */
    Roff example(String purpose, String line) {
        return line(".TP 4").words(purpose).line(".EX").safe(escaped(line)).line(".EE");
    }

    /** Bold. */
    static String bold(String word) {
        return "\\fB" + escaped(word) + "\\fR";
    }

    /** Italic. */
    static String italic(String word) {
        return "\\fI" + escaped(word) + "\\fR";
    }

    /** Text as the formatter has to have it: dashes that can be copied, no commands, only ASCII. */
    static String escaped(String plain) {
        StringBuilder out = new StringBuilder();
        plain.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\e");
                case '-' -> out.append("\\-");
                case '\'' -> out.append("\\(aq");
                case '`' -> out.append("\\(ga");
                case '^' -> out.append("\\(ha");
                case '~' -> out.append("\\(ti");
                default -> {
                    if (c < 0x7f) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(String.format(Locale.ROOT, "\\[u%04X]", c));
                    }
                }
            }
        });
        return out.toString();
    }

    private static String strong(String words) {
        StringBuilder out = new StringBuilder();
        int end = 0;
        var found = STRONG.matcher(words);
        while (found.find()) {
            out.append(escaped(words.substring(end, found.start())));
            out.append(bold(found.group(1) == null ? found.group(2) : found.group(1)));
            end = found.end();
        }
        return out.append(escaped(words.substring(end))).toString();
    }

    /** A line of text: what looks like a command at its beginning is none. */
    private Roff safe(String line) {
        return line(line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line);
    }

    private Roff line(String line) {
        text.append(line).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
