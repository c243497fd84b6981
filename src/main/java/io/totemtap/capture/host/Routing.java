package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where a host sends packets.
 *
 * @param routes {@code ip route show}, of whichever tables were asked
 * @param rules {@code ip rule show}
 * @param neighbours {@code ip neigh show}
 */
public record Routing(List<Route> routes, List<RoutingRule> rules, List<Neighbour> neighbours) {

    /** Copies the lists. */
    public Routing {
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
        neighbours = List.copyOf(neighbours);
    }

    /**
     * The route of the tables local and main that an address takes, if no rule of its own sends it elsewhere: the
     * longest prefix, then the lowest metric. Absent if there is none, or no table was printed.
     */
    public Optional<Route> routeTo(IpAddress address) {
        Optional<Route> local = best("local", address);
        return local.isPresent() ? local : best("main", address);
    }

    private Optional<Route> best(String table, IpAddress address) {
        Route best = null;
        for (Route route : routes) {
            if (route.table().equals(table) && route.destination().contains(address)) {
                best = best == null || isBetter(route, best) ? route : best;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isBetter(Route route, Route than) {
        int length =
                Integer.compare(route.destination().length(), than.destination().length());
        return length > 0 || (length == 0 && route.metric() < than.metric());
    }

    /**
     * Whether rules other than the three every host has choose the table; {@link Answer#UNKNOWN} if they were not
     * printed.
     */
    public Answer hasOwnRules() {
        return rules.isEmpty() ? Answer.UNKNOWN : Answer.of(!rules.stream().allMatch(RoutingRule::isStandard));
    }
}
