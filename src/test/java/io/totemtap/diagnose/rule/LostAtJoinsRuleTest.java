package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A filter is rewritten at each join. */
class LostAtJoinsRuleTest {

    private static final Rule RULE = new LostAtJoinsRule();
    private static final List<String> FOUND = List.of("warning lost-at-joins none likely");
    private static final double[] MOMENTS = {20.4, 45.4, 70.4, 95.4};

    /** Node {@code who} joins a group at each of these moments; node 2 misses the messages of some others. */
    private static Facts facts(int who, double[] joins, double... lost) {
        TwoNodes traffic = new TwoNodes(120).with(0.2, Packets.report(2, address(2), GROUP));
        for (int i = 0; i < joins.length; i++) {
            traffic.with(joins[i], Packets.report(2, address(who), "239.9.9." + (i + 1)));
        }
        return new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(now -> Arrays.stream(lost).noneMatch(one -> one == now)))
                .facts();
    }

    @Test
    void lostAsItJoins() {
        Facts facts = facts(2, MOMENTS, 20.5, 45.5, 70.5, 95.5);
        assertEquals(FOUND, Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).startsWith("4 of 4 lost messages to n2 were sent as n2 joined"));
    }

    @Test
    void oneOfSixElsewhereIsLessThanTwoOfTen() {
        assertEquals(FOUND, Told.by(RULE, facts(2, MOMENTS, 20.5, 45.5, 70.5, 95.5, 80)));
        assertEquals(List.of(), Told.by(RULE, facts(2, MOMENTS, 20.5, 45.5, 70.5, 95.5, 30, 60)));
    }

    @Test
    void twoMomentsMayBeChance() {
        assertEquals(List.of(), Told.by(RULE, facts(2, MOMENTS, 20.5, 45.5, 45.5)));
    }

    @Test
    void joinsOfSomebodyElse() {
        assertEquals(List.of(), Told.by(RULE, facts(1, MOMENTS, 20.5, 45.5, 70.5, 95.5)));
    }

    @Test
    void whereItJoinsAllTheTimeNearnessIsChance() {
        double[] many = new double[24];
        Arrays.setAll(many, i -> 2.4 + 4.5 * i);
        assertEquals(List.of(), Told.by(RULE, facts(2, many, 20.5, 47.5, 70, 92.5)));
    }

    @Test
    void nothingLostOrNothingJoined() {
        assertEquals(List.of(), Told.by(RULE, facts(2, MOMENTS)));
        assertEquals(List.of(), Told.by(RULE, facts(2, new double[0], 20.5, 45.5, 70.5, 95.5)));
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("switch-random-loss").facts()));
    }
}
