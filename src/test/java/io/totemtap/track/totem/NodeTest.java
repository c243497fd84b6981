package io.totemtap.track.totem;

import static io.totemtap.track.Cluster.address;
import static io.totemtap.track.Packets.ip;
import static io.totemtap.track.StateChange.Kind.FAILED_TO_RECEIVE;
import static io.totemtap.track.StateChange.Kind.FELL_SILENT;
import static io.totemtap.track.StateChange.Kind.OPERATIONAL;
import static io.totemtap.track.StateChange.Kind.PORT_UNREACHABLE;
import static io.totemtap.track.StateChange.Kind.SPEAKS_AGAIN;
import static io.totemtap.track.Timeline.changes;
import static io.totemtap.track.Timeline.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.totem.Node.Phase;
import io.totemtap.track.totem.Node.Silence;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What single nodes do: pause, crash, leave, refuse, fail to receive, stop their merge-detects. */
class NodeTest {

    private final Cluster cluster = new Cluster();

    private static Node node(Observation seen, int number) {
        return seen.nodes().stream()
                .filter(one -> one.host().equals(ip(address(number))))
                .findFirst()
                .orElseThrow();
    }

    /** Node 2 sends nothing from 1 s on, while node 1 repeats its token to it. */
    private void pause(double until) {
        cluster.forms(0, 1, 2).at(0.9).token(1, 2, 2, 0, 0).at(1).token(2, 1, 3, 0, 0);
        for (int i = 0; 1.2 + i * 0.2 < until; i++) {
            cluster.at(1.2 + i * 0.2).token(1, 2, 4, 0, 0);
        }
    }

    @Test
    void aPauseIsASilenceThatEnds() {
        pause(6);
        cluster.line().at(4).frame(Packets.arp(address(2), address(1)));
        cluster.at(6).token(2, 1, 5, 0, 0);
        Observation seen = cluster.end();
        Silence silence = node(seen, 2).silences().get(0);
        assertEquals(1, node(seen, 2).silences().size());
        assertEquals(1, seconds(silence.fromNanos()));
        assertEquals(6, seconds(silence.toNanos()));
        assertEquals(5_000_000_000L, silence.nanos());
        assertTrue(silence.isOver());
        assertEquals(1, silence.kernelFrames(), "the kernel lives");
        assertEquals(23, silence.unanswered());
        assertEquals(0, silence.othersMulticast());
        assertEquals(
                List.of("1.0 10.77.0.2 FELL_SILENT", "6.0 10.77.0.2 SPEAKS_AGAIN"),
                changes(seen, FELL_SILENT, SPEAKS_AGAIN));
        assertEquals(List.of(), node(seen, 1).silences());
    }

    @Test
    void aCrashIsASilenceThatDoesNotEnd() {
        pause(5);
        Observation seen = cluster.end();
        Silence silence = node(seen, 2).silences().get(0);
        assertFalse(silence.isOver());
        assertEquals(0, silence.kernelFrames());
        assertEquals(0, silence.nextFrame());
        assertEquals(1, seconds(silence.fromNanos()));
        assertEquals(List.of(), changes(seen, FELL_SILENT), "whether it lasts is not known before it ends");
    }

    @Test
    void aShortGapAndAnIdleRingAreNoSilence() {
        pause(3.2);
        cluster.at(3.3).token(2, 1, 5, 0, 0).at(20).token(1, 2, 6, 0, 0).at(40).token(2, 1, 7, 0, 0);
        assertEquals(List.of(), node(cluster.end(), 2).silences());
    }

    @Test
    void othersThatMulticastMakeASilence() {
        cluster.at(0).join(2, 0, 2);
        for (int i = 0; i < 10; i++) {
            cluster.at(1 + i).join(1, 0, 1);
        }
        Silence silence = node(cluster.end(), 2).silences().get(0);
        assertEquals(10, silence.othersMulticast());
    }

    @Test
    void leavingIsAPhaseAndComingBackAnother() {
        cluster.forms(0, 1, 2).at(5).leave(2, 1, 2);
        assertEquals(Phase.LEFT, node(cluster.end(), 2).phaseAtEnd());
        Cluster again = new Cluster();
        again.forms(0, 1, 2).at(5).leave(2, 1, 2).ring(1, 12).forms(10, 1, 2);
        Observation seen = again.end();
        assertEquals(Phase.OPERATIONAL, node(seen, 2).phaseAtEnd());
        assertEquals(1, node(seen, 2).leaves().count());
        assertEquals(4, changes(seen, OPERATIONAL).size());
    }

