package io.totemtap.capture.config;

import io.totemtap.net.ClusterId;
import io.totemtap.net.IpAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * cluster.conf of the Red Hat Cluster Suite (RHEL 5 and 6), which cman turns into openais' or corosync's configuration
 * (cman-preconfig.c). Only what concerns the network and fencing is kept.
 *
 * @param name attribute {@code name} of {@code <cluster>}
 * @param version attribute {@code config_version}
 * @param cman the attributes of {@code <cman>}
 * @param multicast the groups written in {@code <multicast>} and {@code <altmulticast>} of {@code <cman>}, first ring
 *     first
 * @param nodes the {@code <clusternode>}s
 * @param fencing the delays of {@code <fence_daemon>}
 * @param totem the attributes of {@code <totem>}, as written
 * @param problems what made no sense
 */
public record ClusterConf(
        String name,
        OptionalInt version,
        Cman cman,
        List<Group> multicast,
        List<ConfiguredNode> nodes,
        FenceDelays fencing,
        Map<String, String> totem,
        List<ConfigurationProblem> problems)
        implements ClusterConfiguration {

    /** The port cman uses where none is written. */
    public static final int DEFAULT_PORT = 5405;

    /** Copies the collections. */
    public ClusterConf {
        multicast = List.copyOf(multicast);
        nodes = List.copyOf(nodes);
        totem = Collections.unmodifiableMap(new TreeMap<>(totem));
        problems = List.copyOf(problems);
    }

    /**
     * The attributes of {@code <cman>}.
     *
     * @param twoNode {@code two_node="1"}: each of two nodes is quorate alone
     * @param expectedVotes {@code expected_votes}
     * @param clusterId {@code cluster_id}, in place of the number made from the name
     * @param port {@code port}
     * @param transport {@code transport}, and {@code broadcast="yes"}
     * @param keyFile the path of the key, or empty
     */
    public record Cman(
            boolean twoNode,
            OptionalInt expectedVotes,
            OptionalInt clusterId,
            OptionalInt port,
            Transport transport,
            String keyFile) {}

    /**
     * A group that is written in the file.
     *
     * @param address where multicast goes
     * @param port the port if one is written beside it
     * @param ttl the time to live, 1 if not written
     */
    public record Group(IpAddress address, OptionalInt port, int ttl) {}

    /**
     * How long fenced waits, in seconds; -1 means for ever.
     *
     * @param postJoin {@code post_join_delay}: after joining, before nodes that never came are fenced
     * @param postFail {@code post_fail_delay}: after a member failed
     */
    public record FenceDelays(OptionalInt postJoin, OptionalInt postFail) {}

    /** The number the group is made from: {@code cluster_id} if written, else from the name. */
    public int clusterId() {
        return cman.clusterId().orElseGet(() -> ClusterId.of(name).value());
    }

    @Override
    public Transport transport() {
        return cman.transport();
    }

    @Override
    public List<ConfiguredRing> rings() {
        boolean second = nodes.stream().anyMatch(node -> node.addresses().size() > 1);
        return second ? List.of(ring(0), ring(1)) : List.of(ring(0));
    }

    private ConfiguredRing ring(int number) {
        int port = cman.port().orElse(DEFAULT_PORT);
        boolean broadcast = cman.transport() == Transport.UDP_BROADCAST;
        if (number < multicast.size()) {
            Group group = multicast.get(number);
            return new ConfiguredRing(
                    number,
                    Optional.of(group.address()),
                    false,
                    group.port().orElse(port),
                    Optional.empty(),
                    group.ttl(),
                    broadcast);
        }
        Optional<IpAddress> group =
                name.isEmpty() ? Optional.empty() : Optional.of(new ClusterId(clusterId()).ipv4Group(number));
        return new ConfiguredRing(number, group, true, port, Optional.empty(), 1, broadcast);
    }

    /** On unless {@code <totem secauth="off">}: cman switches it on. */
    @Override
    public Secrecy secrecy() {
        return "off".equals(totem.get("secauth")) ? Secrecy.OFF : Secrecy.ON;
    }

    /** {@code keyfile} of {@code <cman>}. Without it the key is the cluster's name, padded with zeros. */
    @Override
    public Optional<String> keyFile() {
        return cman.keyFile().isEmpty() ? Optional.empty() : Optional.of(cman.keyFile());
    }

    @Override
    public TotemTimers timers() {
        return new TotemTimers(
                milliseconds("token"), milliseconds("consensus"), milliseconds("join"), milliseconds("merge"));
    }

    private OptionalLong milliseconds(String attribute) {
        return Numbers.whole(totem.getOrDefault(attribute, ""));
    }

    @Override
    public OptionalInt netMtu() {
        return Numbers.between(totem.getOrDefault("netmtu", ""), 1, 65536);
    }

    @Override
    public boolean twoNode() {
        return cman.twoNode();
    }
}
