package io.totemtap.diagnose;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;

import io.totemtap.net.EpochNanos;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.function.IntPredicate;

/** Node 1 multicasts ten times a second for forty seconds and the token goes round with it; and what hosts say of their counters. */
public final class CountedTraffic {

    /** How many messages there are. */
    public static final int MESSAGES = 400;

    private CountedTraffic() {}

    /** Four messages in a row of twenty: 80 in all. */
    public static boolean isInBurst(int message) {
        return message % 20 >= 16;
    }

    /** What a capture has if it does not have some of the messages, and some of the tokens sent with these. */
    public static Observation seen(IntPredicate hasMessage, IntPredicate hasToken) {
        Cluster cluster = new Cluster();
        cluster.line().at(0.01).frame(Packets.report(2, address(1), GROUP));
        cluster.line().at(0.02).frame(Packets.report(2, address(2), GROUP));
        for (int i = 1; i <= MESSAGES; i++) {
            double now = i * 0.1;
            if (hasMessage.test(i)) {
                cluster.at(now).message(1, i);
            }
            if (hasToken.test(i)) {
                cluster.at(now + 0.01).token(1, 2, 2L * i, i, i);
            }
            cluster.at(now + 0.02).token(2, 1, 2L * i + 1, i, i);
        }
        return cluster.end();
    }

    /** What a capture has that has everything. */
    public static Observation all() {
        return seen(message -> true, token -> true);
    }

    /** What a capture on node 2 has if everything comes there and its daemon asks for some of the messages again; node 1 repeats them. */
    public static Observation askedFor(IntPredicate missed) {
        return asked(missed, Cluster::message);
    }

    /** The same with messages in two fragments. */
    public static Observation askedForFragments(IntPredicate missed) {
        return asked(missed, (cluster, node, message) -> {
            byte[] whole = Packets.udp(address(node), GROUP, cluster.messagePayload(node, message));
            Packets.fragments(whole, message).forEach(cluster.line()::frame);
        });
    }

    private static Observation asked(IntPredicate missed, Sending sending) {
        Cluster cluster = new Cluster();
        for (int i = 1; i <= MESSAGES; i++) {
            double now = i * 0.1;
            sending.send(cluster.at(now), 1, i);
            cluster.at(now + 0.01).token(1, 2, 2L * i, i, i - 1L);
            if (missed.test(i)) {
                cluster.at(now + 0.02).token(2, 1, 2L * i + 1, i, i - 1L, i);
                cluster.at(now + 0.03).repeat(1, 1, i);
            } else {
                cluster.at(now + 0.02).token(2, 1, 2L * i + 1, i, i);
            }
        }
        return cluster.end();
    }

    /** How a node sends a message. */
    @FunctionalInterface
    private interface Sending {
        void send(Cluster cluster, int node, int message);
    }

    /** What a host says at a second: its address on eth0, and sections of counters as {@link #section} makes them. */
    public static String state(int node, double second, String... sections) {
        StringBuilder text = new StringBuilder("### time ")
                .append(Timeline.nanos(second) / EpochNanos.SECOND)
                .append("\n### ip address show\n")
                .append("2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP\n")
                .append("    link/ether 02:00:0a:4d:00:0")
                .append(node)
                .append(" brd ff:ff:ff:ff:ff:ff\n    inet ")
                .append(address(node))
                .append("/24 scope global eth0\n");
        for (String section : sections) {
            text.append(section);
        }
        return text.toString();
    }

    /** The output of a command. */
    public static String section(String command, String output) {
        return "### " + command + "\n" + output + "\n";
    }

    /** A counter of eth0. */
    public static String ofInterface(String name, long value) {
        return section("cat /sys/class/net/eth0/statistics/" + name, Long.toString(value));
    }

    /** The counters of a driver. */
    public static String ofDriver(String driver, String... namesAndValues) {
        return section("ethtool -i eth0", "driver: " + driver)
                + section("ethtool -S eth0", "NIC statistics:\n     " + String.join("\n     ", namesAndValues));
    }
}
