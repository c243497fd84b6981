package io.totemtap.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.totemtap.cli.Manual;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Manual pages say what the help says, and the programs that show them find nothing to complain about. */
final class ManualPageTest {

    @TempDir
    private static Path directory;

    static Stream<Arguments> pages() throws Exception {
        return ManualWriter.files("0.1.0", "2026-11-22").entrySet().stream()
                .filter(file -> file.getKey().startsWith("man/"))
                .map(file -> arguments(file.getKey().substring("man/".length()), file.getValue()));
    }

    private static String page(String command) throws Exception {
        Map<String, String> files = ManualWriter.files("0.1.0", "2026-11-22");
        return files.getOrDefault("man/totemtap-" + command + ".1", "");
    }

    @Test
    void everyCommandHasAPageThatHasItsOptionsAndExamples() throws Exception {
        for (Described command : ManualWriter.commands()) {
            String page = page(command.name());
            for (Choice option : command.options()) {
                for (String name : option.names()) {
                    assertTrue(page.contains(Roff.bold(name)), command.name() + " " + name);
                }
            }
            command.examples().forEach(example -> assertTrue(page.contains(Roff.escaped(example.line()))));
            command.arguments().forEach(argument -> assertTrue(page.contains(Roff.italic(argument.label()))));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageHasEverySectionInTheUsualOrder(String name, String page) {
        int at = 0;
        for (String heading :
                List.of("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "\"EXIT STATUS\"", "\"SEE ALSO\"")) {
            int found = page.indexOf("\n.SH " + heading + "\n");
            assertTrue(found > at, name + " " + heading);
            at = found;
        }
    }

    @Test
    void thePageOfTheProgramHasEveryCommandAndExitCode() throws Exception {
        String page = ManualWriter.files("0.1.0", "2026-11-22").getOrDefault("man/totemtap.1", "");
        for (Described command : ManualWriter.commands()) {
            assertTrue(page.contains(Roff.bold("totemtap-" + command.name()) + "(1)"), command.name());
        }
        for (int code : Manual.exitCodes()) {
            assertTrue(page.contains("\n.TP\n" + Roff.bold(String.valueOf(code)) + "\n"), "exit code " + code);
        }
    }

    @Test
    void everySectionOfTheProseIsOneThatPagesHave() throws Exception {
        List<String> known = new ArrayList<>(ManualPage.LAST);
        known.add("DESCRIPTION");
        try (Stream<Path> files = Files.list(ManualWriter.PROSE)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".md", "");
                assertTrue(
                        known.containsAll(Prose.read(ManualWriter.PROSE, name).headings()), name);
            }
        }
    }

    @Test
    void whatLooksLikeACommandOfTheFormatterIsText() {
        assertEquals(
                ".PP\n\\&.so /etc/passwd \\e \\[u2026]\n",
                new Roff().paragraph(".so /etc/passwd \\ …").toString());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void manShowsItWithoutAWarning(String name, String page) throws Exception {
        Assumptions.assumeTrue(Shell.isHere("man"), "man is not here");
        Assumptions.assumeTrue(Shell.isHere("groff"), "groff is not here");
        Path file = Files.writeString(directory.resolve(name), page);
        ProcessBuilder man = new ProcessBuilder("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", file.toString());
        man.environment().put("MANWIDTH", "80");
        man.environment().put("LC_ALL", "C.UTF-8");
        man.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = man.start();
        assertEquals("", new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, process.waitFor());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void mandocFindsNothing(String name, String page) throws Exception {
        Assumptions.assumeTrue(Shell.isHere("mandoc"), "mandoc is not here");
        Path file = Files.writeString(directory.resolve(name), page);
        assertEquals("", Shell.run("mandoc", "-Tlint", file.toString()));
    }
}
