package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.TotemType;
import io.totemtap.decode.totem.Wire;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two machines with one node id. */
class NodeIdRuleTest {

    private static final Rule RULE = new NodeIdRule();

    private static byte[] merge(String host, int id, String group) {
        byte[] payload = new Wire(TotemDialect.OPENAIS_COROSYNC1, true)
                .header(TotemType.MEMB_MERGE_DETECT, 0, id)
                .processor(id, host, "")
                .ringId(id, 8)
                .packet();
        return Packets.udp(host, group, payload);
    }

    private static Facts of(int secondId, String secondGroup) {
        Timeline line = new Timeline();
        for (int i = 0; i < 10; i++) {
            line.at(i).frame(merge(address(1), 1, GROUP));
            line.at(i + 0.5).frame(merge(address(2), secondId, secondGroup));
        }
        return new MadeFacts().on(1, line.end()).facts();
    }

    @Test
    void twoMachines() {
        Facts facts = of(1, GROUP);
        assertEquals(List.of("fault node-id-doubled cluster proven"), Told.by(RULE, facts));
        assertEquals("n1 and n2 both are node 1 of one cluster", Told.statement(RULE, facts));
    }

    @Test
    void idsOfTheirOwn() {
        assertEquals(List.of(), Told.by(RULE, of(2, GROUP)));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy-3-nodes").facts()));
    }

    @Test
    void anotherGroupIsAnotherCluster() {
        assertEquals(List.of(), Told.by(RULE, of(1, "239.192.221.147")));
    }

    @Test
    void withoutEthernetAddressesNobodyKnowsWhetherItIsOneMachine() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("openais-secauth-wrongkey").facts()));
    }
}
