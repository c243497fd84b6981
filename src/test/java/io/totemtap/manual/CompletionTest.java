package io.totemtap.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.cli.Manual;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shells complete what the command line takes. */
final class CompletionTest {

    @TempDir
    private static Path directory;

    @BeforeAll
    static void write() throws Exception {
        for (Map.Entry<String, String> file :
                ManualWriter.files("0.1.0", "2026-11-22").entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Files.writeString(directory.resolve("my capture.pcap"), "");
        Files.createDirectory(directory.resolve("my-case"));
    }

    private static Path script(String name) {
        return directory.resolve("completions").resolve(name);
    }

    /** What bash offers behind words, the last of which is unfinished. */
    private static List<String> bash(String... words) throws Exception {
        Assumptions.assumeTrue(Shell.isHere("bash"), "bash is not here");
        StringBuilder line =
                new StringBuilder("cd '" + directory + "'; . '" + script("totemtap.bash") + "'; COMP_WORDS=(");
        for (String word : words) {
            line.append(" '").append(word).append('\'');
        }
        line.append("); COMP_CWORD=").append(words.length - 1);
        line.append("; COMP_LINE=\"${COMP_WORDS[*]}\"; _totemtap; printf '%s\\n' \"${COMPREPLY[@]}\"");
        return Shell.run("bash", "-c", line.toString())
                .lines()
                .filter(one -> !one.isEmpty())
                .toList();
    }

    @Test
    void bashOffersCommands() throws Exception {
        assertEquals(List.of("analyze"), bash("totemtap", "an"));
        assertTrue(
                bash("totemtap", "").containsAll(Manual.program().subcommands().keySet()));
    }

    @Test
    void bashOffersEveryOptionOfEveryCommand() throws Exception {
        for (Described command : ManualWriter.commands()) {
            List<String> offered = bash("totemtap", command.name(), "-");
            command.options().forEach(option -> assertTrue(offered.containsAll(option.names()), option.toString()));
        }
    }

    @Test
    void bashOffersWordsFilesAndPages() throws Exception {
        assertEquals(List.of("text", "json", "html"), bash("totemtap", "analyze", "--format", ""));
        assertEquals(List.of("json"), bash("totemtap", "analyze", "--format", "=", "j"));
        assertEquals(List.of("text", "json", "html"), bash("totemtap", "analyze", "--format", "="));
        assertEquals(List.of("likely"), bash("totemtap", "capture", "-i", "eth0", "--fail-on", "l"));
        assertEquals(List.of("my capture.pcap"), bash("totemtap", "analyze", "my c"));
        assertEquals(List.of("my capture.pcap"), bash("totemtap", "analyze", "n1", "=", "my c"));
        assertEquals(List.of("my capture.pcap"), bash("totemtap", "analyze", "--state", "n1", "=", "my c"));
        assertEquals(List.of("my-case"), bash("totemtap", "capture", "--case", "my"));
        assertEquals(List.of("querier-absent"), bash("totemtap", "explain", "querier-a"));
        assertEquals(List.of(), bash("totemtap", "analyze", "--cluster-name", ""));
    }

    @Test
    void bashOffersInterfaces() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/sys/class/net/lo")), "there is no loopback interface here");
        assertEquals(List.of("lo"), bash("totemtap", "capture", "-i", "lo"));
    }

    @ParameterizedTest
    @CsvSource({"bash,totemtap.bash", "zsh,_totemtap", "fish,totemtap.fish"})
    void aShellUnderstandsItsScript(String shell, String script) throws Exception {
        Assumptions.assumeTrue(Shell.isHere(shell), shell + " is not here");
        assertEquals("", Shell.run(shell, "-n", script(script).toString()));
    }

    @Test
    void shellcheckFindsNothingInTheScriptOfBash() throws Exception {
        Assumptions.assumeTrue(Shell.isHere("shellcheck"), "shellcheck is not here");
        assertEquals(
                "",
                Shell.run("shellcheck", "-s", "bash", script("totemtap.bash").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"launcher/totemtap", "dist/dist.sh", "dist/deb/postinst", "dist/deb/prerm"})
    void shellcheckFindsNothingInThePackages(String name) throws Exception {
        Assumptions.assumeTrue(Shell.isHere("shellcheck"), "shellcheck is not here");
        assertEquals("", Shell.run("shellcheck", "src/main/" + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zsh", "fish"})
    void theOtherShellsHaveEveryOptionToo(String shell) throws Exception {
        String text = Files.readString(script(shell.equals("zsh") ? "_totemtap" : "totemtap.fish"));
        for (Described command : ManualWriter.commands()) {
            for (Choice option : command.options()) {
                for (String name : option.names()) {
                    String written = shell.equals("zsh")
                            ? name
                            : (name.startsWith("--") ? " -l " : " -s ") + name.replaceFirst("-+", "");
                    assertTrue(text.contains(written), command.name() + " " + name);
                }
            }
        }
    }

    private static List<String> fish(String line) throws Exception {
        Assumptions.assumeTrue(Shell.isHere("fish"), "fish is not here");
        String command = "cd '" + directory + "'; source '" + script("totemtap.fish") + "'; complete -C '" + line + "'";
        return Shell.run("fish", "--no-config", "-c", command)
                .lines()
                .map(one -> one.replaceFirst("\t.*", ""))
                .toList();
    }

    @Test
    void fishOffersCommandsOptionsWordsFilesAndPages() throws Exception {
        assertEquals(List.of("analyze"), fish("totemtap an"));
        assertEquals(List.of("--format"), fish("totemtap group --fo"));
        assertEquals(List.of("json"), fish("totemtap analyze --format j"));
        assertEquals(List.of("my capture.pcap"), fish("totemtap analyze my\\\\ c"));
        assertEquals(List.of("my-case/"), fish("totemtap capture --case my"));
        assertEquals(List.of("querier-absent"), fish("totemtap explain querier-a"));
    }
}
