package io.totemtap.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** A mirror shows well what passed, and badly what did not. Nodes 1 and 2 multicast in turn, and the token goes round. */
class MirrorTest {

    /** What a capture has that has messages of some times only, and frames of some nodes. */
    private static Observation seen(DoublePredicate hasMessage, int... nodes) {
        Timeline line = new Timeline();
        Cluster cluster = new Cluster(line, TotemDialect.OPENAIS_COROSYNC1, true);
        for (int i = 1; i <= 120; i++) {
            for (int node : nodes) {
                double now = i * 0.5 + node * 0.1;
                if (i == 1) {
                    line.at(now - 0.05).frame(Packets.report(2, Cluster.address(node), Cluster.GROUP));
                }
                if (hasMessage.test(now)) {
                    cluster.at(now).message(node, 2 * i + node);
                }
                cluster.at(now + 0.02).token(node, 3 - node, 2L * i + node, 2L * i + node, 2L * i + node);
            }
        }
        return cluster.end();
    }

    private static Observation all() {
        return seen(now -> true, 1, 2);
    }

    private static boolean mirrored(double now) {
        return Math.round(now * 2) % 5 > 0;
    }

    private static List<String> limitations(Diagnosis told) {
        return told.limitations().stream()
                .map(Limitation::id)
                .filter(id -> id.startsWith("mirror"))
                .toList();
    }

    @Test
    void whatAMirrorLacksAndTheReceiverHasWasLostByTheMirror() {
        Diagnosis told = GoldenCase.diagnose(new MadeFacts()
                .on(1, all())
                .port(2, seen(MirrorTest::mirrored, 1, 2))
                .on(2, all())
                .facts());
        assertEquals(Place.NONE, told.verdict().place());
        assertEquals(List.of("mirror-incomplete"), limitations(told));
    }

    @Test
    void whatIsMissingBehindTheMirrorAsWellIsLost() {
        Observation less = seen(MirrorTest::mirrored, 1, 2);
        Diagnosis told = GoldenCase.diagnose(
                new MadeFacts().on(1, all()).port(2, less).on(2, less).facts());
        assertEquals("loss-between-captures", told.verdict().cause());
        assertEquals(List.of(), limitations(told));
    }

    @Test
    void aMirrorOfOneDirectionAccusesNobody() {
        for (int shown = 1; shown <= 2; shown++) {
            for (int port = 1; port <= 2; port++) {
                Observation half = seen(now -> true, shown);
                for (MadeFacts made : List.of(
                        new MadeFacts().on(1, all()).port(port, half),
                        new MadeFacts().on(2, all()).port(port, half),
                        new MadeFacts().on(1, all()).port(port, half).on(2, all()))) {
                    Diagnosis told = GoldenCase.diagnose(made.facts());
                    assertTrue(told.findings().stream().noneMatch(one -> one.severity() == Severity.FAULT));
                    assertEquals(List.of("mirror-one-way"), limitations(told));
                }
            }
        }
    }

    @Test
    void aWholeMirrorIsTrusted() {
        Diagnosis told = GoldenCase.diagnose(
                new MadeFacts().on(1, all()).port(2, all()).on(2, all()).facts());
        assertEquals(Place.NONE, told.verdict().place());
        assertEquals(List.of(), limitations(told));
    }
}
