package io.totemtap.capture.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.net.Endpoint;
import io.totemtap.net.Ipv4Address;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConfTest {

    private static final String TWO_NODES = """
            <?xml version="1.0"?>
            <cluster alias="dbpair" config_version="7" name="mycluster">
                    <fence_daemon post_fail_delay="0" post_join_delay="25"/>
                    <clusternodes>
                            <clusternode name="db-1" nodeid="1" votes="1">
                                    <fence><method name="1"><device name="db-1-ilo"/></method></fence>
                            </clusternode>
                            <clusternode name="db-2" nodeid="2" votes="1"/>
                    </clusternodes>
                    <cman expected_votes="1" two_node="1"/>
                    <!-- R&amp;D -->
                    <fencedevices><fencedevice agent="fence_ilo" name="db-1-ilo" passwd="a&amp;b"/></fencedevices>
                    <rm><resources><ip address="10.0.0.9" monitor_link="1"/></resources>text &amp; more</rm>
            </cluster>
            """;

    private static ClusterConf parse(String xml) {
        return assertInstanceOf(
                ClusterConf.class, ClusterConfiguration.parse(xml.getBytes(StandardCharsets.UTF_8), "cluster.conf"));
    }

    @Test
    void readsATwoNodeClusterOfRhel5() {
        ClusterConf conf = parse(TWO_NODES);
        assertEquals("mycluster", conf.name());
        assertEquals(OptionalInt.of(7), conf.version());
        assertTrue(conf.twoNode());
        assertEquals(OptionalInt.of(1), conf.cman().expectedVotes());
        assertEquals(OptionalInt.of(25), conf.fencing().postJoin());
        assertEquals(OptionalInt.of(0), conf.fencing().postFail());
        assertEquals(
                List.of(
                        new ConfiguredNode("db-1", OptionalLong.of(1), 1, List.of("db-1")),
                        new ConfiguredNode("db-2", OptionalLong.of(2), 1, List.of("db-2"))),
                conf.nodes());
        assertEquals(List.of(), conf.problems());
    }

    @Test
    void groupFollowsFromTheName() {
        ClusterConf conf = parse(TWO_NODES);
        assertEquals(Transport.UDP_MULTICAST, conf.transport());
        assertEquals(List.of(endpoint("239.192.221.146", 5405)), conf.groups());
        assertTrue(conf.rings().get(0).derived());
    }

    @Test
    void keyIsTheNameUnlessAFileIsWritten() {
        assertEquals(Secrecy.ON, parse(TWO_NODES).secrecy());
        assertEquals(Optional.empty(), parse(TWO_NODES).keyFile());
        ClusterConf keyed =
                parse("<cluster name='c'><cman keyfile='/etc/cluster/key'/><totem secauth='off'/></cluster>");
        assertEquals(Optional.of("/etc/cluster/key"), keyed.keyFile());
        assertEquals(Secrecy.OFF, keyed.secrecy());
    }

    @Test
    void groupPortAndTimersAreReadWhereWritten() {
        ClusterConf conf = parse("""
                <cluster name="c">
                  <cman port="6809" cluster_id="12"><multicast addr="239.5.6.7" ttl="4"/><altmulticast addr="239.5.6.8" port="700"/></cman>
                  <totem token="30000" consensus="36000" join="60" rrp_mode="passive"/>
                  <clusternodes><clusternode name="a" nodeid="1"><altname name="a-alt"/></clusternode></clusternodes>
                </cluster>
                """);
        assertEquals(12, conf.clusterId());
        assertEquals(List.of(endpoint("239.5.6.7", 6809), endpoint("239.5.6.8", 700)), conf.groups());
        assertEquals(4, conf.rings().get(0).ttl());
        assertEquals(1, conf.rings().get(1).ttl());
        assertEquals(
                new TotemTimers(
                        OptionalLong.of(30000), OptionalLong.of(36000), OptionalLong.of(60), OptionalLong.empty()),
                conf.timers());
        assertEquals(List.of("a", "a-alt"), conf.nodes().get(0).addresses());
    }

    @Test
    void secondRingWithoutGroupUsesTheNextNumber() {
        ClusterConf conf = parse("""
                <cluster name="mycluster"><clusternodes>
                <clusternode name="a"><altname name="a2"/></clusternode></clusternodes></cluster>
                """);
        assertEquals(List.of(endpoint("239.192.221.146", 5405), endpoint("239.192.221.147", 5405)), conf.groups());
    }

    @Test
    void otherTransportsHaveNoGroup() {
        assertEquals(
                List.of(),
                parse("<cluster name='c'><cman transport='udpu'/></cluster>").groups());
        assertEquals(
                Transport.UDPU,
                parse("<cluster name='c'><cman transport='udpu'/></cluster>").transport());
        assertEquals(
                Transport.UDP_BROADCAST,
                parse("<cluster name='c'><cman broadcast='yes'/></cluster>").transport());
        assertEquals(
                Transport.INFINIBAND,
                parse("<cluster name='c'><cman transport='rdma'/></cluster>").transport());
        assertEquals(
                Transport.UNKNOWN,
                parse("<cluster name='c'><cman transport='pigeon'/></cluster>").transport());
    }

    @Test
    void mistakesAreReportedWithLinesAndTheRestIsUsed() {
        ClusterConf conf = parse("""
                <cluster>
                  <cman port="99999"><multicast addr="10.1.2.3"/></cman>
                  <clusternodes><clusternode nodeid="x"/></clusternodes>
                </cluster>
                """);
        assertEquals(
                List.of(
                        "line 2: multicast addr \"10.1.2.3\" is not a group address",
                        "line 3: a clusternode without a name",
                        "the cluster has no name",
                        "port=\"99999\" is not a number that makes sense",
                        "line 3: nodeid \"x\" is not a number"),
                conf.problems().stream().map(ConfigurationProblem::toString).toList());
        assertEquals(1, conf.nodes().size());
        assertEquals(List.of(), conf.groups());
    }

    @Test
    void externalEntityIsRefused(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "token");
        String xml = "<?xml version='1.0'?>\n<!DOCTYPE cluster [<!ENTITY x SYSTEM '" + secret.toUri()
                + "'>]>\n<cluster name='c'>&x;</cluster>";
        CaptureException e = assertThrows(CaptureException.class, () -> parse(xml));
        assertEquals(Reason.UNREADABLE, e.reason());
        assertTrue(String.valueOf(e.getMessage()).contains("entity"), e.getMessage());
    }

    @Test
    void entityExpansionIsRefused() {
        String xml = "<!DOCTYPE c [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><cluster name='c' alias='&b;'/>";
        assertEquals(
                Reason.UNREADABLE,
                assertThrows(CaptureException.class, () -> parse(xml)).reason());
        assertEquals(
                Reason.UNREADABLE,
                assertThrows(CaptureException.class, () -> parse("<cluster name='&undeclared;'/>"))
                        .reason());
    }

    @Test
    void brokenXmlSaysTheLine() {
        CaptureException e = assertThrows(CaptureException.class, () -> parse("<cluster name='c'>\n<cman></cluster>"));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("cluster.conf line 2 is not well-formed XML"),
                e.getMessage());
    }

    @Test
    void otherXmlIsNotAClusterConf() {
        CaptureException e = assertThrows(CaptureException.class, () -> parse("<html><body/></html>"));
        assertTrue(String.valueOf(e.getMessage()).contains("<html>"), e.getMessage());
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "<cluster>" + "<a>".repeat(5000) + "</a>".repeat(5000) + "</cluster>";
        assertEquals(
                Reason.UNREADABLE,
                assertThrows(CaptureException.class, () -> parse(deep)).reason());
    }

    @Test
    void everyPrefixAndFlippedByteEndsInAValueOrACaptureException() {
        byte[] whole = TWO_NODES.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            attempt(Arrays.copyOf(whole, length));
        }
        Random random = new Random(5405);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << random.nextInt(8));
            attempt(damaged);
        }
    }

    @Test
    void malformedBytesAreNotCommentedOnStandardError() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            byte[] bytes = TWO_NODES.getBytes(StandardCharsets.UTF_8);
            bytes[60] = (byte) 0xf5;
            attempt(bytes);
            attempt("<cluster name='\ufeff".getBytes(StandardCharsets.UTF_16));
        } finally {
            System.setErr(before);
        }
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void byteOrderMarkIsAccepted() {
        assertEquals("c", parse("\ufeff<cluster name='c'/>").name());
    }

    private static void attempt(byte[] bytes) {
        try {
            ClusterConfiguration.parse(bytes, "x").groups();
        } catch (CaptureException e) {
            assertEquals(Reason.UNREADABLE, e.reason());
        }
    }

    private static Endpoint endpoint(String address, int port) {
        return new Endpoint(Ipv4Address.parse(address).orElseThrow(), port);
    }
}
