package io.totemtap.report;

import io.totemtap.net.ClusterId;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The default groups that each generation of the software makes of a cluster's name, with their Ethernet addresses. */
public final class ClusterGroups {

    /** Bytes at the end of a name that decide about its id: each byte before is multiplied by 65536 or more. */
    private static final int BYTES_THAT_COUNT = 16;

    private static final int PORT = 5405;
    private static final int SOURCE_PORT = 5404;
    private static final int OPENAIS_SOURCE_PORT = 5149;

    private static final List<Software> ALL = List.of(
            new Software("cman on openais 0.80", "RHEL 5", 1, OPENAIS_SOURCE_PORT, ""),
            new Software("cman on corosync 1.x", "RHEL 6", 2, SOURCE_PORT, ""),
            new Software("corosync 1.x alone", "", 0, SOURCE_PORT, "no default: mcastaddr must be configured"),
            new Software("corosync 2.x, transport udp", "RHEL 7", 2, SOURCE_PORT, ""),
            new Software("corosync 3.x, transport udp", "not its default", 2, SOURCE_PORT, ""));

    private final String name;
    private final ClusterId id;
    private final ClusterId unsigned;

    /** Finds the groups of a cluster's name, which is taken as UTF-8. */
    public ClusterGroups(String name) {
        this.name = name;
        id = ClusterId.of(name);
        unsigned = ClusterId.ofUnsigned(name);
    }

    /**
     * One line of the software.
     *
     * @param name what it is called
     * @param where where it is met; may be empty
     * @param rings how many rings it makes a group for
     * @param sourcePort the port it sends from where the group's port is 5405
     * @param remark said instead of a group
     */
    private record Software(String name, String where, int rings, int sourcePort, String remark) {

        String label() {
            return where.isEmpty() ? name : name + " (" + where + ")";
        }
    }

    /** The id where {@code char} is unsigned; empty where it is the same. */
    private Optional<ClusterId> otherId() {
        return unsigned.equals(id) ? Optional.empty() : Optional.of(unsigned);
    }

    /** The answer for people, line by line, harmless for a terminal. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("cluster     " + Escape.forTerminal(name));
        lines.add("cluster id  " + number(id));
        lines.add("");
        lines.add(row("", "ring", "group", "Ethernet"));
        for (Software software : ALL) {
            if (software.rings() == 0) {
                lines.add(row(software.label(), "", software.remark(), ""));
            }
            for (int ring = 0; ring < software.rings(); ring++) {
                lines.add(row(ring == 0 ? software.label() : "", ring, id.ipv4Group(ring)));
            }
        }
        lines.add(row("IPv6, all of these", 0, id.ipv6Group()));
        lines.add(row("", 1, id.ipv6Group(1)));
        lines.add("");
        lines.addAll(remarks());
        return lines;
    }

    private List<String> remarks() {
        List<String> lines = new ArrayList<>();
        lines.add("To UDP port 5405 by default, from 5404; openais 0.80 on x86 from 5149.");
        lines.add("A cluster_id or an address in the configuration replaces all of this.");
        lines.add("Other groups have the same Ethernet address: totemtap group " + id.ipv4Group());
        otherId()
                .ifPresent(other -> lines.add("Where char is unsigned (ARM, POWER, s390) the id is " + number(other)
                        + ": " + other.ipv4Group() + ", " + MacAddress.multicastFor(other.ipv4Group())));
        if (name.getBytes(StandardCharsets.UTF_8).length > BYTES_THAT_COUNT) {
            lines.add("Only the last " + BYTES_THAT_COUNT + " bytes of a name count.");
        }
        return lines;
    }

    private static String number(ClusterId id) {
        return id.value() + " (0x" + id + ")";
    }

    private static String row(String label, int ring, IpAddress group) {
        return row(
                label,
                Integer.toString(ring),
                group.toString(),
                MacAddress.multicastFor(group).toString());
    }

    private static String row(String label, String ring, String group, String mac) {
        return String.format(Locale.ROOT, "%-45s  %4s  %-15s  %s", label, ring, group, mac)
                .stripTrailing();
    }

    /** Writes the answer as one JSON object. */
    public void json(OutputStream out) {
        try (JsonOut json = new JsonOut(out)) {
            json.document(() -> {
                json.number("schema", JsonReport.SCHEMA);
                json.object("cluster", () -> {
                    json.text("name", name);
                    json.number("id", id.value());
                    json.text("idHex", id.toString());
                    if (otherId().isPresent()) {
                        json.number("idUnsignedChar", unsigned.value());
                    } else {
                        json.unknown("idUnsignedChar");
                    }
                });
                json.objects("groups", entries(), entry -> {
                    json.text("software", entry.software().name());
                    json.number("ring", entry.ring());
                    json.text("address", entry.group().toString());
                    json.text("mac", MacAddress.multicastFor(entry.group()).toString());
                    json.number("port", PORT);
                    json.number("sourcePort", entry.software().sourcePort());
                });
            });
        }
    }

    private record Entry(Software software, int ring, IpAddress group) {}

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Software software : ALL) {
            for (int ring = 0; ring < software.rings(); ring++) {
                entries.add(new Entry(software, ring, id.ipv4Group(ring)));
                entries.add(new Entry(software, ring, id.ipv6Group(ring)));
            }
        }
        return entries;
    }
}