    @Test
    void portUnreachableIsNotedOnceAndCounted() {
        byte[] token = Packets.udp(address(1), address(2), cluster.tokenPayload(1, 5, 0, 0));
        cluster.line().at(0).frame(token).at(0.1).frame(Packets.unreachable(address(2), address(1), token));
        cluster.line().at(0.3).frame(Packets.unreachable(address(2), address(1), token));
        Observation seen = cluster.end();
        assertEquals(2, node(seen, 2).unreachable().count());
        assertFalse(node(seen, 2).isActive());
        assertEquals(List.of("0.1 10.77.0.2 PORT_UNREACHABLE"), changes(seen, PORT_UNREACHABLE));
    }

    @Test
    void unreachableOfAnotherPortIsNotTotems() {
        byte[] other = Packets.udp(address(1), 5000, address(2), 53, true, new byte[20]);
        cluster.at(0).join(2, 0, 2).line().frame(Packets.unreachable(address(2), address(1), other));
        assertEquals(0, node(cluster.end(), 2).unreachable().count());
    }

    @Test
    void aNodeThatListsItselfAsFailedFailsToReceive() {
        cluster.at(0).join(1, 1, 1, 2, 1).at(1).join(2, 1, 1, 2, 3);
        Observation seen = cluster.end();
        assertEquals(1, node(seen, 1).failedToReceive().count());
        assertEquals(0, node(seen, 2).failedToReceive().count());
        assertEquals(List.of("0.0 10.77.0.1 FAILED_TO_RECEIVE"), changes(seen, FAILED_TO_RECEIVE));
    }

    @Test
    void whoGoesOnFailingToReceiveIsToldOnce() {
        for (int i = 0; i < 20; i++) {
            cluster.at(i * 0.05).join(1, 1, 1, 2, 1);
        }
        cluster.at(10).join(1, 1, 1, 2, 1);
        Observation seen = cluster.end();
        assertEquals(21, node(seen, 1).failedToReceive().count());
        assertEquals(
                List.of("0.0 10.77.0.1 FAILED_TO_RECEIVE", "10.0 10.77.0.1 FAILED_TO_RECEIVE"),
                changes(seen, FAILED_TO_RECEIVE));
    }

    /** An idle ring whose representative's merge-detects come every {@code every} tokens, 0 for never; 400 ms a rotation. */
    private void idle(int every) {
        cluster.forms(0, 1, 2);
        for (int i = 0; i < 30; i++) {
            cluster.at(1 + i * 0.4).token(1, 2, 2 + 2 * i, 0, 0);
            if (every > 0 && i % every == 0) {
                cluster.at(1.01 + i * 0.4).merge(1);
            }
            cluster.at(1.02 + i * 0.4).token(2, 1, 3 + 2 * i, 0, 0);
        }
    }

    @Test
    void mergeDetectsOfAnIdleRingThatDoNotComeAreMissed() {
        idle(0);
        Observation seen = cluster.end();
        assertTrue(node(seen, 1).mergesMissing().count() >= 20, seen.nodes().toString());
        assertTrue(seconds(node(seen, 1).mergesMissing().firstNanos()) >= 4);
        assertEquals(0, node(seen, 2).mergesMissing().count(), "only the representative sends them");
    }

    @Test
    void mergeDetectsAtTheirUsualCadenceAreNotMissed() {
        idle(1);
        assertEquals(0, node(cluster.end(), 1).mergesMissing().count());
        idle(4);
        assertEquals(0, node(cluster.end(), 1).mergesMissing().count());
    }

    @Test
    void aBusyRingNeedsNoMergeDetects() {
        cluster.forms(0, 1, 2);
        for (int i = 0; i < 30; i++) {
            cluster.at(1 + i * 0.4).message(2, i + 1).token(1, 2, 2 + 2 * i, i + 1, i + 1);
            cluster.at(1.02 + i * 0.4).token(2, 1, 3 + 2 * i, i + 1, i + 1);
        }
        assertEquals(0, node(cluster.end(), 1).mergesMissing().count());
    }

    @Test
    void firstAndLastAreThoseOfAnyKind() {
        cluster.at(1).join(1, 0, 1).at(2).token(1, 2, 1, 0, 0).at(3).merge(1);
        Node node = node(cluster.end(), 1);
        assertEquals(1, seconds(node.firstNanos()));
        assertEquals(3, seconds(node.lastNanos()));
        assertEquals(ip(Cluster.GROUP), node.group());
        assertEquals(5405, node.port());
        assertEquals(2, node.multicasts().count());
        assertEquals(1, node.unicasts().count());
    }

    @Test
    void atMost64SilencesAreKept() {
        cluster.at(0).join(2, 0, 2);
        for (int i = 1; i <= 70; i++) {
            cluster.at(i * 4 - 2).join(1, 0, 1).at(i * 4).join(2, 0, 2);
        }
        assertEquals(64, node(cluster.end(), 2).silences().size());
    }
}
