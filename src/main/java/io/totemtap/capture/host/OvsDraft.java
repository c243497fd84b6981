package io.totemtap.capture.host;

import io.totemtap.capture.host.VirtualSwitch.Group;
import io.totemtap.capture.host.VirtualSwitch.Port;
import io.totemtap.capture.host.VirtualSwitch.Router;
import io.totemtap.capture.host.VirtualSwitch.Station;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Open vSwitch's bridges while several listings tell of them. */
final class OvsDraft {

    private static final int MOST_BRIDGES = 1_000;

    /** The number of a bridge's own port, which the tables call LOCAL (OpenFlow 1.0, OFPP_LOCAL). */
    private static final String OWN = "65534";

    private static final String DO_NOT_FLOOD = "mcast-snooping-disable-flood-unregistered";
    private static final String FLOOD = "mcast-snooping-flood";

    private final Map<String, Bridge> bridges = new LinkedHashMap<>();
    private final List<Map<String, String>> ports = new ArrayList<>();
    private final List<Map<String, String>> interfaces = new ArrayList<>();

    private static final class Bridge {
        final List<Group> groups = new ArrayList<>();
        final List<Router> routers = new ArrayList<>();
        final List<Station> stations = new ArrayList<>();
        final Map<String, String> columns = new LinkedHashMap<>();
        boolean isListed;
    }

    private Bridge bridge(String name) {
        Bridge known = bridges.get(name);
        if (known != null) {
            return known;
        }
        Bridge bridge = new Bridge();
        if (bridges.size() < MOST_BRIDGES) {
            bridges.put(name, bridge);
        }
        return bridge;
    }

    /** {@code ovs-appctl mdb/show br0}. */
    void groups(String name, Lines lines) {
        Bridge bridge = bridge(name);
        boolean hasHeading = lines.peek().contains("GROUP");
        OvsParsers.groups(lines, bridge.groups, bridge.routers);
        bridge.isListed = hasHeading && lines.isClean();
    }

    /** {@code ovs-appctl fdb/show br0}. */
    void stations(String name, Lines lines) {
        OvsParsers.stations(lines, bridge(name).stations);
    }

    /** {@code ovs-vsctl list bridge}. */
    void bridges(Lines lines) {
        OvsParsers.records(lines)
                .forEach(record -> bridge(text(record, "name")).columns.putAll(record));
    }

    /** {@code ovs-vsctl get bridge br0 mcast_snooping_enable other_config}: a line for each column. */
    void columns(String name, List<String> columns, Lines lines) {
        for (String column : columns) {
            if (lines.hasNext()) {
                bridge(name).columns.put(column, lines.next().strip());
            }
        }
        lines.unreadRest();
    }

    /** {@code ovs-vsctl list port}. */
    void ports(Lines lines) {
        ports.addAll(OvsParsers.records(lines));
    }

    /** {@code ovs-vsctl list interface}. */
    void interfaces(Lines lines) {
        interfaces.addAll(OvsParsers.records(lines));
    }

    List<VirtualSwitch> build() {
        List<VirtualSwitch> built = new ArrayList<>();
        bridges.forEach((name, bridge) -> {
            String settings = bridge.columns.get("other_config");
            String snoops = bridge.columns.getOrDefault("mcast_snooping_enable", "");
            built.add(new VirtualSwitch(
                    name,
                    snoops.isEmpty() ? Answer.UNKNOWN : Answer.of(snoops.equals("true")),
                    settings == null
                            ? Answer.UNKNOWN
                            : Answer.of(
                                    !OvsParsers.value(settings, DO_NOT_FLOOD).equals("true")),
                    bridge.isListed,
                    bridge.groups,
                    bridge.routers,
                    bridge.stations,
                    portsOf(bridge)));
        });
        return built;
    }

    /** Records refer to each other by their identifiers. Without the list of ports, interfaces may be of any bridge. */
    private List<Port> portsOf(Bridge bridge) {
        String own = bridge.columns.getOrDefault("ports", "");
        List<Port> found = new ArrayList<>();
        for (Map<String, String> port : ports) {
            if (isIn(own, port)) {
                String members = port.getOrDefault("interfaces", "");
                Answer floods = Answer.of(OvsParsers.value(port.getOrDefault("other_config", ""), FLOOD)
                        .equals("true"));
                interfaces.stream().filter(one -> isIn(members, one)).forEach(one -> found.add(port(one, floods)));
            }
        }
        if (ports.isEmpty() && bridges.size() == 1) {
            interfaces.forEach(one -> found.add(port(one, Answer.UNKNOWN)));
        }
        return found;
    }

    private static boolean isIn(String identifiers, Map<String, String> record) {
        String identifier = record.getOrDefault("_uuid", "");
        return !identifier.isEmpty() && identifiers.contains(identifier);
    }

    private static Port port(Map<String, String> record, Answer floods) {
        String number = record.getOrDefault("ofport", "");
        boolean isInternal = text(record, "type").equals("internal");
        return new Port(
                number.equals(OWN) ? "LOCAL" : number,
                text(record, "name"),
                MacAddress.parse(OvsParsers.value(record.getOrDefault("external_ids", ""), "attached-mac"))
                        .orElse(MacAddress.NONE),
                !isInternal
                        && OvsParsers.value(record.getOrDefault("status", ""), "driver_name")
                                .equals("tun"),
                floods);
    }

    /** A column of text, which is quoted where it is not a plain word. */
    private static String text(Map<String, String> record, String column) {
        return record.getOrDefault(column, "").replace("\"", "");
    }
}
