package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.net.MacAddress;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a bond's idle member gets is lost. */
class BondInactiveMemberRuleTest {

    private static final Rule RULE = new BondInactiveMemberRule();
    /** The second node has reported its group. */
    private static final TwoNodes NODES =
            new TwoNodes(60).with(1.1, Packets.report(2, Cluster.address(2), Cluster.GROUP));

    private static final int MISSING = 80;

    /** A node whose bond has two members; eth1 dropped some frames so far. */
    static String state(String active, long dropped, String counter) {
        return """
                ### ip -d addr show
                2: eth0: <BROADCAST,MULTICAST,SLAVE,UP,LOWER_UP> mtu 1500 qdisc mq master bond0 state UP
                3: eth1: <BROADCAST,MULTICAST,SLAVE,UP,LOWER_UP> mtu 1500 qdisc mq master bond0 state UP
                4: bond0: <BROADCAST,MULTICAST,MASTER,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
                    inet 10.77.0.2/24 scope global bond0
                ### cat /proc/net/bonding/bond0
                Ethernet Channel Bonding Driver: v3.7.1 (April 27, 2011)
                Bonding Mode: fault-tolerance (active-backup)
                Currently Active Slave: %s
                Slave Interface: eth0
                MII Status: up
                Link Failure Count: 0
                Slave Interface: eth1
                MII Status: up
                Link Failure Count: 0
                ### cat /sys/class/net/eth1/statistics/%s
                %d
                """.formatted(active, counter, dropped);
    }

    /** 80 messages are missing at the second node. */
    private static Facts counted(String first, long from, String second, long to, String counter) {
        return new MadeFacts()
                .on(1, NODES.seen(now -> true))
                .on(2, NODES.seen(now -> now < 20.2))
                .state(2, state(first, from, counter))
                .state(2, state(second, to, counter))
                .facts();
    }

    @Test
    void anIdleMemberCountsWhatIsMissing() {
        for (String counter : List.of("rx_nohandler", "rx_dropped")) {
            Facts facts = counted("eth0", 1000, "eth0", 1000 + MISSING, counter);
            assertEquals(
                    List.of("explains n1>n2", "fault bond-inactive-member receiver-host likely"), Told.by(RULE, facts));
            assertEquals(
                    Place.RECEIVER_HOST,
                    new Diagnostician(RuleBook.RULES).diagnose(facts).verdict().place());
        }
    }

    @Test
    void otherNumbersAreWhatAlwaysComes() {
        assertEquals(List.of(), Told.by(RULE, counted("eth0", 0, "eth0", 5, "rx_nohandler")));
        assertEquals(List.of(), Told.by(RULE, counted("eth0", 0, "eth0", 4000, "rx_nohandler")));
    }

    @Test
    void aMemberThatWasActiveIsNotIdle() {
        assertEquals(List.of(), Told.by(RULE, counted("eth1", 0, "eth1", MISSING, "rx_nohandler")));
        assertEquals(List.of(), Told.by(RULE, counted("eth0", 0, "eth1", MISSING, "rx_nohandler")));
    }

    @Test
    void nothingIsMissing() {
        Facts facts = new MadeFacts()
                .on(1, NODES.seen(now -> true))
                .on(2, NODES.seen(now -> true))
                .state(2, state("eth0", 0, "rx_nohandler"))
                .state(2, state("eth0", MISSING, "rx_nohandler"))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void oneLookCountsNothing() {
        Facts facts = new MadeFacts()
                .on(1, NODES.seen(now -> true))
                .on(2, NODES.seen(now -> now < 20.2))
                .state(2, state("eth0", MISSING, "rx_nohandler"))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    /** The second node holds the aru back: it has none of the messages, some of which pass a device. */
    private static Observation deaf(String device, int messages) {
        Timeline line = new Timeline(
                new CaptureInterface(0, LinkType.ETHERNET, 1, 0, device, "", "", MacAddress.NONE, List.of()));
        Cluster cluster = new Cluster(line, TotemDialect.OPENAIS_COROSYNC1, true).forms(0, 1, 2);
        for (int i = 1; i <= 30; i++) {
            if (i <= messages) {
                cluster.at(i).message(1, i);
            }
            cluster.behind(i == 1 ? 0 : 2).at(i + 0.1).token(1, 2, 2L * i, i, 0);
            cluster.behind(2).at(i + 0.2).token(2, 1, 2L * i + 1, i, 0);
        }
        return cluster.end();
    }

    private static List<String> withCaptures(String active) {
        Facts facts = new MadeFacts()
                .on(1, deaf("eth0", 30))
                .on(2, deaf("bond0", 0))
                .on(2, deaf("eth1", 30))
                .state(2, state(active, 0, "rx_nohandler"))
                .facts();
        return Told.by(RULE, facts);
    }

    @Test
    void capturesOnMemberAndBondProveIt() {
        assertEquals(
                List.of("points receiver-host n1>n2 proven", "fault bond-inactive-member receiver-host proven"),
                withCaptures("eth0"));
        assertEquals(List.of(), withCaptures("eth1"));
    }
}
