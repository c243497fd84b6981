package io.totemtap.diagnose;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static io.totemtap.track.Packets.ip;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import org.junit.jupiter.api.Test;

/** Two nodes, a capture on each; node 1's messages are lost on the way from second 10 on, and node 2's from second 20 on. */
class SequelTest {

    private static final int SECONDS = 40;

    /** What a capture on a node has; node 1 reports its membership until a second. */
    private static Observation seenOn(int node, int reportsUntil, int repeatsFrom) {
        Cluster cluster = new Cluster();
        int seq = 0;
        for (int i = 0; i < SECONDS * 2; i++) {
            int sender = 1 + i % 2;
            double now = i * 0.5;
            seq++;
            if (node == 1 && i % 10 == 0 && now < reportsUntil) {
                cluster.line().at(now).frame(Packets.report(2, address(1), GROUP));
            }
            boolean lost = now >= (sender == 1 ? 10 : 20);
            if (sender == node || !lost) {
                cluster.at(now + 0.1).message(sender, seq);
            }
            if (now >= repeatsFrom && now < repeatsFrom + 5) {
                cluster.at(now + 0.2).repeat(1, sender, seq - 2);
            }
        }
        return cluster.end();
    }

    private static boolean isLost(Facts facts, int from, int to) {
        return facts.pair(new Direction(ip(address(from)), ip(address(to))))
                .orElseThrow()
                .isLost();
    }

    private static Facts facts(int reportsUntil) {
        return new MadeFacts()
                .on(1, seenOn(1, reportsUntil, SECONDS))
                .on(2, seenOn(2, reportsUntil, SECONDS))
                .facts();
    }

    @Test
    void whoseReportsAreLostIsForgottenRightly() {
        Facts facts = facts(SECONDS);
        assertTrue(isLost(facts, 1, 2));
        assertFalse(isLost(facts, 2, 1));
    }

    @Test
    void whoDoesNotReportIsForgottenForThat() {
        Facts facts = facts(8);
        assertTrue(isLost(facts, 1, 2));
        assertTrue(isLost(facts, 2, 1));
    }

    @Test
    void aCaptureAtItsPortIsAskedInstead() {
        Facts facts = new MadeFacts()
                .on(1, seenOn(1, SECONDS, SECONDS))
                .port(1, seenOn(1, SECONDS, SECONDS))
                .on(2, seenOn(2, SECONDS, SECONDS))
                .facts();
        assertTrue(isLost(facts, 2, 1));
    }
}
