package io.totemtap.cli;

import io.totemtap.cli.OutputOptions.Colour;
import io.totemtap.diagnose.rule.Pages;
import io.totemtap.diagnose.rule.Pages.Chapter;
import io.totemtap.diagnose.rule.Pages.Page;
import io.totemtap.report.Escape;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Prints the knowledge page of a finding, or the list of all pages. */
final class ExplainCommand implements Command {

    private static final int NEAREST = 3;
    private static final String TITLE = "# ";
    private static final String SECTION = "## ";
    private static final String INDENTED = "    ";
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    @Override
    public Synopsis synopsis() {
        return new Synopsis(
                        "explain",
                        "Explain a finding: what it means, how to confirm it, what to do.",
                        "",
                        "  totemtap explain                  the list of all findings",
                        "  totemtap explain querier-absent   the page of one",
                        "")
                .usage("totemtap explain [options] [ID]")
                .parameter(false, "ID", "A finding's id, as the report names it.")
                .choice(
                        "--color",
                        Colour.class,
                        "auto|always|never",
                        "Bold headings and dim commands (default: auto, which honours NO_COLOR).");
    }

    @Override
    public int run(Given given) {
        Colour colour = given.choice("--color", Colour.AUTO);
        Optional<String> id = given.parameter();
        if (id.isEmpty()) {
            print(list(colour.paints(Terminal.isOutput())));
            return ExitCode.HEALTHY;
        }
        Optional<Page> page = Pages.find(id.get());
        if (page.isEmpty()) {
            System.err.println("totemtap: " + unknown(id.get()));
            return ExitCode.USAGE;
        }
        print(page(page.get(), colour.paints(Terminal.isOutput())));
        return ExitCode.HEALTHY;
    }

    /** A reader who has seen enough and closed the pipe is no failure. */
    private static void print(String text) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        out.print(text);
        out.flush();
    }

    /** Every page in one line, by chapters. */
    private static String list(boolean paints) {
        int width = Pages.ids().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Chapter chapter : Pages.CHAPTERS) {
            text.append(text.length() == 0 ? "" : "\n")
                    .append(painted(chapter.heading(), BOLD, paints))
                    .append('\n');
            for (String each : chapter.ids()) {
                String title = Pages.find(each).map(Page::title).orElse("");
                text.append("  ")
                        .append(each)
                        .append(" ".repeat(width + 2 - each.length()))
                        .append(painted(title, DIM, paints))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** The page as it is; where it is painted, the paint stands for the marks of the headings. */
    private static String page(Page page, boolean paints) {
        if (!paints) {
            return page.text();
        }
        StringBuilder text = new StringBuilder();
        page.text().lines().forEach(line -> text.append(painted(line)).append('\n'));
        return text.toString();
    }

    private static String painted(String line) {
        if (line.startsWith(SECTION)) {
            return painted(line.substring(SECTION.length()), BOLD, true);
        }
        if (line.startsWith(TITLE)) {
            return painted(line.substring(TITLE.length()), BOLD, true);
        }
        return line.startsWith(INDENTED) ? painted(line, DIM, true) : line;
    }

    private static String painted(String text, String paint, boolean paints) {
        return paints ? paint + text + PLAIN : text;
    }

    private static String unknown(String asked) {
        List<String> near = Pages.nearest(asked, NEAREST);
        String name = Escape.forTerminal(asked);
        return "There is no page \"" + name + "\""
                + (near.isEmpty() ? "" : "; the nearest " + (near.size() == 1 ? "is " : "are ") + words(near))
                + "; totemtap explain lists them all.";
    }

    private static String words(List<String> ids) {
        int last = ids.size() - 1;
        return last == 0 ? ids.get(0) : String.join(", ", ids.subList(0, last)) + " and " + ids.get(last);
    }
}
