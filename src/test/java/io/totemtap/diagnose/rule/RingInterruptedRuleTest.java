package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Elimination;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
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

    /** A ring of two whose tokens are not captured breaks after a second; both multicast on, and after a while it forms again. */
    private static Observation broken(double seconds, boolean arrives) {
        Cluster cluster = new Cluster().ring(1, 8);
        for (int i = 1; i <= 10; i++) {
            cluster.at(i * 0.1).message(1 + i % 2, i);
        }
        for (int i = 0; i < 10; i++) {
            double at = 1.1 + seconds * i / 10;
            cluster.at(at).join(1, 0, 1, 2);
            if (arrives) {
                cluster.at(at + 0.01).join(2, 0, 1, 2);
            }
        }
        cluster.ring(1, 12);
        for (int i = 1; i <= 10; i++) {
            cluster.at(1.2 + seconds + i * 0.1).message(1 + i % 2, i);
        }
        return cluster.end();
    }

    private static List<Place> among(Observation one, Observation other) {
        return RULE.evaluate(new MadeFacts().on(1, one).on(2, other).facts()).stream()
                .filter(Finding.class::isInstance)
                .map(Finding.class::cast)
                .flatMap(finding -> finding.among().stream())
                .toList();
    }

    @Test
    void whoMulticastsAllTheWhileHasNotLostTheMulticast() {
        assertEquals(
                List.of(Place.UNICAST, Place.CLUSTER, Place.RECEIVER_HOST), among(broken(8, true), broken(8, true)));
    }

    /** A firewall of node 2 that drops its multicast before its own tap: seen of it is only what comes before and after. */
    @Test
    void whoWasSilentAsItBrokeMayBeTheReason() {
        Cluster cluster = new Cluster().ring(1, 8);
        for (int i = 1; i <= 10; i++) {
            cluster.at(i * 0.1).message(1 + i % 2, i);
        }
        for (int i = 11; i <= 50; i++) {
            cluster.at(i * 0.1).message(1, i);
        }
        for (int i = 0; i < 60; i++) {
            cluster.at(5.1 + i * 0.1).join(1, 0, 1, 2);
            if (i > 15) {
                cluster.at(5.11 + i * 0.1).join(2, 0, 1, 2);
            }
        }
        cluster.ring(1, 12);
        for (int i = 1; i <= 10; i++) {
            cluster.at(12 + i * 0.1).message(1 + i % 2, i);
        }
        Observation seen = cluster.end();
        assertEquals(Elimination.SUSPECTS, among(seen, seen));
    }

    @Test
    void aMomentTellsNothingOfTheMulticast() {
        assertEquals(Elimination.SUSPECTS, among(broken(1, true), broken(1, true)));
    }

    @Test
    void whatDidNotArriveClearsNobody() {
        assertEquals(Elimination.SUSPECTS, among(broken(8, false), broken(8, true)));
    }
}
