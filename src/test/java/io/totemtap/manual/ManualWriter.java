package io.totemtap.manual;

import io.totemtap.cli.Manual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Writes manual pages and completions; the build calls it while it makes the package. */
public final class ManualWriter {

    /** Where the prose of the pages is. */
    static final Path PROSE = Path.of("src/main/manual");

    private ManualWriter() {}

    /** Takes the directory to write into, the version and its date. */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        String date = arguments[2].substring(0, "2026-01-01".length());
        for (Map.Entry<String, String> file : files(arguments[1], date).entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** The program as its help describes it. */
    static Described program() {
        return Described.of(Manual.program(), Manual.overview());
    }

    /** Every command, in the order of the help. */
    static List<Described> commands() {
        return Manual.program().subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .map(Described::of)
                .toList();
    }

    /** All files by their paths. */
    static Map<String, String> files(String version, String date) throws IOException {
        Described program = program();
        List<Described> commands = commands();
        Map<String, String> files = new LinkedHashMap<>();
        ManualPage page = new ManualPage(date, version);
        files.put("man/totemtap.1", page.of(program, Prose.read(PROSE, "totemtap"), commands));
        for (Described command : commands) {
            files.put("man/totemtap-" + command.name() + ".1", page.of(command, Prose.read(PROSE, command.name())));
        }
        files.put("completions/totemtap.bash", BashCompletion.of(program, commands, Manual.pages()));
        files.put("completions/_totemtap", ZshCompletion.of(program, commands, Manual.pages()));
        files.put("completions/totemtap.fish", FishCompletion.of(program, commands, Manual.pages()));
        return files;
    }
}
