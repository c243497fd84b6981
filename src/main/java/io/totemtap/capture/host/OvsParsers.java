package io.totemtap.capture.host;

import io.totemtap.capture.host.VirtualSwitch.Group;
import io.totemtap.capture.host.VirtualSwitch.Router;
import io.totemtap.capture.host.VirtualSwitch.Station;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code ovs-appctl} and {@code ovs-vsctl list} print (Open vSwitch, ofproto/ofproto-dpif.c and lib/db-ctl-base.c). */
final class OvsParsers {

    private static final int MOST_RECORDS = 10_000;

    /** {@code attached-mac="52:54:00:12:34:56"}, {@code driver_name=tun}. */
    private static final Pattern PAIR = Pattern.compile("([\\w.:-]{1,100})=(?:\"([^\"]{0,1000})\"|([^,}\"]{0,1000}))");

    private OvsParsers() {}

    /**
     * " port  VLAN  GROUP                Age", then "    2     0  239.1.2.3           2" and "    1     0  querier
     * 2"; newer ones have the version of IGMP before the group.
     */
    static void groups(Lines lines, List<Group> groups, List<Router> routers) {
        rows(lines, (port, vlan, words, line) -> {
            String what = words.get(words.size() - 2);
            Optional<IpAddress> group = IpAddress.parse(what).filter(IpAddress::isMulticast);
            if (what.equals("querier")) {
                routers.add(new Router(port, vlan));
            } else if (group.isPresent()) {
                groups.add(new Group(port, vlan, group.get()));
            } else {
                lines.unread(line);
            }
        });
    }

    /** " port  VLAN  MAC                Age", then "    2     0  02:1b:78:a8:01:52    0". */
    static void stations(Lines lines, List<Station> stations) {
        rows(lines, (port, vlan, words, line) -> {
            Optional<MacAddress> mac = MacAddress.parse(words.get(2));
            if (mac.isPresent()) {
                stations.add(new Station(port, vlan, mac.get()));
            } else {
                lines.unread(line);
            }
        });
    }

    /** One row of a table. */
    @FunctionalInterface
    private interface Row {
        void read(String port, int vlan, List<String> words, String line);
    }

    private static void rows(Lines lines, Row row) {
        int count = 0;
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            OptionalInt vlan = words.size() < 4 ? OptionalInt.empty() : Words.small(words.get(1));
            if (words.get(0).equals("port") && words.contains("VLAN")) {
                continue;
            }
            if (vlan.isPresent() && count++ < MOST_RECORDS) {
                row.read(words.get(0), vlan.getAsInt(), words, line);
            } else {
                lines.unread(line);
            }
        }
    }

    /** "name                : br0", one line a column, records one after the other, each beginning with its "_uuid". */
    static List<Map<String, String>> records(Lines lines) {
        List<Map<String, String>> records = new ArrayList<>();
        Map<String, String> current = new LinkedHashMap<>();
        while (lines.hasNext()) {
            String line = lines.next();
            int colon = line.indexOf(':');
            String column = colon < 0 ? "" : line.substring(0, colon).strip();
            if (column.equals("_uuid") && records.size() < MOST_RECORDS) {
                current = new LinkedHashMap<>();
                records.add(current);
            }
            if (records.isEmpty() || column.isEmpty() || column.contains(" ")) {
                lines.unread(line);
            } else {
                current.put(column, line.substring(colon + 1).strip());
            }
        }
        return records;
    }

    /** The value of a key in "{aging="20", flood="true"}"; empty if it is not there. */
    static String value(String map, String key) {
        Matcher pairs = PAIR.matcher(map);
        while (pairs.find()) {
            if (pairs.group(1).equals(key)) {
                return pairs.group(2) == null ? pairs.group(3) : pairs.group(2);
            }
        }
        return "";
    }
}
