package io.totemtap.track.totem;

import static io.totemtap.track.Cluster.address;
import static io.totemtap.track.Packets.ip;
import static io.totemtap.track.Timeline.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import io.totemtap.track.totem.Hearing.Clue;
import io.totemtap.track.totem.Hearing.Span;
import io.totemtap.track.totem.Hearing.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who hears whom, as the protocol tells. */
class HearingTest {

    private final Cluster cluster = new Cluster();

    private static Optional<Hearing> find(Observation seen, int from, int to) {
        return seen.hearings().stream()
                .filter(one -> one.from().equals(ip(address(from))) && one.to().equals(ip(address(to))))
                .findFirst();
    }

    private static Hearing hearing(Observation seen, int from, int to) {
        return find(seen, from, to).orElseThrow();
    }

    private static List<Clue> clues(Hearing hearing) {
        return hearing.spans().stream().map(Span::clue).toList();
    }

    /** More nodes than any ring has are somebody's invention: that not all of them are watched is said. */
    @Test
    void aCrowdIsNotWatchedWhole() {
        assertEquals(List.of(), merges(128).omitted());
        assertFalse(merges(129).omitted().isEmpty());
    }

    private static Observation merges(int nodes) {
        Cluster crowd = new Cluster();
        for (int node = 1; node <= nodes; node++) {
            crowd.at(node * 0.01).merge(node);
        }
        return crowd.end();
    }

    @Test
    void aRingThatFormsProvesThatAllHearAll() {
        Observation seen = cluster.forms(0, 1, 2).end();
        for (Hearing one : List.of(hearing(seen, 1, 2), hearing(seen, 2, 1))) {
            assertTrue(one.hearsAtEnd());
            assertFalse(one.wasDeaf());
        }
    }

    @Test
    void aRingThatWasThereBeforeTheCaptureProvesItToo() {
        Observation seen = cluster.at(3)
                .token(1, 2, 90, 7, 7)
                .at(3.1)
                .token(2, 3, 91, 7, 7)
                .end();
        assertEquals(6, seen.hearings().size());
        assertEquals(List.of(Clue.RING_FORMED), clues(hearing(seen, 3, 1)));
        assertEquals(3, seconds(hearing(seen, 1, 2).spans().get(0).firstNanos()));
        assertEquals(3.1, seconds(hearing(seen, 1, 3).spans().get(0).firstNanos()));
    }

    @Test
    void anAcknowledgedMessageWasHeard() {
        cluster.at(0)
                .token(1, 2, 1, 5, 5)
                .at(0.01)
                .token(2, 3, 2, 5, 5)
                .at(0.02)
                .token(3, 1, 3, 5, 5);
        cluster.at(1).message(1, 6).message(1, 7).token(1, 2, 4, 7, 5);
        cluster.at(1.01).token(2, 3, 5, 7, 7).at(1.02).behind(3).token(3, 1, 6, 7, 6);
        Observation seen = cluster.end();
        assertEquals(2, hearing(seen, 1, 2).acknowledged());
        assertEquals(1, hearing(seen, 1, 3).acknowledged());
        assertTrue(hearing(seen, 1, 2).hearsAtEnd());
    }

    @Test
    void aNodeWhoHoldsTheAruBackDoesNotHearTheOriginator() {
        cluster.forms(0, 1, 2).at(1).merge(1);
        cluster.at(1.5).join(2, 0, 1, 2).ring(1, 12).forms(1.6, 1, 2);
        cluster.at(2).message(1, 1).token(1, 2, 2, 1, 0).behind(2);
        for (int i = 0; i < 10; i++) {
            cluster.at(2.1 + i * 0.2)
                    .token(2, 1, 3 + 2 * i, 1, 0)
                    .at(2.2 + i * 0.2)
                    .token(1, 2, 4 + 2 * i, 1, 0);
        }
        Hearing hearing = hearing(cluster.end(), 1, 2);
        assertTrue(clues(hearing).contains(Clue.HOLDS_ARU_BACK), hearing.toString());
        Span deaf = hearing.spans().get(hearing.spans().size() - 1);
        assertEquals(State.DEAF, deaf.state());
        assertEquals(2.1, seconds(deaf.firstNanos()));
    }

    @Test
    void aJoinThatGoesOnWithoutOneWhoMulticastsIsDeafness() {
        cluster.ring(2, 4);
        for (int i = 0; i < 10; i++) {
            cluster.at(i * 0.4).join(1, 0, 1).at(i * 0.4 + 0.2).join(2, 0, 1, 2);
        }
        Observation seen = cluster.end();
        // The last JOIN of node 2 is never more than 400 ms old: too young for 500 ms of grace.
        assertEquals(Optional.empty(), find(seen, 2, 1));
        Cluster slower = new Cluster();
        for (int i = 0; i < 10; i++) {
            slower.at(i * 1.2).join(1, 0, 1).at(i * 1.2 + 0.6).join(2, 0, 1, 2);
        }
        Observation slow = slower.end();
        assertEquals(List.of(Clue.MISSING_IN_JOIN), clues(hearing(slow, 2, 1)));
        assertTrue(hearing(slow, 2, 1).wasDeaf());
        assertEquals(0.6, seconds(hearing(slow, 2, 1).spans().get(0).firstNanos()), "since the JOIN it does not list");
        assertTrue(hearing(slow, 1, 2).hearsAtEnd(), "node 2 lists node 1, and nobody else can have told");
        assertEquals(Clue.LISTED_IN_JOIN, hearing(slow, 1, 2).spans().get(0).clue());
    }

