package io.totemtap.report.redact;

import io.totemtap.report.Escape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pseudonyms of names: of hosts, clusters, captures and files. Upper and lower case are one, as in host names. */
final class NamePseudonyms {

    /** What a domain behind a known name looks like; it goes with the name. */
    private static final String DOMAIN = "(?:\\.[A-Za-z0-9_-]+)*";

    private final Map<String, String> known = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private Pattern pattern = Pattern.compile("(?!)");

    /** Gives a name a pseudonym of a kind, if it has none yet. An address is none. */
    void add(String kind, String name) {
        String key = key(name);
        if (name.isBlank() || known.containsKey(key) || name.matches("[0-9.:a-fA-F/]*[.:][0-9.:a-fA-F/]*")) {
            return;
        }
        put(name, kind + "-" + letters(counts.merge(kind, 1, Integer::sum) - 1));
    }

    /** Remembers a name in the forms in which reports write it: as it is, and with control characters made visible. */
    private void put(String name, String pseudonym) {
        known.putIfAbsent(key(name), pseudonym);
        known.putIfAbsent(key(Escape.forTerminal(name)), pseudonym);
    }

    /** Names that differ in case only, or in where a line was broken, are one. */
    private static String key(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** Gives a name the pseudonym of another one. */
    void alias(String name, String pseudonym) {
        if (!name.isBlank()) {
            put(name, pseudonym);
        }
    }

    /** The pseudonym of a name, or the name. */
    String of(String name) {
        return known.getOrDefault(key(name), name);
    }

    boolean has(String name) {
        return known.containsKey(key(name));
    }

    /** Makes ready to replace; after that nothing may be added. */
    void close() {
        if (!known.isEmpty()) {
            pattern = Pattern.compile(
                    known.keySet().stream()
                            .sorted(Comparator.comparing(String::length).reversed())
                            .map(NamePseudonyms::expression)
                            .collect(Collectors.joining("|", "(?<![A-Za-z0-9])(", ")" + DOMAIN + "(?![A-Za-z0-9])")),
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        }
    }

    private static String expression(String name) {
        return Arrays.stream(name.split(" ", -1)).map(Pattern::quote).collect(Collectors.joining("\\s+"));
    }

    /**
     * Replaces every known name in a text.
     *
     * @param between what is to be done with the text between names
     */
    String replace(String text, UnaryOperator<String> between) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = pattern.matcher(text);
        int done = 0;
        while (matcher.find()) {
            result.append(between.apply(text.substring(done, matcher.start())));
            result.append(of(matcher.group(1)));
            done = matcher.end();
        }
        return result.append(between.apply(text.substring(done))).toString();
    }

    /** Known names that are still in a text and are not part of a pseudonym. */
    List<String> left(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            boolean ours = known.values().stream()
                    .anyMatch(pseudonym -> List.of(pseudonym.split("[-.]")).contains(name.toLowerCase(Locale.ROOT))
                            || pseudonym.equalsIgnoreCase(name));
            if (!ours) {
                found.add(name);
            }
        }
        return found;
    }

    Map<String, String> all() {
        return known;
    }

    /** "a" to "z", "aa" … */
    static String letters(int number) {
        String text = "";
        for (int rest = number; rest >= 0; rest = rest / 26 - 1) {
            text = (char) ('a' + rest % 26) + text;
        }
        return text;
    }
}
