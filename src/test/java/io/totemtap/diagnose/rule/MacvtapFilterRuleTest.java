package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.rule.GuestScene.HYPERVISOR;
import static io.totemtap.diagnose.rule.GuestScene.MEMBER;
import static io.totemtap.diagnose.rule.GuestScene.START;
import static io.totemtap.diagnose.rule.GuestScene.lost;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.net.MacAddress;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A device that passes the multicast it was told of. Node 9 is the hypervisor, node 2 its guest. */
class MacvtapFilterRuleTest {

    private static final Rule RULE = new MacvtapFilterRule();
    private static final MacAddress GUEST = Packets.mac(Cluster.address(2));
    private static final MacAddress GROUP = MacAddress.multicastFor(Packets.ip(Cluster.GROUP));

    private static String state(int second, MacAddress mac, String flags, String list) {
        return """
                ### time %d phase some
                ### ip -d link show
                2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000
                    link/ether 52:54:00:00:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0 allmulti 0 minmtu 46 maxmtu 16110
                7: macvtap0@eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT qlen 500
                    link/ether %s brd ff:ff:ff:ff:ff:ff %s minmtu 68 maxmtu 16110
                    macvtap mode bridge bcqueuelen 1000 usedbcqueuelen 1000
                ### ip maddress show
                2:	eth0
                	link  01:00:5e:00:00:01
                	inet  224.0.0.1
                7:	macvtap0
                	link  01:00:5e:00:00:01
                %s	inet  224.0.0.1
                """.formatted(START + second, mac, flags, list);
    }

    private static final String QUIET = "promiscuity 0 allmulti 0";
    private static final String LACKING = state(50, GUEST, QUIET, "");

    @Test
    void itsListLacksTheGroup() {
        Facts facts = lost(LACKING);
        assertEquals(List.of("points switch n1>n2 likely", "fault macvtap-filter switch likely"), Told.by(RULE, facts));
        assertEquals(
                Place.SWITCH,
                new Diagnostician(RuleBook.RULES).diagnose(facts).verdict().place());
    }

    @Test
    void itsListHasTheGroup() {
        assertEquals(List.of(), Told.by(RULE, lost(state(50, GUEST, QUIET, "\tlink  " + GROUP + "\n"))));
    }

    @Test
    void whoTakesEverythingFiltersNothing() {
        for (String flags : List.of("promiscuity 1 allmulti 0", "promiscuity 0 allmulti 1")) {
            assertEquals(List.of(), Told.by(RULE, lost(state(50, GUEST, flags, ""))), flags);
        }
    }

    @Test
    void withoutItsFlagsNobodyKnows() {
        String state = LACKING.replaceAll("promiscuity 0 allmulti 0 ", "").replaceAll("<[A-Z,_]*>", "<>");
        assertEquals(List.of(), Told.by(RULE, lost(state)));
    }

    @Test
    void withoutAListNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, lost(LACKING.substring(0, LACKING.indexOf("### ip maddress")))));
    }

    @Test
    void ofAnotherTimeItSaysNothing() {
        assertEquals(List.of(), Told.by(RULE, lost(state(10, GUEST, QUIET, ""))));
    }

    @Test
    void aDeviceOfSomebodyElseSaysNothing() {
        assertEquals(List.of(), Told.by(RULE, lost(state(50, Packets.mac(Cluster.address(7)), QUIET, ""))));
    }

    @Test
    void aCardOfThatAddressIsNoMacvtap() {
        assertEquals(
                List.of(),
                Told.by(RULE, lost(LACKING.replaceAll(" *macvtap mode.*\n", "").replace("macvtap0@eth0", "eth1"))));
    }

    /** What loses a part here and there is no filter of addresses. */
    @Test
    void aPartIsLost() {
        Facts facts = new MadeFacts()
                .on(1, MEMBER.seen(now -> true))
                .on(2, MEMBER.seen(now -> Math.round(now * 2) % 5 != 0))
                .state(HYPERVISOR, LACKING)
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void nothingIsLost() {
        Facts facts = GuestScene.well(LACKING);
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
