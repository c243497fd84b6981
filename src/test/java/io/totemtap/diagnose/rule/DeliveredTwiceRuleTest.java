package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Timeline;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes 1 and 2 multicast in turn, and the token goes round. */
class DeliveredTwiceRuleTest {

    private static final Rule RULE = new DeliveredTwiceRule();

    /** Nanoseconds between two copies. */
    private static final double APART = 11e-6;

    /** What a capture has that has everything of some senders twice: "1", "2" for multicasts, "token" for tokens. */
    private static Observation seen(String... twice) {
        Set<String> doubled = Set.of(twice);
        Timeline line = new Timeline();
        Cluster cluster = new Cluster(line, TotemDialect.OPENAIS_COROSYNC1, true);
        for (int i = 1; i <= 100; i++) {
            for (int node = 1; node <= 2; node++) {
                double now = i * 0.3 + node * 0.1;
                boolean isTwice = doubled.contains(Integer.toString(node));
                for (int copy = 0; copy < (isTwice ? 2 : 1); copy++) {
                    cluster.at(now + copy * APART).merge(node);
                }
                for (int copy = 0; copy < (isTwice ? 2 : 1); copy++) {
                    cluster.at(now + 0.02 + copy * APART).message(node, 2 * i + node);
                }
                cluster.at(now + 0.03).token(node, 3 - node, 4L * i + node, i, i);
                if (doubled.contains("token")) {
                    cluster.at(now + 0.03 + APART).token(node, 3 - node, 4L * i + node, i, i);
                }
            }
        }
        return cluster.end();
    }

    private static List<String> told(MadeFacts made) {
        return Told.by(RULE, made.facts());
    }

    @Test
    void multicastOfTheOtherOneComesTwice() {
        MadeFacts made = new MadeFacts().on(1, seen()).on(2, seen("1"));
        assertEquals(List.of("warning delivered-twice none likely"), told(made));
        String statement = Told.statement(RULE, made.facts());
        assertTrue(statement.startsWith("199 of 201 multicasts of n1 came to n2 a second time"), statement);
    }

    @Test
    void theSwitchPortTellsWhetherItIsTheCard() {
        MadeFacts card = new MadeFacts().on(1, seen()).on(2, seen("1")).port(2, seen());
        assertEquals(List.of("warning delivered-twice none proven"), told(card));
        assertTrue(Told.statement(RULE, card.facts()).contains("leave the switch's port once"));
        MadeFacts before = new MadeFacts().on(1, seen()).on(2, seen("1")).port(2, seen("1"));
        assertTrue(Told.statement(RULE, before.facts()).contains("leave the switch's port twice"));
    }

    @Test
    void nothingComesTwice() {
        assertEquals(List.of(), told(new MadeFacts().on(1, seen()).on(2, seen())));
    }

    @Test
    void aCaptureThatHasEverythingTwiceTellsOfItselfOnly() {
        assertEquals(List.of(), told(new MadeFacts().on(1, seen()).on(2, seen("1", "2", "token"))));
        assertEquals(List.of(), told(new MadeFacts().on(1, seen()).on(2, seen("1", "token"))));
        assertEquals(List.of(), told(new MadeFacts().on(1, seen()).on(2, seen("1", "2"))));
    }

    @Test
    void whatIsSentTwiceIsNotDeliveredTwice() {
        assertEquals(List.of(), told(new MadeFacts().on(1, seen("1")).on(2, seen("1"))));
    }

    @Test
    void aMirrorTellsNothing() {
        assertEquals(List.of(), told(new MadeFacts().on(1, seen()).port(2, seen("1"))));
        assertEquals(List.of(), told(new MadeFacts().anywhere("mirror", seen("1"))));
    }
}