    @Test
    void aThirdNodeCanHaveToldWhoIsListed() {
        cluster.at(0).join(1, 0, 1).at(0.1).join(2, 0, 1, 2).at(0.2).join(3, 0, 1, 2, 3);
        Observation seen = cluster.end();
        assertEquals(List.of(Clue.LISTED_IN_JOIN), clues(hearing(seen, 1, 2)));
        assertEquals(Optional.empty(), find(seen, 1, 3), "node 2 listed node 1 before");
        assertTrue(find(seen, 2, 3).isPresent());
    }

    @Test
    void aJoinRightAfterAMergeDetectWasItsAnswer() {
        cluster.ring(1, 4);
        cluster.at(0).merge(1).ring(2, 4).at(2).merge(2).at(2.001).join(1, 0, 1);
        Observation seen = cluster.end();
        assertEquals(List.of(Clue.ANSWERED_WITH_JOIN), clues(hearing(seen, 2, 1)));
        assertEquals(2.001, seconds(hearing(seen, 2, 1).spans().get(0).firstNanos()));
    }

    @Test
    void aJoinAfterTwoOthersSpokeProvesNothing() {
        cluster.ring(1, 4)
                .at(0)
                .merge(1)
                .ring(2, 4)
                .at(5)
                .merge(2)
                .ring(3, 4)
                .at(5.0005)
                .merge(3);
        Observation seen = cluster.at(5.001).join(1, 0, 1).end();
        assertEquals(Optional.empty(), find(seen, 2, 1));
        assertEquals(Optional.empty(), find(seen, 3, 1));
    }

    @Test
    void aNodeThatKeepsItsRingWhileAnotherCallsIsDeaf() {
        for (int i = 0; i < 12; i++) {
            cluster.ring(1, 4).at(i * 0.4).merge(1).ring(2, 4).at(i * 0.4 + 0.2).merge(2);
        }
        Observation seen = cluster.end();
        assertEquals(List.of(Clue.KEEPS_ITS_RING), clues(hearing(seen, 1, 2)));
        assertEquals(List.of(Clue.KEEPS_ITS_RING), clues(hearing(seen, 2, 1)));
        assertEquals(0.2, seconds(hearing(seen, 2, 1).spans().get(0).firstNanos()));
        assertFalse(hearing(seen, 1, 2).hearsAtEnd());
    }

    @Test
    void whatWasSaidToANodeThatWasAwayProvesNothing() {
        cluster.ring(1, 4).at(0).merge(1);
        for (int i = 0; i < 10; i++) {
            cluster.ring(2, 4).at(1 + i * 0.5).merge(2);
        }
        cluster.ring(1, 4).at(6.2).merge(1).at(6.3).merge(1).at(6.4).merge(1);
        assertEquals(Optional.empty(), find(cluster.end(), 2, 1));
    }

    @Test
    void membersOfOneRingAreNotDeafToOneAnother() {
        cluster.forms(0, 1, 2);
        for (int i = 0; i < 20; i++) {
            cluster.at(1 + i * 0.4).merge(1).token(1, 2, 2 + 2 * i, 0, 0).token(2, 1, 3 + 2 * i, 0, 0);
        }
        Observation seen = cluster.end();
        assertFalse(hearing(seen, 1, 2).wasDeaf());
        assertFalse(hearing(seen, 2, 1).wasDeaf());
    }

    @Test
    void groupsOnDifferentPortsDoNotConcernEachOther() {
        Timeline line = new Timeline();
        Cluster one = new Cluster(line, TotemDialect.OPENAIS_COROSYNC1, true);
        byte[] foreign = one.ring(2, 4).messagePayload(2, 1);
        for (int i = 0; i < 12; i++) {
            one.ring(1, 4).at(i * 0.4).merge(1);
            line.frame(Packets.udp(address(2), 6808, Cluster.GROUP, 6809, true, foreign));
        }
        assertEquals(List.of(), one.end().hearings());
    }

    @Test
    void repeatsThatOnlyOneNodeCanNeedAreItsRequests() {
        cluster.forms(0, 1, 2);
        // Both are members and known: node 1's message repeated by itself was asked for by node 2.
        cluster.at(1).message(1, 1).at(1.2).repeat(1, 1, 1);
        Hearing hearing = hearing(cluster.end(), 1, 2);
        assertEquals(1, hearing.asked());
        assertEquals(1, hearing.passedHere());
    }

