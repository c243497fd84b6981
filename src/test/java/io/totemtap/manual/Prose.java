package io.totemtap.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a manual page says beside the help: sections in a small part of Markdown. {@code # HEADING}, paragraphs, terms in back quotes with
 * {@code :   meaning} in the next line, and {@code @name} for the sections of another file.
 */
final class Prose {

    private static final Pattern TERMS = Pattern.compile("(`[^`]+`(?:, `[^`]+`)*)\n: +(.*)", Pattern.DOTALL);

    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    /**
     * Reads a file.
     *
     * @throws IOException if it or one it refers to cannot be read
     */
    static Prose read(Path directory, String name) throws IOException {
        Prose prose = new Prose();
        prose.add(directory, name);
        return prose;
    }

    private void add(Path directory, String name) throws IOException {
        List<String> current = new ArrayList<>();
        for (String block :
                Files.readString(directory.resolve(name + ".md")).strip().split("\n\\s*\n", -1)) {
            if (block.startsWith("# ")) {
                current = new ArrayList<>();
                sections.put(block.substring(2).strip(), current);
            } else if (block.startsWith("@")) {
                add(directory, block.substring(1).strip());
            } else {
                current.add(block);
            }
        }
    }

    /** Writes a section with its heading and notes behind it; nothing if there is neither. */
    void write(String heading, List<String> notes, Roff page) {
        List<String> blocks = sections.getOrDefault(heading, List.of());
        if (blocks.isEmpty() && notes.isEmpty()) {
            return;
        }
        page.section(heading);
        boolean first = true;
        for (String block : blocks) {
            write(block, first, page);
            first = false;
        }
        for (String note : notes) {
            page.paragraph(note);
        }
    }

    private static void write(String block, boolean first, Roff page) {
        Matcher terms = TERMS.matcher(block);
        String words = (terms.matches() ? terms.group(2) : block).replaceAll("\\s+", " ");
        if (terms.matches()) {
            String marked = Pattern.compile("`([^`]+)`")
                    .matcher(terms.group(1))
                    .results()
                    .map(term -> Roff.bold(term.group(1)))
                    .reduce((left, right) -> left + ", " + right)
                    .orElseThrow();
            page.term(marked, words);
        } else if (first) {
            page.words(words);
        } else {
            page.paragraph(words);
        }
    }

    /** Headings, in their order. */
    List<String> headings() {
        return List.copyOf(sections.keySet());
    }
}
