package io.totemtap.capture.host;

import io.totemtap.net.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code ip link show} and {@code ip address show} with any of {@code -d -s -o} (iproute2, ipaddress.c), of all
 * versions from RHEL 5 on. They share one form: a line for each interface, then indented lines of details, addresses
 * and counters.
 */
final class IpLinkParser {

    /** "2: eth0.5@eth0: &lt;BROADCAST,UP&gt; mtu 1500 …"; also "2: eth0    inet …" of {@code -o}. */
    private static final Pattern INDEX = Pattern.compile("\\d{1,9}:");

    /** Kinds of interfaces (iproute2, iplink_*.c); a member of one has "_slave" after its kind. */
    private static final Set<String> KINDS = Set.of(
            "amt",
            "bareudp",
            "batadv",
            "bond",
            "bridge",
            "can",
            "dsa",
            "dummy",
            "erspan",
            "geneve",
            "gre",
            "gretap",
            "gtp",
            "hsr",
            "ifb",
            "ip6erspan",
            "ip6gre",
            "ip6gretap",
            "ip6tnl",
            "ipip",
            "ipoib",
            "ipvlan",
            "ipvtap",
            "lowpan",
            "macsec",
            "macvlan",
            "macvtap",
            "netkit",
            "nlmon",
            "openvswitch",
            "ovpn",
            "rmnet",
            "sit",
            "team",
            "tun",
            "vcan",
            "veth",
            "virt_wifi",
            "vlan",
            "vrf",
            "vti",
            "vti6",
            "vxcan",
            "vxlan",
            "wireguard",
            "xfrm");

    /** Counters of {@code -s}, by the word above the column; the first is for RX, the second for TX. */
    private static final Map<String, List<String>> COLUMNS = Map.ofEntries(
            Map.entry("bytes", List.of("rx_bytes", "tx_bytes")),
            Map.entry("packets", List.of("rx_packets", "tx_packets")),
            Map.entry("errors", List.of("rx_errors", "tx_errors")),
            Map.entry("dropped", List.of("rx_dropped", "tx_dropped")),
            Map.entry("missed", List.of("rx_missed_errors", "")),
            Map.entry("overrun", List.of("rx_over_errors", "")),
            Map.entry("mcast", List.of("multicast", "")),
            Map.entry("carrier", List.of("", "tx_carrier_errors")),
            Map.entry("collsns", List.of("", "collisions")),
            Map.entry("length", List.of("rx_length_errors", "")),
            Map.entry("crc", List.of("rx_crc_errors", "")),
            Map.entry("frame", List.of("rx_frame_errors", "")),
            Map.entry("fifo", List.of("rx_fifo_errors", "tx_fifo_errors")),
            Map.entry("nohandler", List.of("rx_nohandler", "")),
            Map.entry("aborted", List.of("", "tx_aborted_errors")),
            Map.entry("window", List.of("", "tx_window_errors")),
            Map.entry("heartbeat", List.of("", "tx_heartbeat_errors")));

    /** Lines that say nothing that is kept. */
    private static final Set<String> PASSED = Set.of("valid_lft", "altname", "alias", "vf", "prog/xdp");

    private final Lines lines;
    private final HostStateBuilder state;
    private InterfaceDraft current = new InterfaceDraft("");
    private boolean started;

    private IpLinkParser(Lines lines, HostStateBuilder state) {
        this.lines = lines;
        this.state = state;
    }

    static void parse(Lines lines, HostStateBuilder state) {
        IpLinkParser parser = new IpLinkParser(lines, state);
        while (lines.hasNext()) {
            String line = lines.next();
            // with -o an interface is one line, and a backslash stands where lines were broken
            for (String part : line.split("\\\\", -1)) {
                if (!part.isBlank() && !parser.line(part)) {
                    lines.unread(part);
                }
            }
        }
    }

    private boolean line(String line) {
        List<String> words = Words.of(line);
        String first = words.get(0);
        if (INDEX.matcher(first).matches() && words.size() > 1) {
            return header(words);
        }
        if (!started) {
            return false;
        }
        if (first.startsWith("link/")) {
            return linkAddress(words);
        }
        if (first.equals("inet") || first.equals("inet6")) {
            return address(words);
        }
        if (first.equals("RX:")
                || first.equals("TX:")
                || (words.size() > 1 && words.get(1).equals("errors:"))) {
            return counters(line, words);
        }
        if (first.equals("prog/xdp")) {
            current.detail("xdp.program", Words.after(words, "name"));
        }
        return PASSED.contains(first) || details(words);
    }

