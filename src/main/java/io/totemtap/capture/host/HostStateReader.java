package io.totemtap.capture.host;

import java.util.ArrayList;
import java.util.List;

/** Turns a transcript into a host's state: each section to its reader. */
final class HostStateReader {

    private static final List<SectionReader> READERS = List.of(
            ProcSections::read,
            IpSections::read,
            ToolSections::read,
            OvsSections::read,
            DaemonSections::read,
            WitnessSection::read);

    private final HostStateBuilder state = new HostStateBuilder();
    private final List<SectionReading> readings = new ArrayList<>();
    private final List<Section> unknown = new ArrayList<>();

    private HostStateReader() {}

    /**
     * Reads a transcript.
     *
     * @param host what the caller calls the host
     * @param phase used where the transcript does not name its moment
     */
    static HostState read(Transcript transcript, String host, String phase) {
        HostStateReader reader = new HostStateReader();
        // the table of groups tells the host's byte order, which the tables of sockets need
        for (boolean groupsFirst : List.of(true, false)) {
            for (Section section : transcript.sections()) {
                CommandLine command = CommandLine.parse(section.command());
                boolean groups = command.argument(0).equals("/proc/net/igmp");
                if (groups == groupsFirst) {
                    reader.section(section, command);
                }
            }
        }
        HostMoment moment = new HostMoment(
                host,
                reader.state.ownName(),
                transcript.phase().isEmpty() ? phase : transcript.phase(),
                transcript.timeNanos(),
                reader.state.kernel(),
                reader.state.uptime());
        return reader.state.build(moment, new HostState.Text(reader.readings, reader.unknown));
    }

    private void section(Section section, CommandLine command) {
        Lines lines = new Lines(section.text());
        boolean understood = READERS.stream().anyMatch(reader -> reader.read(section, command, lines, state));
        if (!understood) {
            unknown.add(section);
            lines.skipRest();
        }
        readings.add(new SectionReading(
                section.command(),
                understood,
                lines.count(),
                lines.unread(),
                lines.complaints(),
                lines.samples(),
                section.cut()));
    }
}
