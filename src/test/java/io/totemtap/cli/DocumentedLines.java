package io.totemtap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Command lines of this program that are printed for people to type. */
final class DocumentedLines {

    private static final List<Path> PLACES = List.of(
            Path.of("README.md"),
            Path.of("captures"),
            Path.of("native/README.md"),
            Path.of("src/site/markdown"),
            Path.of("src/main/resources/io/totemtap/diagnose/rule"));

    private static final Pattern PROGRAM =
            Pattern.compile("(?:sudo )?(?:java -jar target/totemtap\\.jar|target/totemtap|totemtap) (\\S.*)");
    private static final Pattern INLINE = Pattern.compile("(?<!`)`([^`]+)`(?!`)");
    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|\\S+");

    private DocumentedLines() {}

    /** Words behind the program's name, and the first file that has the line. */
    static Map<List<String>, Path> all() throws IOException {
        Map<List<String>, Path> lines = new LinkedHashMap<>();
        for (Path place : PLACES) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(one -> one.toString().endsWith(".md"))
                        .sorted()
                        .toList()) {
                    of(Files.readString(file)).forEach(line -> lines.putIfAbsent(line, file));
                }
            }
        }
        for (String name : Overview.COMMANDS.keySet()) {
            for (String line : Manual.spec(name).usageMessage().description()) {
                if (line.startsWith("  ")) {
                    shell(line.strip().split(" {2,}", 2)[0]).forEach(one -> lines.putIfAbsent(one, Path.of("--help")));
                }
            }
        }
        return lines;
    }

    /** The lines of a page: what is fenced or indented, and what stands in back quotes within text. */
    static List<List<String>> of(String page) {
        List<List<String>> found = new ArrayList<>();
        boolean fenced = false;
        for (String line : page.replace("\\\n", " ").split("\n", -1)) {
            if (line.strip().startsWith("```")) {
                fenced = !fenced;
            } else if (fenced || line.startsWith("    ")) {
                found.addAll(shell(line.strip()));
            } else {
                Matcher inline = INLINE.matcher(line);
                while (inline.find()) {
                    found.addAll(shell(inline.group(1).replace("\\|", "/")));
                }
            }
        }
        return found;
    }

    /** What a shell would start of a line: without comments, redirections and other programs of a pipe. */
    private static List<List<String>> shell(String line) {
        List<List<String>> found = new ArrayList<>();
        for (String part : line.replaceFirst("(^| +)# .*", "").split("\\||&&|;", -1)) {
            Matcher program = PROGRAM.matcher(part.strip().replaceFirst("^\\$ ", ""));
            if (program.matches()) {
                List<String> words = words(program.group(1).replaceFirst(" *2?>.*", ""));
                if (!words.isEmpty()) {
                    found.add(words);
                }
            }
        }
        return found;
    }

    /** Words; what stands for "and so on" is none, and brackets around what may be left out are dropped. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.replaceAll("…|\\.\\.\\.", ""));
        while (word.find()) {
            String text = word.group().replaceAll("^'(.*)'$|^\"(.*)\"$", "$1$2");
            words.add(text.replaceFirst("^\\[([A-Z]+)]$", "$1"));
        }
        return words;
    }
}
