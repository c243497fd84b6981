package io.totemtap.cli;

import io.totemtap.capture.CaptureException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(name = "totemtap", subcommands = AnalyzeCommand.class)
public final class Main {

    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command and returns its exit code. */
    static int run(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof CaptureException known) {
                command.getErr().println("totemtap: " + known.getMessage());
                return ExitCode.of(known);
            }
            failure.printStackTrace(command.getErr());
            return ExitCode.DEFECT;
        });
        return line.execute(arguments);
    }
}
