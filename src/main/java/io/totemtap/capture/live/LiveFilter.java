package io.totemtap.capture.live;

import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is captured unless the user says otherwise: the cluster's multicast, its unicast, the membership messages, and the control
 * traffic between hosts that shows which way frames still pass. The filter of old, {@code net 239.0.0.0/8}, hides queries, leaves,
 * the token and everything with a VLAN tag.
 */
public final class LiveFilter {

    /** Totem's port, and the one it sends from. */
    private static final int PORT = 5405;

    private static final String TAGGED = " or (vlan and (";

    private LiveFilter() {}

    /**
     * The filter as libpcap reads it.
     *
     * @param ports further ports of clusters, besides 5405; each counts with the one below it, from which totem sends
     */
    public static String of(Collection<Integer> ports) {
        String plain = plain(ports);
        return plain + TAGGED + plain + "))";
    }

    /** The same for links that cannot have tags. */
    static String plain(Collection<Integer> ports) {
        TreeSet<Integer> all = new TreeSet<>();
        all.add(PORT - 1);
        all.add(PORT);
        for (int port : ports) {
            if (port > 0 && port <= 0xffff) {
                all.add(port);
                all.add(Math.max(1, port - 1));
            }
        }
        String named = all.stream().map(port -> "udp port " + port).collect(Collectors.joining(" or "));
        // fragments after the first have no ports; membership messages of IPv6 stand behind a hop-by-hop header
        return "igmp or icmp or arp or rarp or stp or net 239.0.0.0/8 or (ip proto 17 and ip[6:2] & 0x1fff != 0) or "
                + named + " or (ip6 and (icmp6 or ip6[6] = 0 or net ff15::/16))";
    }

    /** The default filter without its part for tags, which some links do not have, such as tunnels; any other filter itself. */
    static String withoutTags(String filter) {
        int tags = filter.indexOf(TAGGED);
        String rest = tags < 0 ? filter : filter.substring(0, tags);
        return filter.equals(rest + TAGGED + rest + "))") ? rest : filter;
    }
}
