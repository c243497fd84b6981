package io.totemtap.report;

import io.totemtap.net.ClusterId;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.Ipv6Address;
import io.totemtap.net.MacAddress;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an IP group is on Ethernet: its address there, who shares it, and how switches treat it. */
public final class GroupAddress {

    private static final int COLUMNS = 4;
    private static final int MAC_BITS = 0x7f_ffff;
    private static final int LINK_LOCAL = 0xe000_0000;
    private static final long ALL_NODES_HIGH = 0xff02L << 48;
    private static final int SOLICITED = 0xff;

    /** Who uses a link-local group (IANA's registry), by its last octet. */
    private static final Map<Integer, String> USERS = Map.ofEntries(
            Map.entry(1, "all hosts, IGMP queries"),
            Map.entry(2, "all routers, IGMP leaves"),
            Map.entry(4, "DVMRP"),
            Map.entry(5, "OSPF"),
            Map.entry(6, "OSPF"),
            Map.entry(9, "RIP"),
            Map.entry(10, "EIGRP"),
            Map.entry(13, "PIM"),
            Map.entry(18, "VRRP"),
            Map.entry(22, "IGMPv3 reports"),
            Map.entry(102, "HSRP"),
            Map.entry(251, "mDNS"),
            Map.entry(252, "LLMNR"));

    private final IpAddress group;
    private final MacAddress mac;

    /**
     * Looks at a group.
     *
     * @throws IllegalArgumentException if it is no multicast address
     */
    public GroupAddress(IpAddress group) {
        if (!group.isMulticast()) {
            throw new IllegalArgumentException(group + " is no multicast address");
        }
        this.group = group;
        mac = MacAddress.multicastFor(group);
    }

    /** An id whose default group this is, on one of the rings. */
    private record Origin(ClusterId id, int ring) {}

    private List<Origin> origins() {
        List<Origin> origins = new ArrayList<>();
        for (int ring = 0; ring < 2; ring++) {
            for (ClusterId candidate : ClusterId.candidates(group)) {
                origins.add(new Origin(new ClusterId(candidate.value() - ring), ring));
            }
        }
        return origins;
    }

    private List<Ipv4Address> sharers() {
        return ClusterId.groupsOf(mac).stream()
                .filter(other -> !other.equals(group))
                .toList();
    }

    private String scope() {
        if (group instanceof Ipv4Address four) {
            return four.isLinkLocalMulticast() ? "link-local" : scope(four.bits());
        }
        return switch ((int) (group.high() >>> 48) & 0xf) {
            case 1 -> "interface-local";
            case 2 -> "link-local";
            case 4 -> "admin-local";
            case 5 -> "site-local";
            case 8 -> "organization-local";
            case 14 -> "global";
            default -> "unassigned";
        };
    }

    private static String scope(int bits) {
        if (bits >>> 16 == 0xefff) {
            return "local";
        }
        if (bits >>> 18 == 0xefc0 >>> 2) {
            return "organization-local";
        }
        return bits >>> 24 == 0xef ? "administratively scoped" : "global";
    }

    /** What is special about the group or about its Ethernet address, one sentence each; mostly nothing. */
    private List<String> notes() {
        return group instanceof Ipv4Address four ? notes(four) : notes((Ipv6Address) group);
    }

    private static List<String> notes(Ipv4Address four) {
        List<String> notes = new ArrayList<>();
        int low = four.bits() & MAC_BITS;
        if (four.isLinkLocalMulticast()) {
            notes.add("224.0.0.x is never snooped: switches flood it to every port, and no router forwards it.");
            user(low).ifPresent(user -> notes.add(four + " is used by: " + user + "."));
        } else if (low <= 0xff) {
            Ipv4Address special = new Ipv4Address(LINK_LOCAL | low);
            notes.add("Its Ethernet address is also that of " + special
                    + user(low).map(user -> " (" + user + ")").orElse("") + ":");
            notes.add("switches flood it or send it to their processor and limit it there. Choose another group.");
            notes.add("See totemtap explain group-shares-mac.");
        }
        if (four.bits() >>> 24 == 232) {
            notes.add("232.0.0.0/8 is for joins that name a source (RFC 4607); totem's joins do not.");
        }
        return notes;
    }

    private static Optional<String> user(int lastOctet) {
        return Optional.ofNullable(USERS.get(lastOctet));
    }

    private static List<String> notes(Ipv6Address six) {
        List<String> notes = new ArrayList<>();
        int last = (int) six.low();
        notes.add("Every IPv6 group whose last 32 bits are " + String.format(Locale.ROOT, "%08x", last)
                + " has this Ethernet address.");
        if (six.high() == ALL_NODES_HIGH && six.low() == 1) {
            notes.add("ff02::1 is all nodes: never snooped, flooded to every port.");
        } else if (six.isLinkLocalMulticast()) {
            notes.add("The group never leaves its link.");
        }
        if (last >>> 24 == SOLICITED) {
            Ipv6Address solicited = new Ipv6Address(ALL_NODES_HIGH, 1L << 32 | Integer.toUnsignedLong(last));
            notes.add("Neighbour discovery uses it for " + solicited + ".");
        }
        return notes;
    }

    /** The answer for people, line by line. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("group       " + group);
        lines.add("Ethernet    " + mac);
        lines.add("scope       " + scope());
        for (Origin origin : origins()) {
            lines.add((lines.size() == 3 ? "cluster id  " : "            ")
                    + origin.id().value() + " (0x" + origin.id() + ") on ring " + origin.ring());
        }
        List<String> notes = notes();
        if (!notes.isEmpty()) {
            lines.add("");
            lines.addAll(notes);
        }
        List<Ipv4Address> sharers = sharers();
        if (!sharers.isEmpty()) {
            lines.add("");
            lines.add(sharers.size() + " other groups have the same Ethernet address:");
            lines.addAll(columns(sharers));
        }
        return lines;
    }

    private static List<String> columns(List<Ipv4Address> sharers) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < sharers.size(); i += COLUMNS) {
            StringBuilder line = new StringBuilder();
            sharers.subList(i, Math.min(i + COLUMNS, sharers.size()))
                    .forEach(other -> line.append(String.format(Locale.ROOT, "  %-15s", other)));
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** Writes the answer as one JSON object. */
    public void json(OutputStream out) {
        try (JsonOut json = new JsonOut(out)) {
            json.document(() -> {
                json.number("schema", JsonReport.SCHEMA);
                json.text("address", group.toString());
                json.text("mac", mac.toString());
                json.text("scope", scope());
                json.objects("clusterIds", origins(), origin -> {
                    json.number("id", origin.id().value());
                    json.text("idHex", origin.id().toString());
                    json.number("ring", origin.ring());
                });
                json.texts("sharesMacWith", sharers());
                json.texts("notes", notes());
            });
        }
    }
}
