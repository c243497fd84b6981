package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

/** The help of every command is good to read on a terminal of 80 columns. */
final class HelpTest {

    private static final int COLUMNS = 80;

    static Set<String> commands() {
        return Overview.COMMANDS.keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void fitsATerminal(String command) {
        Run.of(command, "--help").lines().forEach(line -> assertTrue(line.length() <= COLUMNS, line));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void saysWhatTheCommandDoesThenShowsExamplesThenOptions(String command) {
        List<String> lines = Run.of(command, "--help").lines();
        int usage =
                lines.indexOf("Usage: " + Manual.spec(command).usageMessage().customSynopsis()[0]);
        int blank = lines.indexOf("");
        assertTrue(blank > 0 && blank < usage, String.join("\n", lines));
        assertTrue(lines.get(blank + 1).startsWith("  totemtap " + command + " "), lines.get(blank + 1));
        List<String> examples = lines.subList(blank + 1, usage);
        assertTrue(examples.stream().filter(line -> line.startsWith("  ")).allMatch(HelpTest::isExample));
        assertTrue(lines.subList(usage, lines.size()).stream().anyMatch(line -> line.startsWith("  -h, --help ")));
    }

    /** A command and what it is for; nothing of it has been wrapped. */
    private static boolean isExample(String line) {
        return line.matches("  \\S.*\\S {2,}\\S.*");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void tellsWhatEachOptionIsFor(String command) {
        for (OptionSpec option : Manual.spec(command).options()) {
            assertFalse(String.join("", option.description()).isBlank(), option.longestName());
        }
    }
}
