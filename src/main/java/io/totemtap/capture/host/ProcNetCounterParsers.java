package io.totemtap.capture.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads protocol counters: /proc/net/snmp and netstat, /proc/net/snmp6, {@code nstat -a}, /proc/net/softnet_stat. */
final class ProcNetCounterParsers {

    private static final List<String> FLAT_GROUPS = List.of(
            "TcpExt",
            "IpExt",
            "MPTcpExt",
            "UdpLite6",
            "UdpLite",
            "IcmpMsg",
            "Icmp6",
            "Udp6",
            "Ip6",
            "Icmp",
            "Tcp",
            "Udp",
            "Ip");
    private static final int SOFTNET_LEAST = 2;

    private ProcNetCounterParsers() {}

    /** Pairs of lines, "Ip: Forwarding DefaultTTL …" and "Ip: 1 64 …" (net/ipv4/proc.c), as "Ip.DefaultTTL". */
    static Map<String, Long> paired(Lines lines) {
        Map<String, Long> counters = new LinkedHashMap<>();
        while (lines.hasNext()) {
            String first = lines.next();
            List<String> names = Words.of(first);
            List<String> values = Words.of(lines.peek());
            String group = names.get(0);
            boolean fits = group.endsWith(":")
                    && names.size() > 1
                    && values.size() == names.size()
                    && values.get(0).equals(group)
                    && isNumber(values.get(1));
            if (!fits) {
                lines.unread(first);
                continue;
            }
            lines.next();
            String prefix = group.substring(0, group.length() - 1) + ".";
            for (int i = 1; i < names.size(); i++) {
                OptionalLong value = Words.whole(values.get(i));
                if (value.isPresent()) {
                    counters.put(prefix + names.get(i), value.getAsLong());
                }
            }
        }
        return counters;
    }

    /** A number, or a negative one: Tcp.MaxConn is -1, which is no counter. */
    private static boolean isNumber(String text) {
        return Words.isDecimal(text.startsWith("-") ? text.substring(1) : text);
    }

    /**
     * "Ip6InReceives  12" of /proc/net/snmp6, "IpExtInMcastPkts  12  0.0" of {@code nstat -a}, as "IpExt.InMcastPkts".
     */
    static Map<String, Long> flat(Lines lines) {
        Map<String, Long> counters = new LinkedHashMap<>();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            if (line.startsWith("#")) {
                continue;
            }
            OptionalLong value =
                    words.size() == 2 || words.size() == 3 ? Words.whole(words.get(1)) : OptionalLong.empty();
            String name = words.get(0);
            String group =
                    FLAT_GROUPS.stream().filter(name::startsWith).findFirst().orElse("");
            if (value.isEmpty() || group.isEmpty() || group.length() == name.length()) {
                lines.unread(line);
            } else {
                counters.put(group + "." + name.substring(group.length()), value.getAsLong());
            }
        }
        return counters;
    }

    /**
     * One line a processor, hexadecimal: processed, dropped, time squeeze … (net/core/net-procfs.c), as
     * "softnet.cpu0.dropped". Processors count as lines; those that are offline have none.
     */
    static Map<String, Long> softnet(Lines lines) {
        Map<String, Long> counters = new LinkedHashMap<>();
        int cpu = 0;
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            boolean fits = words.size() >= SOFTNET_LEAST
                    && words.stream()
                            .allMatch(word ->
                                    word.length() == 8 && Words.hex(word).isPresent());
            if (!fits) {
                lines.unread(line);
                continue;
            }
            String prefix = "softnet.cpu" + cpu + ".";
            counters.put(prefix + "processed", Words.hex(words.get(0)).orElse(0));
            counters.put(prefix + "dropped", Words.hex(words.get(1)).orElse(0));
            if (words.size() > SOFTNET_LEAST) {
                counters.put(prefix + "time_squeeze", Words.hex(words.get(2)).orElse(0));
            }
            cpu++;
        }
        return counters;
    }
}
