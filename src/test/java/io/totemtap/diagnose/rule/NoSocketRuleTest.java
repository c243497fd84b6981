package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.CountedTraffic.section;
import static io.totemtap.diagnose.CountedTraffic.state;
import static io.totemtap.track.Cluster.GROUP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.CountedTraffic;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Multicast that the kernel has no socket for. */
class NoSocketRuleTest {

    private static final Rule RULE = new NoSocketRule();
    private static final String HEADING =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref"
                    + " pointer drops\n";

    private static String ignored(int count) {
        return section("cat /proc/net/snmp", "Udp: InDatagrams IgnoredMulti\nUdp: 10 " + count);
    }

    /** A socket of node 2 at 10.77.0.2, or at any address, port 5405. */
    private static String socket(String address) {
        return section(
                "cat /proc/net/udp",
                HEADING + "  101: " + address + ":151D 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
                        + "        0 4711 2 0000000000000000 0");
    }

    /** Node 1's JOINs come to node 2, whose own go on without it. */
    private static Observation deaf() {
        Cluster cluster = new Cluster();
        for (int i = 0; i < 30; i++) {
            cluster.at(i * 1.2).join(1, 0, 1);
            cluster.at(i * 1.2 + 0.6).join(2, 0, 2);
        }
        return cluster.end();
    }

    private static Facts facts(int rise, String sockets) {
        return new MadeFacts()
                .on(2, deaf())
                .state(2, state(2, 0, ignored(0), sockets))
                .state(2, state(2, 45, ignored(rise), sockets))
                .facts();
    }

    @Test
    void theListOfSocketsProvesIt() {
        assertEquals(
                List.of("points receiver-host n1>n2 proven", "fault no-socket-matches receiver-host proven"),
                Told.by(RULE, facts(60, socket("02004D0A"))));
    }

    @Test
    void theCounterAloneMakesItLikely() {
        assertEquals(
                List.of("points receiver-host n1>n2 likely", "fault no-socket-matches receiver-host likely"),
                Told.by(RULE, facts(60, "")));
    }

    /** What is listed of another network namespace lacks every socket of the daemon's. */
    @Test
    void theSocketsOfAnotherNamespaceProveNothing() {
        String before = state(2, 0, ignored(0), socket("02004D0A"));
        String after = state(2, 45, ignored(60), socket("02004D0A"));
        Facts facts = new MadeFacts()
                .on(2, deaf())
                .state(2, before.replace("10.77.0.2", "172.17.0.1"))
                .state(2, after.replace("10.77.0.2", "172.17.0.1"))
                .facts();
        assertEquals(List.of("fault no-socket-matches receiver-host likely"), Told.findings(RULE, facts));
    }

    @Test
    void whoHasASocketIsNotAccused() {
        assertEquals(
                List.of("warning no-socket-matches receiver-host possible"),
                Told.by(RULE, facts(60, socket("00000000"))));
    }

    /** As ss prints a socket that is bound to a device. */
    private static String boundTo(String device) {
        return section(
                "ss -ulnp",
                "State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process\n" + "UNCONN 0      0      " + GROUP
                        + "%" + device + ":5405 0.0.0.0:*");
    }

    @Test
    void aSocketOfAnotherDeviceGetsNothing() {
        assertEquals(
                List.of("points receiver-host n1>n2 proven", "fault no-socket-matches receiver-host proven"),
                Told.by(RULE, facts(60, boundTo("lo"))));
        assertEquals(
                List.of("warning no-socket-matches receiver-host possible"), Told.by(RULE, facts(60, boundTo("eth0"))));
    }

    @Test
    void whatWasThereBeforeDoesNotCount() {
        Facts facts = new MadeFacts()
                .on(2, deaf())
                .state(2, state(2, 0, ignored(0), boundTo("eth0")))
                .state(2, state(2, 20, ignored(30), boundTo("lo")))
                .state(2, state(2, 45, ignored(60), boundTo("eth0")))
                .facts();
        assertEquals(
                List.of("points receiver-host n1>n2 proven", "fault no-socket-matches receiver-host proven"),
                Told.by(RULE, facts));
    }

    @Test
    void fewerThanCame() {
        assertEquals(List.of(), Told.by(RULE, facts(5, "")));
    }

    @Test
    void aDaemonThatHears() {
        Facts facts = new MadeFacts()
                .on(2, CountedTraffic.all())
                .state(2, state(2, 0, ignored(0)))
                .state(2, state(2, 45, ignored(400)))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void anotherPortIsAMatterOfConfiguration() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("port-mismatch").facts()));
    }

    @Test
    void withoutTheCounterNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, new MadeFacts().on(2, deaf()).facts()));
    }
}
