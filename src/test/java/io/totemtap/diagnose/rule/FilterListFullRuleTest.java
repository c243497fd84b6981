package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** More addresses than a virtual card's list has room for. */
class FilterListFullRuleTest {

    private static final Rule RULE = new FilterListFullRule();
    private static final List<String> HINT = List.of("warning filter-list-full none possible");
    private static final TwoNodes MEMBER =
            new TwoNodes(60).with(1.1, Packets.report(2, Cluster.address(2), Cluster.GROUP));

    private static String state(String driver, String allMulticast, int addresses) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < addresses; i++) {
            list.append("\tlink  01:00:5e:00:01:%02x%n".formatted(i));
        }
        return """
                ### ip -d addr show
                2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP
                    link/ether 52:54:00:00:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0 allmulti %s minmtu 46 maxmtu 9710
                    inet 10.77.0.2/24 scope global eth0
                ### ethtool -i eth0
                driver: %s
                version: 6.1.0
                ### ip maddress show
                2:	eth0
                %s""".formatted(allMulticast, driver, list);
    }

    private static Facts facts(DoublePredicate passes, String state) {
        return new MadeFacts()
                .on(1, MEMBER.seen(now -> true))
                .on(2, MEMBER.seen(passes))
                .state(2, state)
                .facts();
    }

    private static List<String> told(String driver, int addresses) {
        return Told.by(RULE, facts(now -> now < 20.2, state(driver, "0", addresses)));
    }

    @Test
    void moreThanItsListHolds() {
        assertEquals(HINT, told("ixgbevf", 31));
        assertEquals(HINT, told("virtio_net", 65));
    }

    @Test
    void theSentenceCounts() {
        assertEquals(
                "eth0 of n2 is to receive 31 multicast addresses, and the list its driver ixgbevf hands on has room for 30: "
                        + "the group may be one of those left out",
                Told.statement(RULE, facts(now -> now < 20.2, state("ixgbevf", "0", 31))));
    }

    @Test
    void asManyAsItHolds() {
        assertEquals(List.of(), told("ixgbevf", 30));
        assertEquals(List.of(), told("virtio_net", 64));
    }

    @Test
    void aDriverOfWhichNothingIsKnown() {
        assertEquals(List.of(), told("igb", 200));
    }

    @Test
    void whoTakesAllMulticastNeedsNoList() {
        assertEquals(List.of(), Told.by(RULE, facts(now -> now < 20.2, state("ixgbevf", "1", 40))));
    }

    @Test
    void nothingIsLost() {
        assertEquals(List.of(), Told.by(RULE, facts(now -> true, state("ixgbevf", "0", 40))));
    }

    @Test
    void aFilterDoesNotLoseHereAndThere() {
        Facts facts = facts(now -> Math.round(now * 2) % 5 != 0, state("ixgbevf", "0", 40));
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
