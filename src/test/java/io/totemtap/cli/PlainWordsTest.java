package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.cli.OutputOptions.Format;
import io.totemtap.cli.Synopsis.Declared;
import io.totemtap.cli.Synopsis.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The quick reader of command lines gives no other answer than picocli. */
final class PlainWordsTest {

    private static final List<String> WORDS = List.of(
            "-",
            "--",
            "a.pcap",
            "n1=b.pcap",
            "",
            "json",
            "TEXT",
            "healthy-only",
            "HEALTHY_ONLY",
            "7",
            "-7",
            "@args",
            "=",
            "--help",
            "-V",
            "--nosuch",
            "-pl",
            "-ieth0",
            "eth0",
            "x y",
            "'q'",
            "12345678901234567890");

    private static Optional<Given> plain(Command command, List<String> words) {
        return PlainWords.read(command.synopsis(), words);
    }

    @Test
    void readsWhatIsMostOftenTyped() {
        Given given = plain(
                        new AnalyzeCommand(),
                        List.of("--format", "json", "--cluster-name=nfsclux", "-o", "out", "--utc", "n1=a", "-"))
                .orElseThrow();
        assertEquals(Format.JSON, given.choice("--format", Format.TEXT));
        assertEquals(List.of("nfsclux"), given.values("--cluster-name"));
        assertEquals("out", given.file("--output").orElseThrow().toString());
        assertTrue(given.has("--utc"));
        assertEquals(List.of("n1=a", "-"), given.parameters());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help a",
                "--nosuch a",
                "a --json",
                "--json --html a",
                "--utc --utc a",
                "--json a --json b c",
                "-- a",
                "--format yaml a",
                "@file",
                "--utc=true a",
                "--json= a",
                "--fail-on HEALTHY_ONLY a"
            })
    void leavesTheRestToPicocli(String line) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
        assertEquals(Optional.empty(), plain(new AnalyzeCommand(), words));
    }

    @Test
    void agreesWithPicocliOnWhateverItReads() {
        Random random = new Random(11);
        int read = 0;
        for (Overview.Entry entry : Overview.COMMANDS.values()) {
            Command command = entry.made().get();
            for (int i = 0; i < 1000; i++) {
                List<String> words = line(command.synopsis(), random);
                Optional<Given> plain = plain(command, words);
                if (plain.isPresent()) {
                    read++;
                    assertEquals(told(command, picocli(command, words)), told(command, plain.get()), words.toString());
                }
            }
        }
        assertTrue(read > 1000, read + " lines were plain");
    }

    private static List<String> line(Synopsis synopsis, Random random) {
        List<String> words = new ArrayList<>();
        if (synopsis.parameters().least() > 0 || random.nextBoolean()) {
            words.add("a.pcap");
        }
        for (int n = random.nextInt(4); n > 0 && !synopsis.options().isEmpty(); n--) {
            Declared option =
                    synopsis.options().get(random.nextInt(synopsis.options().size()));
            String name = option.names().get(random.nextInt(option.names().size()));
            boolean joined = random.nextInt(4) == 0;
            String value = random.nextInt(4) == 0 ? WORDS.get(random.nextInt(WORDS.size())) : fitting(option);
            words.add(joined ? name + "=" + value : name);
            if (!joined && option.kind() != Kind.FLAG) {
                words.add(value);
            }
        }
        if (random.nextInt(8) == 0) {
            words.add(random.nextInt(words.size() + 1), WORDS.get(random.nextInt(WORDS.size())));
        }
        return words;
    }

    private static String fitting(Declared option) {
        return option.choices()
                .map(choices -> choices.getEnumConstants()[0].name().replace('_', '-'))
                .orElse(option.kind() == Kind.NUMBER ? "30" : "file");
    }

    private static Given picocli(Command command, List<String> words) {
        List<String> whole = new ArrayList<>(words);
        whole.add(0, command.synopsis().spec().name());
        try {
            ParseResult parsed = Main.everything().parseArgs(whole.toArray(String[]::new));
            return Given.of(command.synopsis(), parsed.subcommand());
        } catch (ParameterException e) {
            throw new AssertionError(words + " is no command line: " + e.getMessage(), e);
        }
    }

    private static String told(Command command, Given given) {
        StringBuilder told = new StringBuilder(given.parameters().toString());
        for (Declared option : command.synopsis().options()) {
            String name = option.names().get(0);
            told.append(' ').append(name).append(given.has(name));
            if (option.kind() != Kind.FLAG) {
                told.append(given.values(name));
            }
        }
        return told.toString();
    }
}
