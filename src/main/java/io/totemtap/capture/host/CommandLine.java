package io.totemtap.capture.host;

import java.util.ArrayList;
import java.util.List;

/**
 * A section's title, taken apart as a shell would: without prompt, assignments, sudo, redirections and what follows a
 * pipe.
 *
 * @param program the program's name without its path; "cat" where the title is a path alone
 * @param words the rest
 */
record CommandLine(String program, List<String> words) {

    /** The objects of {@code ip}, in the order in which iproute2 matches abbreviations (ip.c). */
    private static final List<String> IP_OBJECTS = List.of(
            "address",
            "addrlabel",
            "maddress",
            "route",
            "rule",
            "neighbor",
            "neighbour",
            "ntable",
            "ntbl",
            "link",
            "l2tp",
            "tunnel",
            "tuntap",
            "token",
            "tcpmetrics",
            "monitor",
            "xfrm",
            "mroute",
            "mrule",
            "netns");

    static CommandLine parse(String title) {
        List<String> words = new ArrayList<>();
        for (String word : Words.of(withoutPrompt(title))) {
            if (word.equals("|") || word.equals("||") || word.equals("&&") || word.equals(";")) {
                break;
            }
            boolean assignment = words.isEmpty() && word.matches("[A-Z_]+=\\S*");
            boolean skipped = words.isEmpty() && (word.equals("sudo") || word.equals("env"));
            if (!assignment && !skipped && !word.matches("\\d?>.*|<.*")) {
                words.add(word.endsWith(";") ? word.substring(0, word.length() - 1) : word);
            }
        }
        if (words.isEmpty()) {
            return new CommandLine("", List.of());
        }
        String first = words.get(0);
        if (isPath(first)) {
            return new CommandLine("cat", List.copyOf(words));
        }
        String name = first.substring(first.lastIndexOf('/') + 1);
        return new CommandLine(name, List.copyOf(words.subList(1, words.size())));
    }

    private static boolean isPath(String word) {
        return word.startsWith("/proc/") || word.startsWith("/sys/") || word.startsWith("/etc/");
    }

    private static String withoutPrompt(String title) {
        String text = title.strip();
        return text.startsWith("$ ") || text.startsWith("# ") ? text.substring(2) : text;
    }

    /** Words that are no flags. */
    List<String> arguments() {
        return words.stream().filter(word -> !word.startsWith("-")).toList();
    }

    /** The argument at an index, or empty. */
    String argument(int index) {
        List<String> arguments = arguments();
        return index < arguments.size() ? arguments.get(index) : "";
    }

    /** Whether a one-letter flag is given, alone or among others ({@code -ulnpm}). */
    boolean hasFlag(char letter) {
        return words.stream()
                .anyMatch(word -> word.startsWith("-") && !word.startsWith("--") && word.indexOf(letter) > 0);
    }

    /** Whether a word is given as it is. */
    boolean hasWord(String word) {
        return words.contains(word);
    }

    /** The object of an {@code ip} command in full, or empty. */
    String ipObject() {
        String given = argument(0);
        return given.isEmpty()
                ? ""
                : IP_OBJECTS.stream()
                        .filter(object -> object.startsWith(given))
                        .findFirst()
                        .orElse("");
    }
}
