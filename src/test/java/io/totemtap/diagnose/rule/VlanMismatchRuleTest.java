package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.TotemType;
import io.totemtap.decode.totem.Wire;
import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two nodes in two VLANs do not hear each other. */
class VlanMismatchRuleTest {

    private static final Rule RULE = new VlanMismatchRule();
    private static final int UNTAGGED = -1;

    private static byte[] tagged(int vlan, byte[] frame) {
        return vlan == UNTAGGED
                ? frame
                : ByteBuffer.allocate(frame.length + 4)
                        .put(frame, 0, 12)
                        .putShort((short) 0x8100)
                        .putShort((short) vlan)
                        .put(frame, 12, frame.length - 12)
                        .array();
    }

    private static byte[] merge(int node) {
        byte[] message = new Wire(TotemDialect.OPENAIS_COROSYNC1, true)
                .header(TotemType.MEMB_MERGE_DETECT, 0, node)
                .processor(node)
                .ringId(node, 4)
                .packet();
        return Packets.udp(Cluster.address(node), Cluster.GROUP, message);
    }

    /** Two nodes call, each in the VLANs that are given, and neither answers. */
    private static Observation apart(List<Integer> first, List<Integer> second) {
        Timeline line = new Timeline();
        for (int i = 0; i < 20; i++) {
            double now = i * 0.4;
            first.forEach(vlan -> line.at(now).frame(tagged(vlan, merge(1))));
            second.forEach(vlan -> line.at(now + 0.2).frame(tagged(vlan, merge(2))));
        }
        return line.end();
    }

    private static Facts seen(Observation observation) {
        return new MadeFacts().anywhere("trunk", observation).facts();
    }

    private static String address(String device) {
        return "### ip -d addr show\n2: " + device + ": <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP\n"
                + (device.contains("@") ? "    vlan protocol 802.1Q id 20 <REORDER_HDR>\n" : "")
                + "    inet 10.77.0.2/24 scope global eth0\n";
    }

    @Test
    void eachIsInOneVlanAndNotInTheSame() {
        Facts facts = seen(apart(List.of(10), List.of(20)));
        assertEquals(
                List.of(
                        "points switch n1>n2 likely",
                        "points switch n2>n1 likely",
                        "fault vlan-mismatch switch likely"),
                Told.by(RULE, facts));
        assertEquals(
                Place.SWITCH,
                new Diagnostician(RuleBook.RULES).diagnose(facts).verdict().place());
    }

    @Test
    void aHostThatSaysWhatItsNetworkIsProvesIt() {
        Facts facts = new MadeFacts()
                .anywhere("trunk", apart(List.of(10), List.of(20)))
                .state(2, address("eth0"))
                .facts();
        assertEquals(List.of("fault vlan-mismatch switch proven"), Told.findings(RULE, facts));
    }

    @Test
    void aHostThatTagsMayBeWrongItself() {
        Facts facts = new MadeFacts()
                .anywhere("trunk", apart(List.of(10), List.of(20)))
                .state(2, address("eth0.20@eth0"))
                .facts();
        assertEquals(List.of("fault vlan-mismatch undecided likely"), Told.by(RULE, facts));
    }

    @Test
    void hostsOfDifferentNetworksMayBeInDifferentVlans() {
        Facts facts = new MadeFacts()
                .anywhere("trunk", apart(List.of(10), List.of(20)))
                .state(2, address("eth0").replace("10.77.0.2/24", "10.77.0.2/32"))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void theSameVlan() {
        assertEquals(List.of(), Told.by(RULE, seen(apart(List.of(10), List.of(10)))));
    }

    @Test
    void aFrameWithoutTagTellsNothing() {
        assertEquals(List.of(), Told.by(RULE, seen(apart(List.of(10), List.of(UNTAGGED)))));
        assertEquals(List.of(), Told.by(RULE, seen(apart(List.of(10), List.of(0)))));
        assertEquals(List.of(), Told.by(RULE, seen(apart(List.of(UNTAGGED), List.of(UNTAGGED)))));
    }

    @Test
    void aTrunkThatShowsEachFrameInSeveralVlansTellsNothing() {
        assertEquals(List.of(), Told.by(RULE, seen(apart(List.of(10, 20), List.of(20, 10)))));
    }

    @Test
    void twoCapturesMayDiffer() {
        Facts facts = new MadeFacts()
                .anywhere("one", apart(List.of(10), List.of(10)))
                .anywhere("other", apart(List.of(20), List.of(20)))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void onOneOfTheNodesItIsNotSeenFromBetween() {
        Facts facts = new MadeFacts().on(1, apart(List.of(10), List.of(20))).facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void whoHearsIsInTheSameVlanWhateverTheTag() {
        Timeline line = new Timeline();
        for (int i = 1; i < 20; i++) {
            double now = i * 1.2;
            line.at(now).frame(tagged(10, join(1)));
            line.at(now + 0.6).frame(tagged(20, join(2, 1)));
        }
        assertEquals(List.of(), Told.by(RULE, seen(line.end())));
    }

    private static byte[] join(int node, int... others) {
        Wire wire = new Wire(TotemDialect.OPENAIS_COROSYNC1, true)
                .header(TotemType.MEMB_JOIN, 0, node)
                .processor(node)
                .u32(1 + others.length)
                .u32(0)
                .u64(8)
                .processor(node);
        for (int other : others) {
            wire.processor(other);
        }
        return Packets.udp(Cluster.address(node), Cluster.GROUP, wire.packet());
    }
}
