package io.totemtap.cli;

import io.totemtap.capture.CaptureException;
import io.totemtap.cli.ExitCode.FailOn;
import io.totemtap.report.Escape;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The command line. */
public final class Main {

    private static final List<String> EXAMPLES_FIRST = List.of(
            UsageMessageSpec.SECTION_KEY_HEADER,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST);

    private static final Set<String> HELP = Set.of("--help", "-h", "help");

    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("analyze")) {
            Rehearsal.begin(Arrays.asList(arguments));
        }
        Ending.ofProgram().waitForExit();
        Ending.ofProgram().exit(run(arguments));
    }

    /** Runs a command and returns its exit code. */
    static int run(String... arguments) {
        if (arguments.length == 0) {
            System.err.print(Overview.page());
            return ExitCode.USAGE;
        }
        if (HELP.contains(arguments[0])) {
            System.out.print(Overview.page());
            return ExitCode.HEALTHY;
        }
        Overview.Entry entry = Overview.COMMANDS.get(arguments[0]);
        if (entry != null) {
            Command command = entry.made().get();
            List<String> words = Arrays.asList(arguments).subList(1, arguments.length);
            Optional<Given> given = PlainWords.read(command.synopsis(), words);
            if (given.isPresent()) {
                return perform(command, given.get());
            }
        }
        return commandLine(arguments).execute(arguments);
    }

    /** Every command, for manual pages and completions. */
    static CommandLine everything() {
        return commandLine();
    }

    private static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(
                new Synopsis("totemtap", "Says where a cluster's multicast is lost: switch, NIC, host, or nowhere.")
                        .spec());
        boolean one = arguments.length > 0 && Overview.COMMANDS.containsKey(arguments[0]);
        // only the command that is called is built: each costs a start-up some time
        Map<CommandSpec, Command> commands = new HashMap<>();
        Overview.COMMANDS.forEach((name, entry) -> {
            if (!one || name.equals(arguments[0])) {
                Command command = entry.made().get();
                CommandSpec spec = command.synopsis().spec();
                commands.put(spec, command);
                line.addSubcommand(name, new CommandLine(spec));
            }
        });
        line.setErr(err());
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(FailOn.class, Main::failOn);
        line.setUsageHelpAutoWidth(true);
        line.setHelpSectionKeys(EXAMPLES_FIRST);
        line.setUsageHelpLongOptionsMaxWidth(26);
        line.setExecutionStrategy(parsed -> perform(parsed, commands));
        line.setParameterExceptionHandler(Main::wrongUsage);
        line.getCommandSpec().exitCodeOnInvalidInput(ExitCode.USAGE);
        return line;
    }

    private static PrintWriter err() {
        return new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    }

    private static int perform(ParseResult parsed, Map<CommandSpec, Command> commands) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        ParseResult innermost = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        Command command = commands.get(innermost.commandSpec());
        if (command == null) {
            throw new ParameterException(parsed.commandSpec().commandLine(), "Which command?");
        }
        return perform(command, Given.of(command.synopsis(), innermost));
    }

    private static int perform(Command command, Given given) {
        try {
            return command.run(given);
        } catch (Exception | Error e) {
            // an error that went on would leave the program waiting for its own end
            return failed(e);
        }
    }

    private static FailOn failOn(String text) {
        if (PlainWords.choice(FailOn.class, text) instanceof FailOn one) {
            return one;
        }
        throw new TypeConversionException("expected healthy-only, likely or proven but was '" + text + "'");
    }

    private static int wrongUsage(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr()
                .println("totemtap: " + Escape.forTerminal(sentence(String.valueOf(mistake.getMessage()))) + " See "
                        + name + " --help.");
        return ExitCode.USAGE;
    }

    private static String sentence(String message) {
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.endsWith(".") ? line : line + ".";
    }

    private static int failed(Throwable failure) {
        if (failure instanceof CaptureException known) {
            err().println("totemtap: " + Escape.forTerminal(String.valueOf(known.getMessage())));
            return ExitCode.of(known);
        }
        if (failure instanceof OutputException known) {
            err().println("totemtap: " + Escape.forTerminal(String.valueOf(known.getMessage())));
            return known.exitCode();
        }
        PrintWriter err = err();
        err.println(String.format(
                Locale.ROOT,
                "totemtap: this is a defect of the program (%s %s); please report it with the lines below.",
                Version.text(),
                Runtime.version()));
        failure.printStackTrace(err);
        return ExitCode.DEFECT;
    }
}
