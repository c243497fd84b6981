package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sequence numbers were given out, and the messages never left. */
class SenderSilentRuleTest {

    private static final Rule RULE = new SenderSilentRule();

    @Test
    void messagesNeverLeft() {
        assertEquals(
                List.of("fault sender-silent sender proven", "points sender n1>n2 proven"),
                Told.by(RULE, GoldenCase.kept("sender-firewall").facts()));
    }

    @Test
    void allLeft() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }

    @Test
    void withoutTheSendersCaptureNobodyKnows() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        GoldenCase.kept("sender-firewall").facts(capture -> !capture.equals("n1"), host -> true)));
    }

    @Test
    void anIdleRingWithoutItsMergeDetects() {
        assertEquals(
                List.of("fault sender-silent sender likely", "points sender n1>n2 likely"), Told.by(RULE, idle(30, 1)));
    }

    @Test
    void aShortPauseTellsNothing() {
        assertEquals(List.of(), Told.by(RULE, idle(6, 1)));
    }

    @Test
    void onAnotherHostTheyMayBeLostOnTheWay() {
        assertEquals(List.of(), Told.by(RULE, idle(30, 2)));
    }

    /** A ring forms, with multicast; then only its token goes round. */
    private static Facts idle(int rotations, int capturedOn) {
        Cluster cluster = new Cluster().forms(0, 1, 2);
        for (int i = 0; i < rotations; i++) {
            cluster.at(1 + i * 0.4).token(1, 2, 2L + 2L * i, 0, 0);
            cluster.at(1.02 + i * 0.4).token(2, 1, 3L + 2L * i, 0, 0);
        }
        return new MadeFacts().on(capturedOn, cluster.end()).facts();
    }
}
