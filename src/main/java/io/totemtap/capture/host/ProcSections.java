package io.totemtap.capture.host;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Sections that show files of /proc and /sys. */
final class ProcSections {

    private static final String BONDING = "/proc/net/bonding/";

    private ProcSections() {}

    static boolean read(Section section, CommandLine command, Lines lines, HostStateBuilder state) {
        String path = command.words().stream()
                .filter(word -> word.startsWith("/proc/") || word.startsWith("/sys/"))
                .findFirst()
                .orElse("");
        boolean one = command.arguments().size() == 1
                && path.indexOf('*') < 0
                && path.indexOf('{') < 0
                && command.program().equals("cat");
        if (path.startsWith(BONDING)) {
            state.bonds(BondingParser.parse(lines, one ? path.substring(BONDING.length()) : ""));
            return true;
        }
        if (one && table(path, section, lines, state)) {
            return true;
        }
        if (!path.startsWith("/proc/sys/") && !path.startsWith("/sys/")) {
            return false;
        }
        if (one) {
            PathValueParsers.file(path, lines, state);
        } else {
            PathValueParsers.paths(lines, state);
        }
        return true;
    }

    private static boolean table(String path, Section section, Lines lines, HostStateBuilder state) {
        switch (path) {
            case "/proc/net/igmp" -> igmp(section, lines, state);
            case "/proc/net/igmp6" -> igmp6(section, lines, state);
            case "/proc/net/dev_mcast" -> devMcast(section, lines, state);
            case "/proc/net/dev" -> dev(lines, state);
            case "/proc/net/snmp", "/proc/net/netstat" -> state.counters(ProcNetCounterParsers.paired(lines));
            case "/proc/net/snmp6" -> state.counters(ProcNetCounterParsers.flat(lines));
            case "/proc/net/softnet_stat" -> state.counters(ProcNetCounterParsers.softnet(lines));
            case "/proc/net/udp", "/proc/net/udp6" -> {
                state.sockets().proc(UdpSocketParsers.proc(lines, state.littleEndian()));
                if (path.equals("/proc/net/udp") && SectionReader.isComplete(section, lines)) {
                    state.sockets().complete();
                }
            }
            case "/proc/uptime" -> uptime(lines, state);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void igmp(Section section, Lines lines, HostStateBuilder state) {
        ProcNetIgmpParser.Table table = ProcNetIgmpParser.parse(lines);
        state.littleEndian(table.littleEndian());
        state.memberships().groups(table.groups());
        Set<String> names = new LinkedHashSet<>();
        for (ProcNetIgmpParser.Device device : table.devices()) {
            state.interfaceNamed(device.name()).index(device.index());
            names.add(device.name());
            if (device.version() > 0) {
                state.memberships().version(device.name(), device.version());
            }
        }
        if (SectionReader.isComplete(section, lines)) {
            state.memberships().coversIpv4(names);
        }
    }

    private static void igmp6(Section section, Lines lines, HostStateBuilder state) {
        List<GroupMembership> groups = ProcNetListParsers.igmp6(lines);
        state.memberships().groups(groups);
        if (SectionReader.isComplete(section, lines)) {
            state.memberships()
                    .coversIpv6(groups.stream()
                            .map(GroupMembership::interfaceName)
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    private static void devMcast(Section section, Lines lines, HostStateBuilder state) {
        state.memberships().linkLayer(ProcNetListParsers.devMcast(lines));
        if (SectionReader.isComplete(section, lines)) {
            state.memberships().coversAllEthernet();
        }
    }

    private static void dev(Lines lines, HostStateBuilder state) {
        for (Map.Entry<String, Map<String, Long>> entry :
                ProcNetDevParser.parse(lines).entrySet()) {
            InterfaceDraft draft = state.interfaceNamed(entry.getKey());
            entry.getValue().forEach((name, value) -> draft.counter(CounterSource.PROC_NET_DEV, name, value));
        }
    }

    /** "350735.47 234388.90": since the start, and idle. */
    private static void uptime(Lines lines, HostStateBuilder state) {
        String line = lines.next();
        int dot = line.indexOf('.');
        OptionalLong seconds = Words.whole(dot < 0 ? line : line.substring(0, dot));
        if (seconds.isPresent()) {
            state.uptime(seconds.getAsLong());
        } else if (!line.isEmpty()) {
            lines.unread(line);
        }
        lines.unreadRest();
    }
}
