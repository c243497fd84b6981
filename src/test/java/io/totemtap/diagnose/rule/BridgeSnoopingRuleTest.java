package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.rule.GuestScene.HYPERVISOR;
import static io.totemtap.diagnose.rule.GuestScene.START;
import static io.totemtap.diagnose.rule.GuestScene.lost;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hypervisor's bridge is a switch, and may forget a guest. Node 9 is the hypervisor, node 2 its guest. */
class BridgeSnoopingRuleTest {

    private static final Rule RULE = new BridgeSnoopingRule();

    private static final String OTHER_PORT = "dev br0 port vnet8 grp " + Cluster.GROUP + " temp\n";
    private static final String GUESTS_PORT = "dev br0 port vnet0 grp " + Cluster.GROUP + " temp\n";
    private static final String ROUTER = "router ports on br0: eth0   2.30 temp\n";

    private static String bridge(String settings, String groups) {
        return """
                ### time %d phase some
                ### ip -d link show
                2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq master br0 state UP
                    link/ether 52:54:00:00:00:01 brd ff:ff:ff:ff:ff:ff
                3: br0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
                    link/ether 52:54:00:00:00:01 brd ff:ff:ff:ff:ff:ff
                    bridge forward_delay 1500 %s
                4: vnet0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq master br0 state UP
                    link/ether fe:00:0a:4d:00:02 brd ff:ff:ff:ff:ff:ff
                ### bridge mdb show
                %s""".formatted(START + 50, settings, groups);
    }

    private static final String SILENT = "mcast_snooping 1 mcast_querier 0";

    @Test
    void itsListLacksTheGuestsPort() {
        Facts facts = lost(bridge(SILENT, OTHER_PORT + ROUTER));
        assertEquals(
                List.of("points switch n1>n2 proven", "fault bridge-snooping switch proven"), Told.by(RULE, facts));
        assertEquals(
                Place.SWITCH,
                new Diagnostician(RuleBook.RULES).diagnose(facts).verdict().place());
    }

    @Test
    void withoutATimeItIsLikely() {
        String state = bridge(SILENT, OTHER_PORT + ROUTER).replaceFirst("### time .*\n", "");
        assertEquals(List.of("fault bridge-snooping switch likely"), Told.findings(RULE, lost(state)));
    }

    @Test
    void ofAnotherTimeItSaysNothing() {
        String state = bridge(SILENT, OTHER_PORT + ROUTER).replace("time " + (START + 50), "time " + (START + 10));
        assertEquals(List.of(), Told.by(RULE, lost(state)));
    }

    @Test
    void itsListHasTheGuestsPort() {
        assertEquals(List.of(), Told.by(RULE, lost(bridge(SILENT, GUESTS_PORT + ROUTER))));
    }

    @Test
    void aRouterPortGetsEverything() {
        assertEquals(
                List.of(), Told.by(RULE, lost(bridge(SILENT, OTHER_PORT + "router ports on br0: vnet0 2.30 temp\n"))));
    }

    @Test
    void withoutAQuerierItFloods() {
        assertEquals(List.of(), Told.by(RULE, lost(bridge(SILENT, OTHER_PORT))));
    }

    @Test
    void whoDoesNotSnoopFloods() {
        assertEquals(List.of(), Told.by(RULE, lost(bridge("mcast_snooping 0 mcast_querier 0", OTHER_PORT + ROUTER))));
    }

    @Test
    void aPortOfSomebodyElseSaysNothing() {
        String state = bridge(SILENT, OTHER_PORT + ROUTER).replace("fe:00:0a:4d:00:02", "fe:00:0a:4d:00:77");
        assertEquals(List.of(), Told.by(RULE, lost(state)));
    }

    /** Proxmox and others give ports addresses of their own; where the guest is, the bridge has learned. */
    @Test
    void aPortBehindWhichTheGuestWasLearned() {
        String learned = bridge(SILENT, OTHER_PORT + ROUTER).replace("fe:00:0a:4d:00:02", "9e:11:22:33:44:55")
                + "### bridge fdb show\n" + Packets.mac(Cluster.address(2)) + " dev vnet0 master br0\n";
        String tap = learned.replace(
                "    link/ether 9e:11:22:33:44:55 brd ff:ff:ff:ff:ff:ff\n",
                "    link/ether 9e:11:22:33:44:55 brd ff:ff:ff:ff:ff:ff promiscuity 1\n    tun type tap pi off\n");
        assertEquals(List.of("fault bridge-snooping switch proven"), Told.findings(RULE, lost(tap)));
        assertEquals(List.of(), Told.by(RULE, lost(learned)), "behind a cable is anybody");
        assertEquals(
                List.of(), Told.by(RULE, lost(tap.replace("dev vnet0 master br0", "dev vnet0 master br0 permanent"))));
    }

    @Test
    void aGuestThatNeverJoinedIsOwedNothing() {
        Facts facts = GuestScene.lost(new TwoNodes(60), bridge(SILENT, OTHER_PORT + ROUTER));
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    /** The list of its kernel shows what it wants, not whether its reports leave it. */
    @Test
    void aGuestWhoseReportsWereNotSeen() {
        Facts facts = GuestScene.unreported(bridge(SILENT, OTHER_PORT + ROUTER));
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void nothingIsLost() {
        Facts facts = GuestScene.well(bridge(SILENT, OTHER_PORT + ROUTER));
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    private static List<String> longer(int seconds, String settings, boolean queried) {
        TwoNodes nodes = new TwoNodes(seconds).with(1.1, Packets.report(2, Cluster.address(2), Cluster.GROUP));
        if (queried) {
            nodes.with(1.2, Packets.queryV2("10.77.0.254", 100));
        }
        Facts facts = new MadeFacts()
                .on(1, nodes.seen(now -> true))
                .on(2, nodes.seen(now -> now < 20.2))
                .state(HYPERVISOR, bridge(settings, ""))
                .facts();
        return Told.by(RULE, facts);
    }

    @Test
    void nobodyQueriesAndTheBridgeDoesNot() {
        assertEquals(List.of("warning bridge-snooping none possible"), longer(150, SILENT, false));
    }

    @Test
    void somebodyQueries() {
        assertEquals(List.of(), longer(150, SILENT, true));
        assertEquals(List.of(), longer(150, "mcast_snooping 1 mcast_querier 1", false));
    }

    @Test
    void aMinuteIsTooShortToTell() {
        assertEquals(List.of(), longer(60, SILENT, false));
    }

    @Test
    void aNodesBridgeForOthersDoesNotMatter() {
        TwoNodes nodes = new TwoNodes(150).with(1.1, Packets.report(2, Cluster.address(2), Cluster.GROUP));
        String state = bridge(SILENT, "")
                + "### ip -4 addr show\n5: eth7: <UP> mtu 1500\n    inet 10.77.0.2/24 scope global eth7\n";
        MadeFacts facts = new MadeFacts().on(1, nodes.seen(now -> true)).on(2, nodes.seen(now -> now < 20.2));
        assertEquals(List.of(), Told.by(RULE, facts.state(1, state).facts()));
    }
}
