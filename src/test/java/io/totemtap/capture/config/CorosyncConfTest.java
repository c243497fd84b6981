package io.totemtap.capture.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CorosyncConfTest {

    private static final String MODERN = """
            # Please read the corosync.conf.5 manual page
            totem {
                version: 2
                cluster_name: hacluster
                transport: udp
                crypto_cipher: aes256
                crypto_hash: sha256
                keyfile: /etc/corosync/other.key
                token: 5000
                netmtu: 1480
                interface {
                    ringnumber: 0
                    bindnetaddr: 192.168.7.0
                    mcastport: 5407
                    ttl: 3
                }
            }
            quorum {
                provider: corosync_votequorum
                two_node: 1
                wait_for_all: 0
            }
            nodelist {
                node {
                    ring0_addr: 192.168.7.1
                    name: node-a
                    nodeid: 1
                }
                node {
                    ring0_addr: 192.168.7.2
                    nodeid: 2
                    quorum_votes: 3
                }
            }
            logging {
                to_syslog: yes
            }
            """;

    private static CorosyncConf parse(String text) {
        return assertInstanceOf(
                CorosyncConf.class, ClusterConfiguration.parse(text.getBytes(StandardCharsets.UTF_8), "corosync.conf"));
    }

    @Test
    void readsCorosync2And3() {
        CorosyncConf conf = parse(MODERN);
        assertEquals("hacluster", conf.name());
        assertEquals(Transport.UDP_MULTICAST, conf.transport());
        assertEquals("239.192.204.129:5407", conf.groups().get(0).toString());
        ConfiguredRing ring = conf.rings().get(0);
        assertEquals(3, ring.ttl());
        assertTrue(ring.derived());
        assertEquals("192.168.7.0", ring.network().orElseThrow().toString());
        assertEquals(Secrecy.ON, conf.secrecy());
        assertEquals(Optional.of("/etc/corosync/other.key"), conf.keyFile());
        assertEquals(OptionalLong.of(5000), conf.timers().token());
        assertEquals(OptionalLong.empty(), conf.timers().consensus());
        assertEquals(OptionalInt.of(1480), conf.netMtu());
        assertTrue(conf.twoNode());
        assertEquals("corosync_votequorum", conf.quorum().get("provider"));
        assertEquals(
                List.of(
                        new ConfiguredNode("node-a", OptionalLong.of(1), 1, List.of("192.168.7.1")),
                        new ConfiguredNode("192.168.7.2", OptionalLong.of(2), 3, List.of("192.168.7.2"))),
                conf.nodes());
        assertEquals(List.of(), conf.problems());
    }

    @Test
    void readsOpenaisAndCorosync1WithTwoRings() {
        CorosyncConf conf = parse("""
                totem {
                \tversion: 2
                \tsecauth: off
                \tthreads: 0
                \trrp_mode: passive
                \tinterface {
                \t\tringnumber: 1
                \t\tbindnetaddr: 10.2.0.0
                \t\tmcastaddr: 226.94.1.2
                \t\tmcastport: 5411
                \t}
                \tinterface {
                \t\tringnumber: 0
                \t\tbindnetaddr: 10.1.0.0
                \t\tmcastaddr: 226.94.1.1
                \t\tmcastport: 5405
                \t}
                }
                """);
        assertEquals("", conf.name());
        assertEquals(Transport.UNSTATED, conf.transport());
        assertEquals(
                List.of("226.94.1.1:5405", "226.94.1.2:5411"),
                conf.groups().stream().map(Object::toString).toList());
        assertFalse(conf.rings().get(0).derived());
        assertEquals(Secrecy.OFF, conf.secrecy());
        assertEquals(List.of(), conf.problems());
        assertFalse(conf.twoNode());
    }

    @Test
    void withoutNameAndAddressThereIsNoGroup() {
        CorosyncConf conf = parse("totem {\n version: 2\n}\n");
        assertEquals(List.of(), conf.groups());
        assertEquals(1, conf.rings().size());
        assertEquals(5405, conf.rings().get(0).port());
    }

    @Test
    void broadcastRingsAreTwoPortsApart() {
        CorosyncConf conf = parse("""
                totem {
                  cluster_name: c
                  interface {
                    broadcast: yes
                  }
                  interface {
                    ringnumber: 1
                    broadcast: yes
                  }
                }
                """);
        assertEquals(Transport.UDP_BROADCAST, conf.transport());
        assertEquals(
                List.of(5405, 5407),
                conf.rings().stream().map(ConfiguredRing::port).toList());
        assertEquals(List.of(), conf.groups());
    }

    @Test
    void ipv6ClustersGetIpv6Groups() {
        assertEquals(
                "[ff15::ddb4]:5405",
                parse("totem {\ncluster_name: mycluster\nip_version: ipv6\n}")
                        .groups()
                        .get(0)
                        .toString());
    }

    @Test
    void secrecyHasThreeAnswers() {
        assertEquals(Secrecy.UNSTATED, parse("totem {\nversion: 2\n}").secrecy());
        assertEquals(Secrecy.ON, parse("totem {\nsecauth: on\n}").secrecy());
        assertEquals(
                Secrecy.OFF,
                parse("totem {\ncrypto_cipher: none\ncrypto_hash: none\n}").secrecy());
        assertEquals(
                Secrecy.OFF,
                parse("totem {\nsecauth: on\ncrypto_cipher: none\ncrypto_hash: none\n}")
                        .secrecy());
        assertEquals(
                Secrecy.ON, parse("totem {\nsecauth: off\ncrypto_hash: sha1\n}").secrecy());
    }

    @Test
    void transportsAreTold() {
        assertEquals(Transport.KNET, parse("totem {\ntransport: knet\n}").transport());
        assertEquals(Transport.UDPU, parse("totem {\ntransport: udpu\n}").transport());
        assertEquals(Transport.INFINIBAND, parse("totem {\ntransport: iba\n}").transport());
        assertEquals(Transport.UNKNOWN, parse("totem {\ntransport: tcp\n}").transport());
    }

    @Test
    void mistakesAreReportedWithLines() {
        CorosyncConf conf = parse("""
                totem {
                  interface {
                    mcastaddr: 10.0.0.1
                    mcastport: 70000
                    ringnumber: 9
                  }
                  what is this
                }
                }
                lonely: value
                quorum {
                """);
        assertEquals(
                List.of(
                        "line 3: mcastaddr \"10.0.0.1\" is not a group address",
                        "line 4: mcastport \"70000\" is not a port",
                        "line 5: ringnumber \"9\" is not a ring number",
                        "line 7: \"what is this\" is neither a section nor \"key: value\"",
                        "line 9: \"}\" closes nothing",
                        "line 10: \"lonely\" stands outside of every section",
                        "line 11: the file ends inside of \"quorum\""),
                conf.problems().stream().map(Object::toString).toList());
    }

    @Test
    void windowsLineEndsAreAccepted() {
        assertEquals("hacluster", parse(MODERN.replace("\n", "\r\n")).name());
    }

    @Test
    void somethingElseIsRefused() {
        CaptureException e = assertThrows(CaptureException.class, () -> parse("Dear all,\nthe switch is down.\n"));
        assertEquals(Reason.UNREADABLE, e.reason());
        assertThrows(CaptureException.class, () -> parse(""));
    }

    @Test
    void deepNestingIsCounted() {
        CorosyncConf conf = parse("totem {\n" + "x {\n".repeat(50) + "}\n".repeat(50) + "cluster_name: c\n}\n");
        assertEquals("c", conf.name());
        assertTrue(conf.problems().stream().anyMatch(problem -> problem.text().contains("nested")));
    }

    @Test
    void randomBytesEndInAValueOrACaptureException() {
        Random random = new Random(1812);
        for (int run = 0; run < 500; run++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            System.arraycopy("totem {\n".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, Math.min(8, bytes.length));
            try {
                ClusterConfiguration.parse(bytes, "x").groups();
            } catch (CaptureException e) {
                assertEquals(Reason.UNREADABLE, e.reason());
            }
        }
    }
}
