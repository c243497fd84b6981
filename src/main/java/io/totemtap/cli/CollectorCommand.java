package io.totemtap.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the script for hosts without Java. */
@Command(
        name = "collector",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Print a shell script that makes a case on a host where Java cannot run.",
        customSynopsis = "totemtap collector [options]",
        description = {
            "",
            "  totemtap collector > totemtap-collect.sh     write the script",
            "  sh totemtap-collect.sh -i eth0 -t 300        on each node, as root",
            "  totemtap analyze DIR                         the archives, unpacked there",
            ""
        })
final class CollectorCommand implements Callable<Integer> {

    private static final String SCRIPT = "collector.sh";

    @Override
    public Integer call() throws IOException {
        try (InputStream in = CollectorCommand.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IOException(SCRIPT + " is not in the jar");
            }
            in.transferTo(System.out);
            System.out.flush();
        }
        return ExitCode.HEALTHY;
    }
}
