package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OverviewTest {

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void theOverviewNamesEveryCommandAndFitsATerminal(String word) {
        Run run = Run.of(word);
        assertEquals(ExitCode.HEALTHY, run.code());
        Overview.COMMANDS.forEach((name, entry) -> assertTrue(run.out().contains("  " + name + " "), name));
        run.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void withoutACommandItIsWrongUsage() {
        Run run = Run.of();
        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(run.err().startsWith("Says where"), run.err());
    }

    @Test
    void everyCommandExplainsItself() {
        for (String name : Overview.COMMANDS.keySet()) {
            Run run = Run.of(name, "--help");
            assertEquals(ExitCode.HEALTHY, run.code(), name);
            assertTrue(run.out().contains("Usage: totemtap " + name), run.out());
        }
    }

    @Test
    void tellsItsVersion() {
        assertEquals("totemtap 0.1.0", Run.of("--version").out().strip());
    }

    @Test
    void theWholeCommandLineCanBeBuilt() {
        assertEquals(
                Overview.COMMANDS.keySet(), Main.everything().getSubcommands().keySet());
    }
}
