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
import org.junit.jupiter.api.Test;

/** A change of a bond's active member is worth a word where multicast is lost since. */
class BondFailoverRuleTest {

    private static final Rule RULE = new BondFailoverRule();
    /** The second node has reported its group. */
    private static final TwoNodes NODES =
            new TwoNodes(60).with(1.1, Packets.report(2, Cluster.address(2), Cluster.GROUP));

    private static final long START = 1_308_190_977L;

    private static final String EARLIER = BondInactiveMemberRuleTest.state("eth0", 0, "rx_dropped");

    /** Multicast to the second node is lost from second 20 to 40. */
    private static List<String> told(String first, String second) {
        Facts facts = new MadeFacts()
                .on(1, NODES.seen(now -> true))
                .on(2, NODES.seen(now -> now < 20.2 || now > 40.2))
                .state(2, first)
                .state(2, second)
                .facts();
        return Told.by(RULE, facts);
    }

    private static String at(int seconds, String state) {
        return "### time " + (START + seconds) + " phase some\n" + state;
    }

    @Test
    void anotherMemberBecameActiveWhenTheLossBegan() {
        String later = BondInactiveMemberRuleTest.state("eth1", 0, "rx_dropped");
        assertEquals(List.of("warning bond-failover undecided likely"), told(at(10, EARLIER), at(50, later)));
        assertEquals(List.of("warning bond-failover undecided possible"), told(EARLIER, later));
    }

    @Test
    void theActiveMemberLostItsLink() {
        String later = EARLIER.replaceFirst("Failure Count: 0", "Failure Count: 2");
        assertEquals(List.of("warning bond-failover undecided likely"), told(at(10, EARLIER), at(50, later)));
    }

    @Test
    void anIdleMemberMayComeAndGo() {
        String later = EARLIER.replaceFirst("(?s)(eth1\nMII Status: up\nLink Failure Count: )0", "$19");
        assertEquals(List.of(), told(at(10, EARLIER), at(50, later)));
    }

    @Test
    void aLossOfAnotherTimeIsNotItsDoing() {
        String later = BondInactiveMemberRuleTest.state("eth1", 0, "rx_dropped");
        assertEquals(List.of(), told(at(30, EARLIER), at(50, later)));
        assertEquals(List.of(), told(at(1, EARLIER), at(5, later)));
    }

    @Test
    void nothingChanged() {
        assertEquals(List.of(), told(at(10, EARLIER), at(50, EARLIER)));
    }

    @Test
    void withoutLossItDoesNotMatter() {
        Facts facts = new MadeFacts()
                .on(1, NODES.seen(now -> true))
                .on(2, NODES.seen(now -> true))
                .state(2, EARLIER)
                .state(2, BondInactiveMemberRuleTest.state("eth1", 0, "rx_dropped"))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void withoutTheBondNobodyKnows() {
        assertEquals(List.of(), told(at(10, "### uname -r\n3.10.0\n"), at(50, EARLIER)));
    }
}
