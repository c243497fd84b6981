package io.totemtap.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The commands, and the page that shows them all. It is plain text, because building every command to describe it would take longer
 * than a reader should wait.
 */
final class Overview {

    /**
     * A command.
     *
     * @param summary what it does, as in its own help
     * @param made makes it
     */
    record Entry(String summary, Supplier<Command> made) {}

    /** Every command by name, in the order of use. */
    static final Map<String, Entry> COMMANDS = commands();

    private Overview() {}

    private static Map<String, Entry> commands() {
        Map<String, Entry> commands = new LinkedHashMap<>();
        commands.put("analyze", new Entry("Read captures and say where the multicast is lost.", AnalyzeCommand::new));
        commands.put("capture", new Entry("Capture on this host, live, with the same answer.", CaptureCommand::new));
        commands.put("doctor", new Entry("What can be captured and proven from here.", DoctorCommand::new));
        commands.put("interfaces", new Entry("Interfaces one can capture on.", InterfacesCommand::new));
        commands.put("snapshot", new Entry("What this host says about itself now.", SnapshotCommand::new));
        commands.put("collector", new Entry("Print a script for hosts without Java.", CollectorCommand::new));
        commands.put("explain", new Entry("Explain a finding: meaning, proof, remedy.", ExplainCommand::new));
        commands.put("group", new Entry("Cluster name to group and MAC, and back.", GroupCommand::new));
        return commands;
    }

    /** The page. */
    static String page() {
        StringBuilder page = new StringBuilder("""
                Says where a cluster's multicast is lost: switch, NIC, host, or nowhere.

                  totemtap analyze node1.pcap node2.pcap    two captures of one incident
                  totemtap analyze incident/                a case: captures and host state
                  totemtap capture -i eth0                  watch it happen on a node
                  totemtap explain                          what it knows

                Usage: totemtap COMMAND [options]

                """);
        COMMANDS.forEach((name, entry) -> page.append("  ")
                .append(name)
                .append(" ".repeat(12 - name.length()))
                .append(entry.summary())
                .append('\n'));
        return page.append("""

                          totemtap COMMAND --help                   options of a command
                          totemtap --version

                        Exit: 0 healthy, 1 not proven, 2 proven, 3 cannot tell; 64 usage, 65 unreadable,
                        66 not found, 70 defect, 73 cannot write, 77 no permission.
                        """).toString();
    }
}
