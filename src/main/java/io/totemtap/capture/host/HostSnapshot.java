package io.totemtap.capture.host;

import io.totemtap.net.EpochNanos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks this host about itself, in the words of a transcript, so that what is asked here and what is read from a case are the same
 * facts. Files of /proc and /sys are read directly; drivers are asked by ioctl, the usual commands are run where they are
 * installed, each for at most five seconds. Nothing is changed and nothing is sent.
 */
public final class HostSnapshot {

    private static final long COMMAND_MILLIS = 5_000;
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_FILES = 4_000;
    private static final int DEPTH = 6;
    private static final int MOST_BRIDGES = 16;

    private static final List<String> TABLES = List.of(
            "/proc/uptime",
            "/proc/net/igmp",
            "/proc/net/igmp6",
            "/proc/net/dev_mcast",
            "/proc/net/dev",
            "/proc/net/snmp",
            "/proc/net/netstat",
            "/proc/net/snmp6",
            "/proc/net/udp",
            "/proc/net/udp6",
            "/proc/net/softnet_stat");

    private static final List<String> COMMANDS = List.of(
            "hostname",
            "uname -a",
            "ip -d link show",
            "ip address show",
            "ip -s link show",
            "ip maddress show",
            "ip route show table all",
            "ip rule show",
            "ip neigh show",
            "ss -ulnpm",
            "nft list ruleset",
            "iptables-save -c",
            "ip6tables-save -c",
            "bridge -d -s mdb show",
            "bridge fdb show",
            "tc -s qdisc show",
            "corosync-cfgtool -s",
            "corosync-cmapctl",
            "cman_tool status",
            "cman_tool nodes");

    private static final List<String> SETTINGS = List.of(
            "/proc/sys/net/ipv4/conf/*/rp_filter",
            "/proc/sys/net/ipv4/conf/*/force_igmp_version",
            "/proc/sys/net/ipv4/conf/*/mc_forwarding",
            "/proc/sys/net/ipv4/igmp_max_memberships",
            "/proc/sys/net/ipv4/icmp_echo_ignore_broadcasts",
            "/proc/sys/net/core/rmem_*",
            "/sys/class/net/*/flags",
            "/sys/class/net/*/carrier",
            "/sys/class/net/*/carrier_changes",
            "/sys/class/net/*/bridge/multicast_*",
            "/sys/class/net/*/brport/multicast_*");

    private HostSnapshot() {}

    /**
     * Everything that can be asked.
     *
     * @param phase what the moment is called
     * @param interfaces for which drivers are asked
     */
    public static Transcript take(String phase, List<String> interfaces) {
        long time = now();
        List<Section> sections = new ArrayList<>(files());
        for (String command : COMMANDS) {
            BoundedCommand.run(command, COMMAND_MILLIS)
                    .map(HostSnapshot::withoutKeys)
                    .ifPresent(sections::add);
        }
        sections.addAll(openVswitch());
        Optional<Ethtool> drivers = Ethtool.open();
        drivers.ifPresent(ethtool -> {
            interfaces.stream().filter(HostSnapshot::isName).forEach(name -> sections.addAll(ethtool.sections(name)));
            ethtool.close();
        });
        return new Transcript(time, phase, "", sections);
    }

    /** The tables of Open vSwitch's bridges, where it runs. */
    private static List<Section> openVswitch() {
        List<Section> sections = new ArrayList<>();
        Optional<Section> bridges = BoundedCommand.run("ovs-vsctl --timeout=2 list-br", COMMAND_MILLIS);
        List<String> names = bridges.map(section -> section.text().lines().toList()).orElse(List.of()).stream()
                .filter(HostSnapshot::isName)
                .limit(MOST_BRIDGES)
                .toList();
        for (String table : names.isEmpty() ? List.<String>of() : List.of("bridge", "port", "interface")) {
            BoundedCommand.run("ovs-vsctl --timeout=2 list " + table, COMMAND_MILLIS)
                    .ifPresent(sections::add);
        }
        for (String name : names) {
            BoundedCommand.run("ovs-appctl mdb/show " + name, COMMAND_MILLIS).ifPresent(sections::add);
            BoundedCommand.run("ovs-appctl fdb/show " + name, COMMAND_MILLIS).ifPresent(sections::add);
        }
        return sections;
    }

    /** The counters and tables of the kernel only: cheap enough for every second. */
    public static Transcript counters(String phase) {
        return new Transcript(now(), phase, "", files());
    }

    private static List<Section> files() {
        List<Section> sections = new ArrayList<>();
        for (String table : TABLES) {
            Path path = Path.of(table);
            if (Files.isReadable(path)) {
                sections.add(new Section("cat " + table, content(path), false));
            }
        }
        for (Path bond : below("/proc/net/bonding/*")) {
            sections.add(new Section("cat " + bond, content(bond), false));
        }
        for (String pattern : SETTINGS) {
            StringBuilder lines = new StringBuilder();
            for (Path path : below(pattern)) {
                String value = content(path).strip();
                if (!value.isEmpty()) {
                    lines.append(path).append(' ').append(value).append('\n');
                }
            }
            sections.add(new Section(pattern, lines.toString(), false));
        }
        return sections;
    }

    /** A file of /proc; empty if it cannot be read. */
    static String content(String path) {
        return content(Path.of(path));
    }

    /** One of the small files the kernel has for an interface; empty if it cannot be read. */
    static String attribute(String name, String attribute) {
        return isName(name)
                ? content("/sys/class/net/" + name + "/" + attribute).strip()
                : "";
    }

    private static String content(Path path) {
        try (var in = Files.newInputStream(path)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Files that a pattern matches; links of /sys/class/net are followed, as a shell does. */
    private static List<Path> below(String pattern) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return List.of(Path.of(pattern));
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        List<Path> level = List.of(Path.of(pattern.substring(0, pattern.lastIndexOf('/', star) + 1)));
        int steps = Path.of(pattern).getNameCount() - level.get(0).getNameCount();
        for (int i = 0; i < Math.min(steps, DEPTH); i++) {
            Path want = Path.of(pattern).subpath(0, level.get(0).getNameCount() + 1);
            PathMatcher partial = FileSystems.getDefault().getPathMatcher("glob:/" + want);
            level = level.stream()
                    .flatMap(HostSnapshot::children)
                    .filter(partial::matches)
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
            if (level.isEmpty()) {
                return List.of();
            }
        }
        return level.stream()
                .filter(matcher::matches)
                .filter(Files::isRegularFile)
                .toList();
    }

    private static Stream<Path> children(Path directory) {
        try (Stream<Path> found = Files.list(directory)) {
            return found.toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    /** corosync shows a key that stands in its configuration. */
    private static Section withoutKeys(Section section) {
        if (!section.command().startsWith("corosync-cmapctl")) {
            return section;
        }
        StringBuilder lines = new StringBuilder();
        section.text().lines().filter(line -> !line.startsWith("totem.key ")).forEach(line -> lines.append(line)
                .append('\n'));
        return new Section(section.command(), lines.toString(), section.cut());
    }

    private static boolean isName(String name) {
        return !name.startsWith(".") && name.matches("[A-Za-z0-9_.:@-]{1,64}") && !name.startsWith("-");
    }

    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * EpochNanos.SECOND + now.getNano();
    }
}
