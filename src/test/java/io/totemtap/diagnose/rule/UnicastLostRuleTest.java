package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Tokens are lost while multicasts pass. */
class UnicastLostRuleTest {

    private static final Rule RULE = new UnicastLostRule();

    @Test
    void tokensLost() {
        assertEquals(
                List.of("fault unicast-lost unicast proven", "fault unicast-lost unicast proven"),
                Told.by(RULE, GoldenCase.kept("unicast-blocked").facts()));
    }

    @Test
    void multicastsLost() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }

    @Test
    void nothingLost() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void oneCaptureCannotTell() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("unicast-blocked").facts(List.of("n1")::contains, host -> true)));
    }

    /** What a capture has of two nodes that multicast in turn, with tokens of some of them. */
    private static Observation seen(IntPredicate hasTokenOf) {
        Cluster cluster = new Cluster();
        for (int i = 1; i <= 60; i++) {
            for (int node = 1; node <= 2; node++) {
                double now = i * 0.5 + node * 0.1;
                cluster.at(now).message(node, 2 * i + node);
                if (hasTokenOf.test(node)) {
                    cluster.at(now + 0.02).token(node, 3 - node, 2L * i + node, 2L * i + node, 2L * i + node);
                }
            }
        }
        return cluster.end();
    }

    @Test
    void aFilterThatLeavesTokensOutLosesNone() {
        MadeFacts filtered = new MadeFacts().on(1, seen(node -> true)).on(2, seen(node -> false));
        assertEquals(List.of(), Told.by(RULE, filtered.facts()));
        MadeFacts lost = new MadeFacts().on(1, seen(node -> true)).on(2, seen(node -> node == 2));
        assertEquals(List.of("fault unicast-lost unicast proven"), Told.by(RULE, lost.facts()));
    }

    @Test
    void whatAMirrorLacksAndTheReceiverHasIsNotLost() {
        MadeFacts made = new MadeFacts()
                .on(1, seen(node -> true))
                .port(2, seen(node -> node == 2))
                .on(2, seen(node -> true));
        assertEquals(List.of(), Told.by(RULE, made.facts()));
    }
}
