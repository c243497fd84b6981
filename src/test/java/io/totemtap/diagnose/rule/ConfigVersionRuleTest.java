package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.totem.Vectors;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The version of cluster.conf, in a file and in cman's messages. The vector's node runs version 42 of "mycluster". */
class ConfigVersionRuleTest {

    private static final Rule RULE = new ConfigVersionRule();
    private static final int VERSION = 42;

    /** The transition message of the vector, which is node 2's, with another version, as a node would send it. */
    private static byte[] transition(int node, int version) {
        byte[] payload = Vectors.hex(Vectors.ALL.get("cman_transition"), "udp_payload");
        int at = payload.length - 1;
        while (payload[at] != VERSION) {
            at--;
        }
        payload[at] = (byte) version;
        payload[4] = (byte) node; // nodeid of the header, and that of system_from behind it
        payload[8] = (byte) node;
        for (int i = 8; i < 40; i++) {
            if (payload[i] == 10 && payload[i + 1] == 77 && payload[i + 2] == 0 && payload[i + 3] == 2) {
                payload[i + 3] = (byte) node;
            }
        }
        return Packets.udp(Cluster.address(node), Cluster.GROUP, payload);
    }

    private static MadeFacts wire(TwoNodes traffic) {
        return new MadeFacts().on(1, traffic.seen(now -> true));
    }

    private static String conf(String name, int version) {
        return "<cluster name=\"" + name + "\" config_version=\"" + version + "\"/>";
    }

    private static MadeFacts told() {
        return wire(new TwoNodes(20).with(3.1, transition(2, VERSION)));
    }

    @Test
    void anotherVersionRuns() {
        MadeFacts facts = told().configuration(conf("mycluster", 7));
        assertEquals(List.of("warning configuration-differs none proven"), Told.by(RULE, facts.facts()));
        String statement = Told.statement(RULE, facts.facts());
        assertTrue(statement.contains("has config_version 7, and n2 told 42"), statement);
    }

    @Test
    void theSameVersionRuns() {
        assertEquals(
                List.of(),
                Told.by(RULE, told().configuration(conf("mycluster", VERSION)).facts()));
    }

    @Test
    void theNodesRunDifferentVersions() {
        MadeFacts facts =
                told().on(2, new TwoNodes(20).with(3.2, transition(1, 41)).seen(now -> true));
        assertEquals(List.of("warning configuration-differs none proven"), Told.by(RULE, facts.facts()));
        String statement = Told.statement(RULE, facts.facts());
        assertTrue(statement.contains("n1 told 41 and n2 told 42"), statement);
    }

    @Test
    void theFileOfAnotherClusterProvesNothing() {
        assertEquals(
                List.of(),
                Told.by(RULE, told().configuration(conf("elsewhere", 7)).facts()));
    }

    @Test
    void whereNobodyTellsAVersionNobodyKnows() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        wire(new TwoNodes(20))
                                .configuration(conf("mycluster", 7))
                                .facts()));
    }
}
