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

/** Some modes of a bond do not go well with a switch that snoops. */
class BondModeRuleTest {

    private static final Rule RULE = new BondModeRule();
    /** The second node has reported its group. */
    private static final TwoNodes NODES =
            new TwoNodes(60).with(1.1, Packets.report(2, Cluster.address(2), Cluster.GROUP));

    private static List<String> told(String mode, double until) {
        String state = BondInactiveMemberRuleTest.state("eth0", 0, "rx_dropped")
                .replace("fault-tolerance (active-backup)", mode);
        Facts facts = new MadeFacts()
                .on(1, NODES.seen(now -> true))
                .on(2, NODES.seen(now -> now < until))
                .state(2, state)
                .facts();
        return Told.by(RULE, facts);
    }

    @Test
    void modesThatSpread() {
        for (String mode : List.of(
                "load balancing (round-robin)",
                "load balancing (xor)",
                "transmit load balancing",
                "adaptive load balancing")) {
            assertEquals(List.of("warning bond-mode none possible"), told(mode, 20.2), mode);
        }
    }

    /** A team has no file of its own in /proc; its daemon tells. */
    @Test
    void runnersOfATeam() {
        String team = BondInactiveMemberRuleTest.state("eth0", 0, "rx_dropped")
                .replaceFirst("(?s)### cat /proc/net/bonding.*", "### teamdctl bond0 state\nsetup:\n  runner: %s\n");
        for (String runner : List.of("roundrobin", "loadbalance", "activebackup")) {
            Facts facts = new MadeFacts()
                    .on(1, NODES.seen(now -> true))
                    .on(2, NODES.seen(now -> now < 20.2))
                    .state(2, team.formatted(runner))
                    .facts();
            List<String> expected =
                    runner.equals("activebackup") ? List.of() : List.of("warning bond-mode none possible");
            assertEquals(expected, Told.by(RULE, facts), runner);
        }
    }

    @Test
    void modesThatDoNot() {
        assertEquals(List.of(), told("fault-tolerance (active-backup)", 20.2));
        assertEquals(List.of(), told("IEEE 802.3ad Dynamic link aggregation", 20.2));
    }

    @Test
    void withoutLossItDoesNotMatter() {
        assertEquals(List.of(), told("adaptive load balancing", 100));
    }

    @Test
    void ofAnUnknownModeNothingIsKnown() {
        assertEquals(List.of(), told("unknown", 20.2));
    }
}
