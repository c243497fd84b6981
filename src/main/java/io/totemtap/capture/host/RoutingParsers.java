package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv6Address;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads {@code ip route show}, {@code ip rule show} and {@code ip neigh show} (iproute2). */
final class RoutingParsers {

    private static final Set<String> TYPES = Set.of(
            "unicast",
            "local",
            "broadcast",
            "anycast",
            "multicast",
            "unreachable",
            "blackhole",
            "prohibit",
            "throw",
            "nat");
    private static final Prefix ALL_IPV6 = new Prefix(new Ipv6Address(0, 0), 0);

    /** Words after the table in a rule that begin its action. */
    private static final Set<String> ACTIONS =
            Set.of("lookup", "unreachable", "blackhole", "prohibit", "goto", "nop", "map-to", "masquerade");

    private RoutingParsers() {}

    /**
     * "192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.81", "default via 10.0.0.1 dev eth0".
     *
     * @param six whether the command asked for IPv6
     */
    static List<Route> routes(Lines lines, boolean six) {
        List<Route> routes = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            if (words.get(0).equals("nexthop") || words.get(0).equals("cache")) {
                nexthop(routes, words);
                continue;
            }
            Optional<Route> route = route(words, six);
            route.ifPresentOrElse(routes::add, () -> lines.unread(line));
        }
        return routes;
    }

    private static Optional<Route> route(List<String> words, boolean six) {
        boolean typed = TYPES.contains(words.get(0));
        String type = typed ? words.get(0) : "unicast";
        if (typed && words.size() < 2) {
            return Optional.empty();
        }
        String target = words.get(typed ? 1 : 0);
        Optional<IpAddress> gateway = gateway(words);
        boolean isSix = six || gateway.filter(Ipv6Address.class::isInstance).isPresent();
        Optional<Prefix> destination =
                target.equals("default") ? Optional.of(isSix ? ALL_IPV6 : Prefix.ALL_IPV4) : Prefix.parse(full(target));
        String table = Words.after(words, "table");
        return destination.map(prefix -> new Route(
                type,
                prefix,
                gateway,
                Words.after(words, "dev"),
                table.isEmpty() ? "main" : table,
                Words.whole(Words.after(words, "metric")).orElse(0)));
    }

    /** "via 10.0.0.1" or "via inet6 fe80::1". */
    private static Optional<IpAddress> gateway(List<String> words) {
        String via = Words.after(words, "via");
        return IpAddress.parse(via.startsWith("inet") ? Words.after(words, via) : via);
    }

    /** Old versions leave out trailing zeros: "127/8", "169.254/16". */
    private static String full(String target) {
        int slash = target.indexOf('/');
        if (slash < 0 || target.indexOf(':') >= 0) {
            return target;
        }
        StringBuilder address = new StringBuilder(target.substring(0, slash));
        for (long dots = address.chars().filter(c -> c == '.').count(); dots < 3; dots++) {
            address.append(".0");
        }
        return address + target.substring(slash);
    }

    /** "	nexthop via 10.0.0.1 dev eth0 weight 1" belongs to the route before; the first one is kept as its own. */
    private static void nexthop(List<Route> routes, List<String> words) {
        if (routes.isEmpty() || !words.contains("nexthop")) {
            return;
        }
        int last = routes.size() - 1;
        Route route = routes.get(last);
        if (route.device().isEmpty()) {
            routes.set(
                    last,
                    new Route(
                            route.type(),
                            route.destination(),
                            gateway(words),
                            Words.after(words, "dev"),
                            route.table(),
                            route.metric()));
        }
    }

    /** "32766:	from all lookup main". */
    static List<RoutingRule> rules(Lines lines) {
        List<RoutingRule> rules = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            int colon = line.indexOf(':');
            OptionalLong priority = colon < 0
                    ? OptionalLong.empty()
                    : Words.whole(line.substring(0, colon).strip());
            List<String> words = colon < 0 ? List.of() : Words.of(line.substring(colon + 1));
            int action = 0;
            while (action < words.size() && !ACTIONS.contains(words.get(action))) {
                action++;
            }
            if (priority.isEmpty() || words.isEmpty()) {
                lines.unread(line);
            } else {
                rules.add(new RoutingRule(
                        priority.getAsLong(),
                        String.join(" ", words.subList(0, action)),
                        String.join(" ", words.subList(action, words.size()))));
            }
        }
        return rules;
    }

    /** "192.168.1.81 dev eth0 lladdr 02:1b:78:a8:01:51 REACHABLE". */
    static List<Neighbour> neighbours(Lines lines) {
        List<Neighbour> neighbours = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            Optional<IpAddress> address = IpAddress.parse(words.get(0));
            String device = Words.after(words, "dev");
            if (address.isEmpty() || device.isEmpty()) {
                lines.unread(line);
                continue;
            }
            String last = words.get(words.size() - 1);
            neighbours.add(new Neighbour(
                    address.get(),
                    device,
                    MacAddress.parse(Words.after(words, "lladdr")).orElse(MacAddress.NONE),
                    last.matches("[A-Z]{3,12}") ? last : ""));
        }
        return neighbours;
    }
}
