package io.totemtap.capture.host;

import io.totemtap.capture.host.Bridging.Station;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code bridge mdb show}, {@code bridge fdb show} and {@code bridge link show} (iproute2, bridge/mdb.c, fdb.c and link.c). */
final class BridgeParsers {

    private static final int MOST_STATIONS = 10_000;

    private BridgeParsers() {}

    /**
     * "dev br0 port p2 grp 239.192.53.207 temp …", "router ports on br0: p1"; before iproute2 4.5 "2: br0  p2
     * 239.192.53.207  temp".
     */
    static Bridging mdb(Lines lines) {
        List<BridgeGroup> groups = new ArrayList<>();
        List<String> routers = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            if (line.startsWith("router ports on ") && words.size() > 3) {
                routerPorts(words, routers);
                continue;
            }
            boolean old = words.size() > 3 && words.get(0).endsWith(":");
            String bridge = old ? words.get(1) : Words.after(words, "dev");
            String port = old ? words.get(2) : Words.after(words, "port");
            String group = old ? words.get(3) : Words.after(words, "grp");
            Optional<IpAddress> address = IpAddress.parse(group).filter(IpAddress::isMulticast);
            if (bridge.isEmpty() || port.isEmpty() || (address.isEmpty() && group.length() != 17)) {
                lines.unread(line);
                continue;
            }
            address.ifPresent(ip -> groups.add(new BridgeGroup(
                    bridge, port, ip, Words.small(Words.after(words, "vid")).orElse(0), words.contains("permanent"))));
        }
        return new Bridging(lines.isClean(), groups, routers, List.of());
    }

    /**
     * "52:54:00:a8:01:52 dev vnet2 master br0"; with "permanent" a port's own address, and with "self" alone what the device's own
     * filter takes.
     */
    static List<Station> fdb(Lines lines) {
        List<Station> stations = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            Optional<MacAddress> address = MacAddress.parse(words.get(0));
            String port = Words.after(words, "dev");
            if (address.isEmpty() || port.isEmpty()) {
                lines.unread(line);
            } else if (words.contains("master") && !words.contains("permanent") && stations.size() < MOST_STATIONS) {
                stations.add(new Station(port, address.get()));
            }
        }
        return stations;
    }

    /** "router ports on br0: p1   2.30 temp" and, shorter, "router ports on br0: p1 p2". */
    private static void routerPorts(List<String> words, List<String> routers) {
        String bridge = words.get(3).replace(":", "");
        for (String word : words.subList(4, words.size())) {
            boolean number = Character.isDigit(word.charAt(0));
            if (!number && !word.equals("temp") && !word.equals("permanent")) {
                routers.add(bridge + " " + word);
            }
        }
    }

    /**
     * "3: p1@br0: &lt;…&gt; mtu 1500 master br0 state forwarding …", then pairs of words; kept as details of the port.
     */
    static void link(Lines lines, HostStateBuilder state) {
        InterfaceDraft current = new InterfaceDraft("");
        boolean started = false;
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            boolean header = words.size() > 2 && words.get(0).endsWith(":") && line.contains("<");
            if (!header && !started) {
                lines.unread(line);
                continue;
            }
            int from = 0;
            if (header) {
                String name = words.get(1).endsWith(":")
                        ? words.get(1).substring(0, words.get(1).length() - 1)
                        : words.get(1);
                current = state.interfaceNamed(Words.withoutLower(name));
                started = true;
                while (from < words.size() && !words.get(from).endsWith(">")) {
                    from++;
                }
                from++;
                String master = Words.after(words, "master");
                if (!master.isEmpty()) {
                    current.master(master);
                }
            }
            for (int i = from; i + 1 < words.size(); i += 2) {
                if (!words.get(i).equals("mtu") && !words.get(i).equals("master")) {
                    current.detail("bridge_slave." + words.get(i), words.get(i + 1));
                }
            }
        }
    }
}
