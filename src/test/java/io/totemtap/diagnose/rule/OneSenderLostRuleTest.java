package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** A port is in the table for everybody, or for nobody. */
class OneSenderLostRuleTest {

    private static final Rule RULE = new OneSenderLostRule();
    private static final List<String> FOUND = List.of("warning one-sender-lost switch likely");

    /** Nodes 1 to 3 multicast twice a second; what node 1 sends is seen at some times only, that of others always. */
    private static Observation seen(DoublePredicate ofOne, Set<Integer> others) {
        Cluster cluster = new Cluster();
        cluster.line().at(0.05).frame(Packets.report(2, Cluster.address(1), Cluster.GROUP));
        cluster.line().at(0.1).frame(Packets.report(2, Cluster.address(2), Cluster.GROUP));
        cluster.line().at(0.2).frame(Packets.report(2, Cluster.address(3), Cluster.GROUP));
        for (int i = 1; i <= 80; i++) {
            double now = i * 0.5;
            cluster.at(now);
            if (ofOne.test(now)) {
                cluster.message(1, 3 * i);
            }
            for (int other : others) {
                cluster.message(other, 3 * i + other - 1);
            }
        }
        cluster.line().at(41).frame(Packets.arp(Cluster.address(2), Cluster.address(3)));
        return cluster.end();
    }

    private static final Set<Integer> BOTH = Set.of(2, 3);

    @Test
    void nodeTwoHearsThreeAndNotOne() {
        Facts facts = new MadeFacts()
                .on(1, seen(now -> true, BOTH))
                .on(2, seen(now -> now < 20, BOTH))
                .on(3, seen(now -> true, BOTH))
                .facts();
        assertEquals(FOUND, Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).startsWith("n2 gets the group from n3 and not from n1"));
    }

    @Test
    void whoHearsNobodyHasAnotherTrouble() {
        Facts facts = new MadeFacts()
                .on(1, seen(now -> true, BOTH))
                .on(2, seen(now -> now < 20, Set.of(2)))
                .on(3, seen(now -> true, BOTH))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    /** Nobody hears node 1: it is not the way to node 2 alone. */
    @Test
    void whomNobodyHearsHasAnotherTrouble() {
        Facts facts = new MadeFacts()
                .on(1, seen(now -> true, BOTH))
                .on(2, seen(now -> now < 20, BOTH))
                .on(3, seen(now -> now < 20, BOTH))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void whatIsLostBothWaysIsOfTwoSides() {
        Facts facts = new MadeFacts()
                .on(1, seen(now -> true, Set.of(3)))
                .on(2, seen(now -> now < 20, BOTH))
                .on(3, seen(now -> true, BOTH))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("not-across-switches").facts()));
    }

    @Test
    void withoutTheThirdHostNothingIsKnown() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        GoldenCase.kept("switch-drop-oneway-3-nodes")
                                .facts(List.of("n1", "n2")::contains, host -> true)));
    }

    @Test
    void aLossNowAndThenIsOfNoTable() {
        Facts facts = new MadeFacts()
                .on(1, seen(now -> true, BOTH))
                .on(2, seen(now -> (long) (now * 2) % 7 != 0, BOTH))
                .on(3, seen(now -> true, BOTH))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void whatToDoNextGoesAlongTheWay() {
        String next = GoldenCase.diagnose(
                        GoldenCase.kept("switch-drop-oneway-3-nodes").facts())
                .verdict()
                .next();
        assertTrue(next.startsWith("go the way from n1 to n2, switch by switch"), next);
    }
}