    private boolean header(List<String> words) {
        String name = words.get(1);
        boolean oneLine = !name.endsWith(":");
        String whole = oneLine ? name : name.substring(0, name.length() - 1);
        current = state.interfaceNamed(Words.withoutLower(whole));
        started = true;
        OptionalInt index = Words.small(words.get(0).substring(0, words.get(0).length() - 1));
        current.index(index.orElse(0));
        if (whole.indexOf('@') >= 0) {
            current.lower(whole.substring(whole.indexOf('@') + 1));
        }
        List<String> rest = words.subList(2, words.size());
        if (oneLine) {
            return !rest.isEmpty() && line(String.join(" ", rest));
        }
        if (rest.isEmpty() || !rest.get(0).startsWith("<")) {
            return false;
        }
        for (String flag : rest.get(0).replaceAll("[<>]", "").split(",", -1)) {
            current.flagWord(flag);
        }
        headerDetails(rest.subList(1, rest.size()));
        return true;
    }

    /** "mtu 1500 xdpgeneric/id:7 qdisc noqueue master br0 state UP mode DEFAULT group default qlen 1000". */
    private void headerDetails(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("xdp")) {
                current.detail("xdp", word);
            } else if (i + 1 < words.size()) {
                String value = words.get(i + 1);
                if (word.equals("master")) {
                    current.master(value);
                }
                current.detail(word, value);
                i++;
            }
        }
    }

    /** "link/ether 02:… brd ff:… link-netns x promiscuity 1 allmulti 0 minmtu 68 …". */
    private boolean linkAddress(List<String> words) {
        current.detail("link", words.get(0).substring("link/".length()));
        if (words.size() > 1) {
            MacAddress.parse(words.get(1)).ifPresent(current::mac);
        }
        pairs("", words.subList(Math.min(2, words.size()), words.size()));
        return true;
    }

    /** "inet 192.168.1.82/24 brd 192.168.1.255 scope global eth0", "inet 10.0.0.1 peer 10.0.0.2/32 …". */
    private boolean address(List<String> words) {
        if (words.size() < 2) {
            return false;
        }
        Optional<Prefix> own = Prefix.parse(words.get(1));
        String peer = Words.after(words, "peer");
        int length = Prefix.parse(peer)
                .map(Prefix::length)
                .orElse(own.map(Prefix::length).orElse(0));
        own.ifPresent(prefix -> current.address(new InterfaceAddress(prefix.address(), length)));
        return own.isPresent();
    }

    /**
     * "bridge_slave state forwarding …", "vlan protocol 802.1Q id 5 &lt;REORDER_HDR&gt;", "veth addrgenmode eui64 …".
     */
    private boolean details(List<String> words) {
        String kind = words.get(0);
        boolean member = kind.endsWith("_slave");
        if (!KINDS.contains(member ? kind.substring(0, kind.length() - "_slave".length()) : kind)) {
            return false;
        }
        if (!member) {
            current.kind(kind);
        }
        pairs(kind + ".", words.subList(1, words.size()));
        return true;
    }

    private void pairs(String prefix, List<String> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (!words.get(i).startsWith("<")) {
                current.detail(prefix + words.get(i), words.get(i + 1));
                i++;
            }
        }
    }

    /** Headings "RX:  bytes packets …", or "RX errors: length crc …", and numbers below them. */
    private boolean counters(String line, List<String> words) {
        boolean received = words.get(0).startsWith("RX");
        int column = received ? 0 : 1;
        List<String> headings = words.subList(line.contains("errors:") ? 2 : 1, words.size());
        List<String> values = Words.of(lines.peek());
        if (values.isEmpty()
                || values.size() > headings.size()
                || !values.stream().allMatch(Words::isDecimal)) {
            return false;
        }
        lines.next();
        for (int i = 0; i < values.size(); i++) {
            String name = COLUMNS.getOrDefault(headings.get(i), List.of("", "")).get(column);
            OptionalLong value = Words.whole(values.get(i));
            if (!name.isEmpty() && value.isPresent()) {
                current.counter(CounterSource.IP_LINK, name, value.getAsLong());
            }
        }
        return true;
    }
}
