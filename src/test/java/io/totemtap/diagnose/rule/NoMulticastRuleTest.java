package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.TotemType;
import io.totemtap.decode.totem.Wire;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cluster that is not meant to multicast. */
class NoMulticastRuleTest {

    private static final Rule RULE = new NoMulticastRule();

    private static final String KNET = """
            totem {
                version: 2
                cluster_name: hacluster
                transport: knet
            }
            """;

    /** Datagrams of one port at both ends, as kronosnet sends them. */
    private static Observation oneEndOnly(boolean bothWays) {
        Timeline line = new Timeline();
        for (int i = 0; i < 40; i++) {
            line.at(i).frame(Packets.udp(address(1), 5405, address(2), 5405, true, new byte[80]));
            if (bothWays) {
                line.at(i + 0.1).frame(Packets.udp(address(2), 5405, address(1), 5405, true, new byte[80]));
            }
        }
        return line.end();
    }

    @Test
    void kronosnetAsConfigured() {
        Facts facts =
                new MadeFacts().on(1, oneEndOnly(true)).configuration(KNET).facts();
        assertEquals(List.of("note no-multicast-expected none proven"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).contains("kronosnet"));
    }

    @Test
    void kronosnetByItsPorts() {
        assertEquals(
                List.of("note no-multicast-expected none likely"),
                Told.by(RULE, new MadeFacts().on(1, oneEndOnly(true)).facts()));
    }

    @Test
    void oneDirectionIsNotKronosnet() {
        assertEquals(
                List.of(),
                Told.by(RULE, new MadeFacts().on(1, oneEndOnly(false)).facts()));
    }

    @Test
    void udpuSendsJoinsToOneHost() {
        Timeline line = new Timeline();
        byte[] join = new Wire(TotemDialect.OPENAIS_COROSYNC1, true)
                .header(TotemType.MEMB_JOIN, 0, 1)
                .processor(1)
                .u32(1)
                .u32(0)
                .u64(8)
                .processor(1)
                .packet();
        for (int i = 0; i < 10; i++) {
            line.at(i).frame(Packets.udp(address(1), address(2), join));
        }
        assertEquals(
                List.of("note no-multicast-expected none likely"),
                Told.by(RULE, new MadeFacts().on(1, line.end()).facts()));
    }

    @Test
    void tokensOfARingThatMulticastsAreNoUdpu() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        new MadeFacts()
                                .on(1, new TwoNodes(30).seen(now -> true))
                                .facts()));
    }

    @Test
    void aConfigurationWithoutPacketsTellsNothing() {
        Facts facts = new MadeFacts()
                .on(
                        1,
                        new Timeline()
                                .at(1)
                                .frame(Packets.arp(address(1), address(2)))
                                .end())
                .configuration(KNET)
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
