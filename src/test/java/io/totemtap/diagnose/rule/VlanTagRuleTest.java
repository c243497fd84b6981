package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames marked for a VLAN in which their receiver has no device. */
class VlanTagRuleTest {

    private static final Rule RULE = new VlanTagRule();

    private static final String LINKS = """
            ### ip -d addr show
            2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP
                inet 10.77.0.2/24 scope global eth0
            """;

    private static final String DEVICE = LINKS + """
            3: eth0.30@eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
                vlan protocol 802.1Q id 30 <REORDER_HDR>
            """;

    /** Both nodes call, each in a ring of its own; what node 1 and node 2 send has these tags. */
    private static Observation apart(int first, int second) {
        Timeline line = new Timeline().through(frame -> Packets.tagged(frame, frame[29] == 1 ? first : second));
        Cluster cluster = new Cluster(line, TotemDialect.OPENAIS_COROSYNC1, true);
        for (int i = 0; i < 20; i++) {
            cluster.ring(1, 4).at(i * 0.4).merge(1).ring(2, 4).at(i * 0.4 + 0.2).merge(2);
        }
        return cluster.end();
    }

    @Test
    void aTagThatNobodyTakes() {
        Facts facts = new MadeFacts().on(2, apart(30, 0)).state(2, LINKS).facts();
        assertEquals(List.of("warning vlan-tag-unexpected none likely"), Told.by(RULE, facts));
        assertEquals(
                "the multicast of n1 comes to n2 with the tag of VLAN 30, and what n2 sends has none: it has no device that "
                        + "would take it",
                Told.statement(RULE, facts));
    }

    @Test
    void ofWhoseDevicesNothingIsKnown() {
        Facts facts = new MadeFacts().on(2, apart(30, 0)).facts();
        assertEquals(List.of("warning vlan-tag-unexpected none possible"), Told.by(RULE, facts));
    }

    @Test
    void aDeviceOfThatVlan() {
        Facts facts = new MadeFacts().on(2, apart(30, 0)).state(2, DEVICE).facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void noTagWhereOneIsExpectedTellsNothing() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        new MadeFacts().on(2, apart(0, 30)).state(2, DEVICE).facts()));
    }

    @Test
    void bothHaveOne() {
        assertEquals(
                List.of(), Told.by(RULE, new MadeFacts().on(2, apart(30, 30)).facts()));
    }

    @Test
    void aCaptureOnTheSenderDoesNotShowWhatComesToTheReceiver() {
        assertEquals(
                List.of(), Told.by(RULE, new MadeFacts().on(1, apart(30, 0)).facts()));
    }

    @Test
    void whoHearsHasItsTagTakenOff() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }
}
