package io.totemtap.cli;

import java.io.IOException;
import java.io.InputStream;

/** Prints the script for hosts without Java. */
final class CollectorCommand implements Command {

    private static final String SCRIPT = "collector.sh";

    @Override
    public Synopsis synopsis() {
        return new Synopsis(
                "collector",
                "Print a shell script that makes a case on a host where Java cannot run.",
                "",
                "  totemtap collector > totemtap-collect.sh     write the script",
                "  sh totemtap-collect.sh -i eth0 -t 300        on each node, as root",
                "  totemtap analyze DIR                         the archives, unpacked there",
                "");
    }

    @Override
    public int run(Given given) throws IOException {
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
