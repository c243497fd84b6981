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

    private static String queue(String handle, long dropped) {
        return "### tc -s qdisc show\nqdisc tbf " + handle
                + ": dev eth0 root refcnt 3 rate 160Kbit burst 2000b limit 1700b \n"
                + " Sent 111349 bytes 210 pkt (dropped " + dropped
                + ", overlimits 763 requeues 0) \n backlog 0b 0p requeues 0\n";
    }

    private static Facts queued(Observation sender, String handle, long before, long after) {
        return new MadeFacts()
                .on(1, sender)
                .state(1, state(1, 0, queue("8001", before), ofInterface("tx_dropped", 0)))
                .state(1, state(1, 45, queue(handle, after), ofInterface("tx_dropped", 0)))
                .facts();
    }

    /** Linux counts what a queue drops in the queue and nowhere else. */
    @Test
    void theQueueItselfCounts() {
        assertEquals(
                List.of("fault sender-queue-drops sender likely"),
                Told.findings(RULE, queued(gaps(), "8001", 100, 180)));
        assertEquals(List.of(), Told.by(RULE, queued(gaps(), "8001", 100, 120)));
        assertEquals(List.of(), Told.by(RULE, queued(all(), "8001", 100, 180)));
    }

    @Test
    void aQueueThatDropsOthersPacketsTooIsAHint() {
        assertEquals(
                List.of("warning sender-queue-drops sender possible"),
                Told.by(RULE, queued(gaps(), "8001", 100, 9_000)));
    }

    @Test
    void anotherQueueInItsPlaceBeganAtZero() {
        assertEquals(
                List.of("fault sender-queue-drops sender likely"),
                Told.findings(RULE, queued(gaps(), "8002", 100, 80)));
        assertEquals(List.of(), Told.by(RULE, queued(gaps(), "8001", 100, 80)));
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
