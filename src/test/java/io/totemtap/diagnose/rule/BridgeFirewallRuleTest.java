package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bridged frames may pass a packet filter. Node 9 is a hypervisor. */
class BridgeFirewallRuleTest {

    private static final Rule RULE = new BridgeFirewallRule();
    /** The second node has reported its group. */
    private static final TwoNodes NODES =
            new TwoNodes(60).with(1.1, Packets.report(2, Cluster.address(2), Cluster.GROUP));

    private static final int HYPERVISOR = 9;
    private static final int MISSING = 80;

    private static final String OWN = "-A FORWARD -d " + Cluster.GROUP + "/32 -j DROP\n";
    private static final String ANY = "-A FORWARD -p udp -j DROP\n";

    private static String state(int calls, String rule, long packets) {
        return """
                ### ip -d link show
                2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq master br0 state UP
                3: br0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
                    bridge forward_delay 1500
                4: vnet0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq master br0 state UP
                ### sysctl net.bridge.bridge-nf-call-iptables
                net.bridge.bridge-nf-call-iptables = %d
                ### iptables-save -c
                *filter
                :FORWARD ACCEPT [0:0]
                [%d:999] %sCOMMIT
                """.formatted(calls, packets, rule);
    }

    private static MadeFacts lost() {
        return new MadeFacts().on(1, NODES.seen(now -> true)).on(2, NODES.seen(now -> now < 20.2));
    }

    private static Facts facts(int calls, String rule, long dropped) {
        return lost().state(HYPERVISOR, state(calls, rule, 7))
                .state(HYPERVISOR, state(calls, rule, 7 + dropped))
                .facts();
    }

    @Test
    void aRuleForTheGroupCounts() {
        Facts facts = facts(1, OWN, 2 * MISSING);
        assertEquals(
                List.of("points switch n1>n2 proven", "fault bridge-firewall switch proven"), Told.by(RULE, facts));
        assertEquals(
                Place.SWITCH,
                new Diagnostician(RuleBook.RULES).diagnose(facts).verdict().place());
    }

    @Test
    void aRuleForMoreThanTheGroupIsLikelyIfItCountsAsMany() {
        assertEquals(
                List.of("points switch n1>n2 likely", "fault bridge-firewall switch likely"),
                Told.by(RULE, facts(1, ANY, MISSING)));
        assertEquals(List.of(), Told.by(RULE, facts(1, ANY, 2 * MISSING)));
    }

    @Test
    void itCountsTooFew() {
        assertEquals(List.of(), Told.by(RULE, facts(1, OWN, 0)));
        assertEquals(List.of(), Told.by(RULE, facts(1, OWN, 20)));
    }

    @Test
    void bridgedFramesDoNotComeToIt() {
        assertEquals(List.of(), Told.by(RULE, facts(0, OWN, MISSING)));
    }

    /** The physical switch's port for the hypervisor is before it, and a guest is behind it. */
    @Test
    void behindTheSwitchPortOfAGuest() {
        MadeFacts made = new MadeFacts()
                .on(1, NODES.seen(now -> true))
                .port(2, NODES.seen(now -> true))
                .on(2, NODES.seen(now -> now < 20.2))
                .state(HYPERVISOR, state(1, OWN, 0))
                .state(HYPERVISOR, state(1, OWN, MISSING));
        assertEquals(List.of(), Told.by(RULE, made.facts()), "a host with a cable of its own has no bridge before it");
        made.state(2, "### ethtool -i eth0\ndriver: virtio_net\n");
        assertEquals(
                List.of("points switch n1>n2 proven", "fault bridge-firewall switch proven"),
                Told.by(RULE, made.facts()));
        assertEquals(Place.SWITCH, GoldenCase.diagnose(made.facts()).verdict().place());
    }

    /** What ebtables of old says. */
    @Test
    void aRuleOfEbtables() {
        String bridge = state(0, OWN, 0).replaceFirst("(?s)### iptables-save.*", "");
        String listing = """
                ### ebtables -L --Lc
                Bridge table: filter

                Bridge chain: FORWARD, entries: 1, policy: ACCEPT
                -p IPv4 --ip-proto udp --ip-dst %s --ip-dport 5405 -j DROP , pcnt = %d -- bcnt = 9
                """;
        Facts facts = lost().state(HYPERVISOR, bridge + listing.formatted(Cluster.GROUP, 7))
                .state(HYPERVISOR, bridge + listing.formatted(Cluster.GROUP, 7 + MISSING))
                .facts();
        assertEquals(
                List.of("points switch n1>n2 proven", "fault bridge-firewall switch proven"), Told.by(RULE, facts));
    }

    @Test
    void whatANodeForwardsIsNotItsOwn() {
        Facts facts = lost().state(2, state(1, OWN, 0))
                .state(2, state(1, OWN, MISSING))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void whoBridgesNothingDropsNothingThere() {
        String first = state(1, OWN, 0).replace(" master br0", "");
        String second = state(1, OWN, MISSING).replace(" master br0", "");
        Facts facts = lost().state(HYPERVISOR, first).state(HYPERVISOR, second).facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void nothingIsLost() {
        Facts facts = new MadeFacts()
                .on(1, NODES.seen(now -> true))
                .on(2, NODES.seen(now -> true))
                .state(HYPERVISOR, state(1, OWN, 0))
                .state(HYPERVISOR, state(1, OWN, MISSING))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void oneLookCountsNothing() {
        assertEquals(
                List.of(),
                Told.by(RULE, lost().state(HYPERVISOR, state(1, OWN, MISSING)).facts()));
    }
}
