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

/** A ring that broke tells that something happened. */
class RingInterruptedRuleTest {

    private static final Rule RULE = new RingInterruptedRule();

    @Test
    void broken() {
        assertEquals(
                List.of("fault ring-interrupted undecided proven"),
                Told.by(RULE, GoldenCase.kept("node-freeze").facts()));
    }

    @Test
    void neverBroken() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void whoLeavesWithAGoodbyeInterruptsNothing() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy-stop").facts()));
    }

    @Test
    void noRingNoInterruption() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("no-join").facts()));
    }

    private static Facts captureOnOne(double standstill) {
        Cluster cluster = new Cluster();
        for (int i = 0; i < 40; i++) {
            double at = i * 0.01 + (i >= 20 ? standstill : 0);
            cluster.at(at).token(4, 1, 4L * i, 9, 9).at(at + 0.001).token(1, 2, 4L * i + 1, 9, 9);
            if (i == 19) {
                cluster.at(at + standstill / 2).token(1, 2, 4L * i + 1, 9, 9);
            }
        }
        return new MadeFacts().on(1, cluster.end()).facts();
    }

    @Test
    void stoodStill() {
        assertEquals(List.of("fault ring-interrupted undecided proven"), Told.by(RULE, captureOnOne(4.0)));
    }

    @Test
    void repeatedOnce() {
        assertEquals(List.of(), Told.by(RULE, captureOnOne(0.4)));
    }
}
