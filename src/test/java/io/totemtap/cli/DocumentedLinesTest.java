package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command line that the documentation prints is one, and what can be run here ends with an answer. */
final class DocumentedLinesTest {

    private static final Path MANY = Path.of("captures/healthy-3-nodes");
    private static final List<String> NAMES = List.of("n1", "n2", "n3");
    private static final Path CLUSTER = Path.of("captures/needle-crypto-seed");
    private static final Path STORY = Path.of("captures");
    private static final Set<Integer> CANNOT_CAPTURE =
            Set.of(ExitCode.UNREADABLE, ExitCode.NOT_FOUND, ExitCode.NO_PERMISSION);
    private static final Set<String> WRITES =
            Set.of("-o", "--output", "--json", "--html", "--events", "--annotate", "--prometheus", "--redact-map");
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_-]+=)?(.+)");

    @TempDir
    private static Path directory;

    static Stream<Arguments> lines() throws Exception {
        return DocumentedLines.all().entrySet().stream().map(line -> arguments(line.getKey(), line.getValue()));
    }

    @ParameterizedTest(name = "{1}: totemtap {0}")
    @MethodSource("lines")
    void isOne(List<String> words, Path page) throws Exception {
        if (words.size() == 1 && Overview.COMMANDS.containsKey(words.get(0)) && !page.endsWith("--help")) {
            return; // a command is named
        }
        assertDoesNotThrow(
                () -> Main.everything().parseArgs(words.toArray(String[]::new)), () -> words + " in " + page);
        Optional<String> obstacle = obstacle(words, page);
        if (obstacle.isPresent()) {
            System.out.println("parsed only, " + obstacle.get() + ": totemtap " + String.join(" ", words));
            return;
        }
        Run run = Run.of(runnable(words).toArray(String[]::new));
        boolean answered = run.code() >= ExitCode.HEALTHY && run.code() <= ExitCode.UNKNOWN;
        boolean looked = words.get(0).equals("doctor") && CANNOT_CAPTURE.contains(run.code());
        assertTrue(answered || looked, words + "\n" + run.err());
    }

    /** Why a line is not run. */
    private static Optional<String> obstacle(List<String> words, Path page) {
        String command = words.get(0);
        if (command.equals("capture") || words.contains("--witness") || words.contains("-i")) {
            return Optional.of("because it captures on this host");
        }
        if (words.contains("-")) {
            return Optional.of("because it reads a stream");
        }
        if (page.startsWith(STORY) && page.getNameCount() > 2) {
            return Optional.of("because GoldenTest runs it");
        }
        if (words.contains("ID")) {
            return Optional.of("because a word of it stands for others");
        }
        return Optional.empty();
    }

    /** The same line with recordings for files that only the reader has, and with results that go to a place of the test. */
    private static List<String> runnable(List<String> words) throws Exception {
        List<String> made = new ArrayList<>();
        int captures = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String before = i == 0 ? "" : words.get(i - 1);
            if (WRITES.contains(before)) {
                made.add(directory.resolve("result").toString());
            } else if (before.equals("--key-file")) {
                made.add(CLUSTER.resolve("authkey").toString());
            } else if (before.equals("--cluster-conf")) {
                made.add(CLUSTER.resolve("corosync.conf").toString());
            } else if (words.get(0).equals("analyze") && i > 0 && !word.startsWith("-") && !before.equals("--format")) {
                made.add(before.equals("--cluster-name") ? word : replaced(before, word, alone(words), captures++));
            } else {
                made.add(word);
            }
        }
        return made;
    }

    /** Whether a line names one path, which can be a whole case. */
    private static boolean alone(List<String> words) {
        int last = words.size() - 1;
        return last <= 1 || words.get(last - 1).startsWith("-");
    }

    private static String replaced(String before, String word, boolean alone, int number) throws Exception {
        Matcher file = FILE.matcher(word);
        assertTrue(file.matches(), word);
        String name = file.group(1) == null ? "" : file.group(1);
        if (Files.exists(Path.of(file.group(2)))) {
            return word;
        }
        if (before.equals("--state")) {
            try (Stream<Path> states = Files.list(MANY.resolve("state"))) {
                return name + states.sorted().findFirst().orElseThrow();
            }
        }
        if (before.equals("--log")) {
            try (Stream<Path> logs = Files.list(MANY.resolve("log"))) {
                return name + logs.sorted().findFirst().orElseThrow();
            }
        }
        boolean whole = alone && !file.group(2).contains("pcap");
        return whole ? MANY.toString() : name + MANY.resolve(NAMES.get(number % NAMES.size()) + ".pcap.gz");
    }

    @Test
    void linesAreFoundWhereverTheyStand() {
        List<List<String>> found = DocumentedLines.of("""
                totemtap is a program. `totemtap group NAME\\|ADDRESS` and `totemtap explain [ID]`
                ```sh
                mvn package && target/totemtap analyze "a b" \\
                    c.pcap > out   # two
                tcpdump -w - | totemtap analyze -
                ```

                    totemtap explain link-down
                """);
        assertEquals(
                List.of(
                        List.of("group", "NAME/ADDRESS"),
                        List.of("explain", "ID"),
                        List.of("analyze", "a b", "c.pcap"),
                        List.of("analyze", "-"),
                        List.of("explain", "link-down")),
                found);
    }

    @Test
    void thereAreLinesInEveryPlace() throws Exception {
        Map<List<String>, Path> lines = DocumentedLines.all();
        for (String place : List.of("README.md", "captures", "src/site", "src/main/resources", "--help")) {
            assertTrue(lines.values().stream().anyMatch(page -> page.startsWith(place)), place);
        }
    }
}
