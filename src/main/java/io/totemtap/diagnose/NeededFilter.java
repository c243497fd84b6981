package io.totemtap.diagnose;

import io.totemtap.net.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The capture filter that leaves out nothing of the clusters that were seen (pcap-filter syntax). */
public final class NeededFilter {

    /** Where corosync and openais listen unless they are told otherwise. */
    private static final int USUAL_PORT = 5405;

    private static final String MULTICAST = "igmp or net 239.0.0.0/8";

    private NeededFilter() {}

    /**
     * IGMP, multicast, both ports of every group that was seen, and what shows the hosts themselves. A node sends from the port below
     * the one it listens on.
     */
    public static String of(Facts facts) {
        StringBuilder filter = new StringBuilder(MULTICAST);
        for (Endpoint group : facts.picture().groups()) {
            if (!group.address().toString().startsWith("239.")) {
                filter.append(" or host ").append(group.address());
            }
        }
        for (int port : ports(facts)) {
            filter.append(" or udp portrange ").append(port - 1).append('-').append(port);
        }
        return filter.append(" or arp or icmp").toString();
    }

    /** The ports a firewall has to let through, "5404 and 5405". */
    static String portsInWords(Facts facts) {
        List<String> words = new ArrayList<>();
        for (int port : ports(facts)) {
            words.add(Integer.toString(port - 1));
            words.add(Integer.toString(port));
        }
        return Words.list(words);
    }

    private static Set<Integer> ports(Facts facts) {
        Set<Integer> ports = new TreeSet<>();
        facts.picture().groups().forEach(group -> ports.add(group.port()));
        if (ports.isEmpty()) {
            ports.add(USUAL_PORT);
        }
        return ports;
    }
}