    /** A capture on node 1: tokens between 2 and 3 are not seen; the commit token was before the capture. */
    private void rotationsSeenFromNodeOne(int count) {
        for (int i = 0; i < count; i++) {
            cluster.at(i * 0.006).message(3, 10 + i).token(3, 1, 3L * i, 10 + i, 10 + i);
            cluster.at(i * 0.006 + 0.001).token(1, 2, 3L * i + 1, 10 + i, 10 + i);
        }
    }

    @Test
    void membersAreKnownWithoutACommitTokenWhereTheTokenCountsThem() {
        rotationsSeenFromNodeOne(6);
        cluster.at(1).message(1, 16).at(1.2).repeat(3, 1, 16);
        Observation seen = cluster.end();
        assertTrue(seen.rings().get(0).membersKnown());
        assertEquals(1, hearing(seen, 1, 2).asked(), "node 3 has it and repeats it, so node 2 misses it");
        assertEquals(0, find(seen, 1, 3).map(Hearing::asked).orElse(0L));
    }

    @Test
    void membersAreNotKnownWhileOneHasNotBeenMet() {
        for (int i = 0; i < 20; i++) {
            cluster.at(i * 0.006)
                    .token(3, 1, 4L * i, 10, 10)
                    .at(i * 0.006 + 0.001)
                    .token(1, 2, 4L * i + 1, 10, 10);
        }
        cluster.at(1).message(1, 11).at(1.2).repeat(3, 1, 11);
        Observation seen = cluster.end();
        assertFalse(seen.rings().get(0).membersKnown(), "four hops, three members met");
        assertEquals(0, find(seen, 1, 2).map(Hearing::asked).orElse(0L));
    }

    @Test
    void whoFailsToReceiveNeedsNoAnswer() {
        for (int i = 0; i < 12; i++) {
            cluster.ring(1, 4).at(i * 0.4).merge(1).at(i * 0.4 + 0.2).join(2, 1, 1, 2, 2);
        }
        assertEquals(Optional.empty(), find(cluster.end(), 2, 1).filter(Hearing::wasDeaf));
    }

    @Test
    void whoIsCalledFailedNeedsNotAnswer() {
        for (int i = 0; i < 12; i++) {
            cluster.ring(1, 4).at(i * 0.4).merge(1).at(i * 0.4 + 0.2).join(2, 1, 1, 2, 1);
        }
        assertEquals(Optional.empty(), find(cluster.end(), 2, 1).filter(Hearing::wasDeaf));
        Cluster other = new Cluster();
        for (int i = 0; i < 12; i++) {
            other.ring(1, 4).at(i * 0.4).merge(1).at(i * 0.4 + 0.2).join(2, 0, 1, 2);
        }
        assertTrue(hearing(other.end(), 2, 1).wasDeaf());
    }

    @Test
    void requestsOfOneMomentAreOneOccasion() {
        cluster.forms(0, 1, 2);
        for (int i = 0; i < 6; i++) {
            cluster.at(1 + i * 0.01).message(1, 1 + i).at(1.001 + i * 0.01).repeat(1, 1, 1 + i);
        }
        assertEquals(6, hearing(cluster.end(), 1, 2).asked());
        assertEquals(1, hearing(cluster.end(), 1, 2).occasions());
        for (int i = 6; i < 10; i++) {
            cluster.at(1 + i * 0.1).message(1, 1 + i).at(1.001 + i * 0.1).repeat(1, 1, 1 + i);
        }
        assertEquals(10, hearing(cluster.end(), 1, 2).asked());
        assertEquals(3, hearing(cluster.end(), 1, 2).occasions(), "1.0, 1.6 and 1.9");
    }

    @Test
    void whoAskedInVainWasDeafToThemThoughTheirSenderIsKnownOnlyNow() {
        Cluster cluster = new Cluster();
        cluster.at(0).token(1, 2, 0, 9, 9).at(0.01).token(2, 3, 1, 9, 9);
        for (int i = 1; i <= 100; i++) {
            cluster.at(i * 0.05).token(1, 2, i * 3L, 12, 9);
            cluster.at(i * 0.05 + 0.01).token(2, 3, i * 3L + 1, 12, 9, 10, 11, 12);
        }
        cluster.at(5.1).message(1, 10).at(5.11).message(1, 11).at(5.12).message(1, 12);
        Hearing told = cluster.end().hearings().stream()
                .filter(one -> one.from().equals(ip(address(1))) && one.to().equals(ip(address(2))))
                .findFirst()
                .orElseThrow();
        assertEquals(3, told.asked());
        Span deaf = told.spans().get(told.spans().size() - 1);
        assertEquals(State.DEAF, deaf.state());
        assertEquals(3, deaf.count());
        assertTrue(deaf.lastNanos() - deaf.firstNanos() > 4 * EpochNanos.SECOND, deaf.toString());
    }

    @Test
    void pairsBeyondTheLimitAreCounted() {
        for (int i = 1; i <= 100; i++) {
            cluster.ring(i, 4).at(i * 0.0001).merge(i);
        }
        Observation seen = cluster.end();
        // Each calls all that are there already: 100 x 99 / 2 pairs, of which 4096 are followed.
        assertEquals(List.of("854 further rings and pairs of nodes"), seen.omitted());
    }
}
