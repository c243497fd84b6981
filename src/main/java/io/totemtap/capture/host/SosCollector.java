package io.totemtap.capture.host;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.TextFile;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.config.HostsFile;
import io.totemtap.capture.log.LogFile;
import io.totemtap.net.EpochNanos;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes from the files of a sos report what is of use, and turns it into a transcript. */
final class SosCollector {

    /** The most bytes of one file that are kept. */
    static final int FILE = 8 << 20;

    private static final int LOGS = 20;
    private static final Set<String> CONFIGURATIONS =
            Set.of("etc/cluster/cluster.conf", "etc/corosync/corosync.conf", "etc/ais/openais.conf");
    private static final Set<String> TABLES =
            Set.of("igmp", "igmp6", "dev_mcast", "dev", "snmp", "snmp6", "netstat", "udp", "udp6", "softnet_stat");
    private static final Set<String> PROGRAMS = Set.of(
            "ip",
            "bridge",
            "teamdctl",
            "ebtables",
            "ebtables-save",
            "ovs-appctl",
            "ovs-vsctl",
            "tc",
            "ethtool",
            "ss",
            "netstat",
            "nstat",
            "nft",
            "iptables-save",
            "ip6tables-save",
            "sysctl",
            "hostname",
            "uname",
            "ifconfig",
            "corosync-cmapctl",
            "corosync-objctl",
            "corosync-cfgtool",
            "corosync-quorumtool",
            "cman_tool");

    /** An interface's directory below sys/devices or sys/class/net. */
    private static final Pattern SYS_NET =
            Pattern.compile("sys/(?:class|devices/.{1,200})/net/([^/]{1,40})/((?:statistics|bridge|brport)/\\w{1,60}"
                    + "|flags|mtu|operstate|carrier|carrier_changes|address|ifindex)");

    private static final Pattern SYSCTL = Pattern.compile("proc/sys/(?:net/(?:ipv4|core)|kernel/random)/.{1,200}");

    private final List<Section> sections = new ArrayList<>();
    private final List<ClusterConfiguration> configurations = new ArrayList<>();
    private final List<SosReport.NamedLog> logs = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final StringBuilder sysValues = new StringBuilder();
    private HostsFile hosts = HostsFile.EMPTY;
    private long timeNanos = EpochNanos.NEVER;
    private int room = TextFile.LIMIT;

    /** Whether a file is of use. */
    static boolean wants(String path) {
        return path.startsWith("proc/net/bonding/")
                || (path.startsWith("proc/net/") && TABLES.contains(path.substring("proc/net/".length())))
                || path.equals("proc/uptime")
                || path.equals("etc/hosts")
                || CONFIGURATIONS.contains(path)
                || isLog(path)
                || SYSCTL.matcher(path).matches()
                || SYS_NET.matcher(path).matches()
                || PROGRAMS.contains(command(path).program());
    }

    /**
     * Reads a file that is wanted.
     *
     * @param path relative to the report's root, with slashes
     * @param in not closed
     * @param modified when the file was written, nanoseconds since the epoch, if that can be trusted
     */
    void file(String path, InputStream in, OptionalLong modified) throws IOException {
        if (isLog(path)) {
            log(path, in);
            return;
        }
        if (CONFIGURATIONS.contains(path)) {
            configuration(path, in);
            return;
        }
        if (room <= 0) {
            notice("The report holds more than " + TextFile.LIMIT + " bytes of interest; " + path + " was not read.");
            return;
        }
        TextFile.Content content = TextFile.read(in, Math.min(FILE, room));
        room -= content.text().length();
        if (path.equals("etc/hosts")) {
            hosts = HostsFile.parse(content.text());
            return;
        }
        if (path.startsWith("sos_commands/networking/") && modified.isPresent()) {
            timeNanos = Math.max(timeNanos, modified.getAsLong());
        }
        add(path, content);
    }

    private void add(String path, TextFile.Content content) {
        Matcher sys = SYS_NET.matcher(path);
        if (sys.matches()) {
            value("/sys/class/net/" + sys.group(1) + "/" + sys.group(2), content.text());
        } else if (path.startsWith("proc/sys/")) {
            value("/" + path, content.text());
        } else if (path.startsWith("proc/")) {
            sections.add(new Section("cat /" + path, content.text(), content.cut()));
        } else {
            sections.add(new Section(title(path), content.text(), content.cut()));
        }
    }

    private void value(String path, String text) {
        String value = String.join(" ", Words.of(text));
        if (!value.isEmpty()) {
            sysValues.append(path).append(' ').append(value).append('\n');
        }
    }

    private static boolean isLog(String path) {
        return path.equals("var/log/messages") || (path.startsWith("var/log/cluster/") && path.endsWith(".log"));
    }

    private void log(String path, InputStream in) {
        if (logs.size() < LOGS) {
            logs.add(new SosReport.NamedLog(path, LogFile.read(in)));
        } else {
            notice("More than " + LOGS + " logs; " + path + " was not read.");
        }
    }

    private void configuration(String path, InputStream in) throws IOException {
        try {
            configurations.add(ClusterConfiguration.parse(in.readNBytes(ClusterConfiguration.LIMIT + 1), path));
        } catch (CaptureException e) {
            notice(String.valueOf(e.getMessage()));
        }
    }

    /** Says that something could not be read; after a hundred times no more. */
    void notice(String sentence) {
        if (notices.size() < 100) {
            notices.add(sentence);
        }
    }

    /** The command whose output a file holds: sos writes "ip -s link" to "ip_-s_link". */
    private static String title(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replace('_', ' ').replace("cman tool", "cman_tool");
    }

    private static CommandLine command(String path) {
        boolean isCommand = path.startsWith("sos_commands/") && path.indexOf('/', "sos_commands/".length()) > 0;
        return isCommand ? CommandLine.parse(title(path)) : new CommandLine("", List.of());
    }

    /** Whether nothing was found that only a report has. */
    boolean isEmpty() {
        return sections.isEmpty() && sysValues.length() == 0;
    }

    SosReport close(String host) {
        if (sysValues.length() > 0) {
            // sysctls and files of /sys have the same form, so one section of several paths serves both
            sections.add(new Section("cat /sys/* /proc/sys/*", sysValues.toString(), false));
        }
        HostState state = HostState.of(new Transcript(timeNanos, "", "", sections), host);
        if (host.isEmpty()) {
            state = HostState.of(
                    new Transcript(timeNanos, "", "", sections), state.moment().ownName());
        }
        return new SosReport(state, configurations, hosts, logs, notices);
    }
}
