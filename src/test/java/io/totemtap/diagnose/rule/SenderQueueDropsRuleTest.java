package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.CountedTraffic.all;
import static io.totemtap.diagnose.CountedTraffic.isInBurst;
import static io.totemtap.diagnose.CountedTraffic.ofInterface;
import static io.totemtap.diagnose.CountedTraffic.seen;
import static io.totemtap.diagnose.CountedTraffic.state;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packets dropped before the sender's own tap. */
class SenderQueueDropsRuleTest {

    private static final Rule RULE = new SenderQueueDropsRule();

    private static Facts facts(Observation sender, long rise) {
        return new MadeFacts()
                .on(1, sender)
                .state(1, state(1, 0, ofInterface("tx_dropped", 0)))
                .state(1, state(1, 45, ofInterface("tx_dropped", rise)))
                .facts();
    }

    private static Observation gaps() {
        return seen(message -> !isInBurst(message), token -> true);
    }

    @Test
    void asManyAsAreMissing() {
        assertEquals(List.of("fault sender-queue-drops sender likely"), Told.findings(RULE, facts(gaps(), 80)));
    }

    @Test
    void anotherNumberIsAnotherMatter() {
        assertEquals(List.of(), Told.by(RULE, facts(gaps(), 20)));
        assertEquals(List.of(), Told.by(RULE, facts(gaps(), 4_000)));
    }

    @Test
    void nothingMissing() {
        assertEquals(List.of(), Told.by(RULE, facts(all(), 80)));
    }

    @Test
    void withoutCountersNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, new MadeFacts().on(1, gaps()).facts()));
    }
}
