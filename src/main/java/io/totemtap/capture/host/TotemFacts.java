package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the host's cluster daemon says.
 *
 * @param cmap keys and values of {@code corosync-cmapctl}
 * @param rings {@code corosync-cfgtool -s}
 * @param quorum headings and values of {@code corosync-quorumtool}
 * @param cman headings and values of {@code cman_tool status}
 * @param nodes members of {@code cman_tool nodes} or {@code corosync-quorumtool}
 */
public record TotemFacts(
        Map<String, String> cmap,
        List<RingStatus> rings,
        Map<String, String> quorum,
        Map<String, String> cman,
        List<ClusterMember> nodes) {

    private static final String MEMBERS = "runtime.members.";

    /** Where the counters of the single ring protocol stand: corosync 3, then corosync 2. */
    private static final List<String> COUNTERS = List.of("stats.srp.", "runtime.totem.pg.mrp.srp.");

    /** Copies the collections. */
    public TotemFacts {
        cmap = Copies.of(cmap);
        rings = List.copyOf(rings);
        quorum = Copies.of(quorum);
        cman = Copies.of(cman);
        nodes = List.copyOf(nodes);
    }

    /**
     * A counter of the single ring protocol.
     *
     * @param name without its place, such as "orf_token_rx", "mcast_retx", "firewall_enabled_or_nic_failure"
     */
    public OptionalLong counter(String name) {
        for (String place : COUNTERS) {
            OptionalLong value = Words.whole(cmap.getOrDefault(place + name, ""));
            if (value.isPresent()) {
                return value;
            }
        }
        return OptionalLong.empty();
    }

    /** The members: of the key-value map if it was printed, else of the quorum tool or cman. */
    public List<ClusterMember> members() {
        Map<Long, String> status = new LinkedHashMap<>();
        cmap.keySet().stream().sorted().filter(key -> key.startsWith(MEMBERS)).forEach(key -> {
            String rest = key.substring(MEMBERS.length());
            int dot = rest.indexOf('.');
            OptionalLong id = dot > 0 ? Words.whole(rest.substring(0, dot)) : OptionalLong.empty();
            if (id.isPresent() && rest.endsWith(".status")) {
                status.put(id.getAsLong(), cmap.getOrDefault(key, ""));
            }
        });
        if (status.isEmpty()) {
            return nodes;
        }
        List<ClusterMember> members = new ArrayList<>();
        status.forEach((id, word) -> members.add(new ClusterMember(
                id, "", ringAddresses(cmap.getOrDefault(MEMBERS + id + ".ip", "")), word.equals("joined"))));
        return members;
    }

    /** "r(0) ip(10.0.0.1) r(1) ip(10.1.0.1)". */
    private static List<String> ringAddresses(String text) {
        List<String> addresses = new ArrayList<>();
        for (int at = text.indexOf("ip("); at >= 0; at = text.indexOf("ip(", at + 1)) {
            int end = text.indexOf(')', at);
            if (end > 0) {
                addresses.add(text.substring(at + "ip(".length(), end));
            }
        }
        return addresses;
    }

    /** The groups the daemon says it uses: cman's, or those of the key-value map. */
    public List<IpAddress> groups() {
        List<IpAddress> groups = new ArrayList<>();
        for (String word : Words.of(cman.getOrDefault("Multicast addresses", ""))) {
            IpAddress.parse(word).ifPresent(groups::add);
        }
        cmap.keySet().stream()
                .sorted()
                .filter(key -> key.startsWith("totem.interface.") && key.endsWith(".mcastaddr"))
                .forEach(key -> IpAddress.parse(cmap.getOrDefault(key, "")).ifPresent(groups::add));
        return groups.stream().distinct().toList();
    }

    /** Whether the daemon considers its partition quorate. */
    public Answer quorate() {
        String word = quorum.getOrDefault("Quorate", "");
        if (!word.isEmpty()) {
            return Answer.of(word.equals("Yes"));
        }
        String line = cman.getOrDefault("Quorum", "");
        if (!line.isEmpty()) {
            return Answer.of(!line.contains("blocked"));
        }
        String key = cmap.getOrDefault("runtime.votequorum.quorate", "");
        return key.isEmpty() ? Answer.UNKNOWN : Answer.of(key.equals("1"));
    }

    /** Whether a daemon answered at all, that is, runs. {@link Answer#UNKNOWN} if none was asked or none answered. */
    public Answer running() {
        boolean spoke = !cmap.isEmpty() || !rings.isEmpty() || !quorum.isEmpty() || !cman.isEmpty() || !nodes.isEmpty();
        return spoke ? Answer.YES : Answer.UNKNOWN;
    }
}
