package io.totemtap.track.totem;

import static io.totemtap.net.EpochNanos.MILLISECOND;
import static io.totemtap.net.EpochNanos.SECOND;
import static io.totemtap.track.Cluster.address;
import static io.totemtap.track.Packets.ip;
import static io.totemtap.track.StateChange.Kind.MISSES_MESSAGES;
import static io.totemtap.track.StateChange.Kind.TOKEN_REPEATED;
import static io.totemtap.track.Timeline.changes;
import static io.totemtap.track.Timeline.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.MadeFacts;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.totem.Ring.Missing;
import io.totemtap.track.totem.Ring.Rotation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What tokens tell: rotations, numbers given out, requests, repeats. */
class TokenTest {

    private final Cluster cluster = new Cluster();

    /** Three nodes, tokens every two milliseconds, nothing sent. */
    private void rotate(int hops, long seq) {
        for (int i = 0; i < hops; i++) {
            cluster.at(i * 0.002).token(1 + i % 3, 1 + (i + 1) % 3, i, seq + i / 3, seq + i / 3);
        }
    }

    private static void near(long expected, long actual) {
        assertTrue(Math.abs(actual - expected) <= expected * 0.09, expected + " " + actual);
    }

    @Test
    void rotationAndTurnaroundAreTheTimesBetweenTokens() {
        rotate(301, 10);
        Ring ring = cluster.end().rings().get(0);
        assertEquals(301, ring.tokens());
        Rotation rotation = ring.rotation();
        assertEquals(298, rotation.count());
        near(6 * MILLISECOND, rotation.lowest());
        near(6 * MILLISECOND, rotation.median());
        near(6 * MILLISECOND, rotation.highest());
        assertEquals(
                List.of(ip(address(2)), ip(address(3)), ip(address(1))).stream()
                        .sorted()
                        .toList(),
                ring.turnarounds().stream().map(Ring.Turnaround::host).sorted().toList());
        ring.turnarounds().forEach(one -> near(2 * MILLISECOND, one.times().median()));
    }

    @Test
    void theHoldTimeOfAnIdleRingIsNoRotation() {
        for (int i = 0; i < 60; i++) {
            cluster.at(i * 0.001).token(1 + i % 2, 2 - i % 2, i, 10, 10);
        }
        for (int i = 60; i < 80; i++) {
            cluster.at(i * 0.2).token(1 + i % 2, 2 - i % 2, i, 10, 10);
        }
        Ring ring = cluster.end().rings().get(0);
        assertEquals(2 * MILLISECOND, ring.rotation().highest());
        assertTrue(ring.rotation().count() >= 55, ring.rotation().toString());
    }

    @Test
    void aRepeatedTokenIsCountedAndIsNoRotation() {
        cluster.at(0).token(1, 2, 7, 3, 3).at(0.2).token(1, 2, 7, 3, 3).at(0.4).token(1, 2, 7, 3, 3);
        cluster.at(0.401).token(2, 1, 8, 3, 3);
        Observation seen = cluster.end();
        assertEquals(2, seen.rings().get(0).tokens());
        assertEquals(2, seen.rings().get(0).repeatedTokens());
        assertEquals(
                List.of("0.2 10.77.0.1 TOKEN_REPEATED 10.77.0.1.8", "0.4 10.77.0.1 TOKEN_REPEATED 10.77.0.1.8"),
                changes(seen, TOKEN_REPEATED));
        assertEquals(0, seen.rings().get(0).rotation().count());
    }

    @Test
    void theHighestLoadIsKept() {
        cluster.at(0).load(3, 9).token(1, 2, 1, 0, 0).load(40, 17).at(0.1).token(2, 1, 2, 0, 0);
        cluster.load(0, 0).at(0.2).token(1, 2, 3, 0, 0);
        Ring ring = cluster.end().rings().get(0);
        assertEquals(40, ring.highestBacklog());
        assertEquals(17, ring.highestFlowControl());
    }

    @Test
    void messagesGivenOutThatDidNotPassAreMissingByOriginator() {
        cluster.forms(0, 1, 2).at(1).message(1, 1).message(1, 2).token(1, 2, 2, 2, 2);
        // Node 2 gives out 3 to 6; only 3 and 5 pass here.
        cluster.at(1.01).message(2, 3).message(2, 5).token(2, 1, 3, 6, 6);
        cluster.at(3).token(1, 2, 4, 6, 6).at(3.1).token(2, 1, 5, 6, 6);
        Ring ring = cluster.end().rings().get(0);
        assertEquals(4, ring.messages());
        Missing missing = ring.missing().get(0);
        assertEquals(1, ring.missing().size());
        assertEquals(ip(address(2)), missing.originator());
        assertTrue(missing.known());
        assertEquals(2, missing.count());
        assertEquals(0, missing.late());
        assertEquals(2, missing.all());
        assertEquals(1.01, seconds(missing.seen().firstNanos()));
    }

    @Test
    void aMessageThatComesMuchLaterIsLate() {
        cluster.forms(0, 1, 2)
                .at(1)
                .token(1, 2, 2, 1, 1)
                .at(1.5)
                .repeat(2, 1, 1)
                .at(3)
                .token(2, 1, 3, 1, 1);
        Missing missing = cluster.end().rings().get(0).missing().get(0);
        assertEquals(0, missing.count());
        assertEquals(1, missing.late());
        assertEquals(ip(address(1)), missing.originator());
    }

    @Test
    void numbersGivenOutInTheLastSecondAreNotMissed() {
        cluster.forms(0, 1, 2).at(1).token(1, 2, 2, 5, 5).at(1.5).token(2, 1, 3, 5, 5);
        assertEquals(List.of(), cluster.end().rings().get(0).missing());
    }

    @Test
    void aTokenThatWasNotCapturedHidesTheOriginatorNotTheLoss() {
        cluster.forms(0, 1, 2).at(1).token(1, 2, 4, 2, 2).at(3).token(2, 1, 5, 2, 2);
        Missing missing = cluster.end().rings().get(0).missing().get(0);
        assertEquals(2, missing.count());
        assertEquals(false, missing.known());
    }

    @Test
    void sequenceNumbersWrap() {
        long last = 0xffff_ffffL;
        cluster.at(0).token(1, 2, last - 1, last - 1, last - 1);
        cluster.at(0.1).repeat(2, 2, last).repeat(2, 2, 0).token(2, 1, last, 0, 0);
        cluster.at(0.2).repeat(1, 1, 1).token(1, 2, 0, 2, 2).at(0.3).token(2, 1, 1, 2, 2);
        cluster.at(5).token(1, 2, 2, 2, 2);
        Ring ring = cluster.end().rings().get(0);
        assertEquals(3, ring.messages());
        assertEquals(1, ring.missing().size());
        assertEquals(1, ring.missing().get(0).count());
        assertEquals(ip(address(1)), ring.missing().get(0).originator());
        assertEquals(5, ring.tokens());
    }

    @Test
    void aTokenFarAheadSettlesWhatIsBehindAndAllocatesNothingForTheGap() {
        cluster.forms(0, 1, 2).at(1).message(1, 1).token(1, 2, 2, 1, 1);
        cluster.at(2).token(2, 1, 3, 2_000_000_000L, 1).at(9).token(1, 2, 4, 2_000_000_000L, 1);
        Ring ring = cluster.end().rings().get(0);
        assertEquals(1, ring.messages());
        assertEquals(List.of(), ring.missing(), "nobody gives out that many: tokens were not captured");
    }

    @Test
    void requestAndRepeatAreFollowedToTheEnd() {
        cluster.forms(0, 1, 2).at(1).message(1, 1).message(1, 2).token(1, 2, 2, 2, 2);
        // Node 2 misses message 2 and asks; node 1 repeats it.
        cluster.behind(2).at(1.01).token(2, 1, 3, 2, 1, 2);
        cluster.at(1.02).message(1, 2).token(1, 2, 4, 2, 1);
        cluster.behind(0).at(1.03).token(2, 1, 5, 2, 2);
        Observation seen = cluster.end();
        assertEquals(List.of("1.01 10.77.0.2 MISSES_MESSAGES 10.77.0.1"), changes(seen, MISSES_MESSAGES));
        Hearing hearing = seen.hearings().stream()
                .filter(one -> one.from().equals(ip(address(1))))
                .findFirst()
                .orElseThrow();
        assertEquals(ip(address(2)), hearing.to());
        assertEquals(1, hearing.asked());
        assertEquals(1, hearing.passedHere());
        assertEquals(1, hearing.recovered());
        assertEquals(0, hearing.outstanding());
        assertEquals(2, hearing.acknowledged());
        assertEquals(20 * MILLISECOND, hearing.longestMissingNanos());
        assertEquals(1, hearing.requests().count());
        Ring ring = seen.rings().get(0);
        assertEquals(2, ring.messages(), "a repeat is no further message");
        assertEquals(1, ring.repeats().size());
        assertEquals(ip(address(1)), ring.repeats().get(0).host());
        assertEquals(1, ring.repeats().get(0).answers());
        assertEquals(1, ring.repeats().get(0).seen().count());
    }

    @Test
    void aRequestThatIsNotAnsweredStaysOutstanding() {
        cluster.forms(0, 1, 2).at(1).message(1, 1).token(1, 2, 2, 1, 1);
        for (int i = 0; i < 20; i += 2) {
            cluster.at(1.1 + i * 0.1)
                    .token(2, 1, 3 + i, 1, 0, 1)
                    .at(1.15 + i * 0.1)
                    .token(1, 2, 4 + i, 1, 0, 1);
        }
        Hearing hearing = cluster.end().hearings().stream()
                .filter(one -> one.from().equals(ip(address(1))))
                .findFirst()
                .orElseThrow();
        assertEquals(1, hearing.asked());
        assertEquals(1, hearing.outstanding());
        assertTrue(hearing.wasDeaf());
        Hearing.Span deaf = hearing.spans().get(hearing.spans().size() - 1);
        assertEquals(Hearing.Clue.ASKS_AGAIN, deaf.clue());
        assertEquals(1.1, seconds(deaf.firstNanos()));
        assertEquals(2.95, seconds(deaf.lastNanos()));
    }

    @Test
    void requestsOfAnotherRingAreNotThoseOfThisOne() {
        cluster.ring(1, 8).forms(0, 1, 2).at(1).message(1, 1).token(1, 2, 2, 1, 1);
        cluster.at(1.1).token(2, 1, 3, 1, 1, 77);
        assertEquals(List.of(), changes(cluster.end(), MISSES_MESSAGES));
    }

    @Test
    void timeThatStepsBackGivesNoNegativeRotation() {
        rotate(30, 10);
        cluster.at(-100).token(1, 2, 30, 20, 20).at(-99.998).token(2, 3, 31, 20, 20);
        Ring ring = cluster.end().rings().get(0);
        assertTrue(ring.rotation().lowest() >= 0, ring.rotation().toString());
        assertTrue(ring.rotation().highest() < SECOND, ring.rotation().toString());
    }

    @Test
    void messagesThatNeverCameAndAreAskedForInVainAreKnownByWhoAsks() {
        for (int i = 0; i < 400; i++) {
            int from = 1 + i % 4;
            cluster.at(i * 0.01);
            if (from == 2 && i > 43) {
                cluster.token(2, 3, i, 12, 9, 10, 11);
            } else if (from == 1) {
                cluster.token(1, 2, i, i > 43 ? 12 : 9, 9);
            }
        }
        List<Ring.Missed> missed = cluster.end().rings().get(0).missed();
        assertEquals(1, missed.size());
        assertEquals(Optional.empty(), missed.get(0).originator());
        assertEquals(Optional.of(ip(address(2))), missed.get(0).asker());
        assertTrue(missed.get(0).longestNanos() > 3 * SECOND, missed.toString());
    }

    @Test
    void aMessageThatItsTokenOvertookIsNotAskedForInVain() {
        cluster.at(0).token(1, 2, 0, 9, 9).at(0.01).token(2, 3, 1, 9, 9);
        cluster.at(0.02).token(1, 2, 3, 10, 9).at(0.021).token(2, 3, 4, 10, 9, 10);
        cluster.at(0.022).message(1, 10).at(0.03).token(1, 2, 6, 10, 10);
        List<Ring.Missed> missed = cluster.end().rings().get(0).missed();
        assertEquals(0, missed.get(0).longestNanos());
    }

    @Test
    void aTokenThatIsRepeatedAlongTheRingStoodStill() {
        cluster.at(0).token(4, 1, 3, 9, 9).at(0.001).token(1, 2, 4, 9, 9);
        for (int i = 1; i <= 4; i++) {
            cluster.at(i).token(4, 1, 3, 9, 9).at(i + 0.1).token(1, 2, 4, 9, 9);
        }
        cluster.at(5).token(4, 1, 7, 9, 9).at(5.001).token(1, 2, 8, 9, 9);
        Ring ring = cluster.end().rings().get(0);
        assertEquals(4, ring.tokens());
        assertEquals(8, ring.repeatedTokens());
        Ring.Standstill longest = ring.standstill().orElseThrow();
        assertEquals(ip(address(1)), longest.from());
        assertEquals(Optional.of(ip(address(2))), longest.to());
        assertEquals(8, longest.repeats());
        near(5 * SECOND, longest.nanos());
    }

    @Test
    void aTokenThatIsHeldIsNoStandstill() {
        cluster.at(0).token(1, 2, 1, 9, 9).at(3).token(2, 1, 2, 9, 9).at(6).token(1, 2, 3, 9, 9);
        assertEquals(Optional.empty(), cluster.end().rings().get(0).standstill());
    }

    @Test
    void withoutTokensALateMessageTellsThatSomebodyHadMissedIt() {
        cluster.at(0).message(1, 1).at(0.1).message(2, 2).at(0.2).message(2, 5);
        cluster.at(9).message(1, 3).at(9.001).message(1, 4).at(9.1).message(2, 6);
        List<Ring.Missed> missed = cluster.end().rings().get(0).missed();
        assertEquals(1, missed.size());
        assertEquals(Optional.of(ip(address(1))), missed.get(0).originator());
        near((long) (8.8 * SECOND), missed.get(0).longestNanos());
    }

    /** Repeats are answers to requests: where the message comes from another than its sender, it had come to somebody's ear not at all. */
    @Test
    void withoutTokensAMessageThatComesFromAnotherFirstTellsThatSomebodyHadMissedIt() {
        cluster.at(0)
                .message(1, 1)
                .at(0.1)
                .message(2, 2)
                .at(0.2)
                .message(3, 3)
                .at(0.3)
                .message(4, 4);
        for (int i = 0; i < 5; i++) {
            cluster.at(i + 1).message(2, 5 + 2 * i).at(i + 1.001).repeat(3, 1, 6 + 2 * i);
        }
        List<Ring.Missed> missed = cluster.end().rings().get(0).missed();
        assertEquals(1, missed.size());
        assertEquals(Optional.of(ip(address(1))), missed.get(0).originator());
        assertEquals(Optional.empty(), missed.get(0).asker());
        assertEquals(5, missed.get(0).occasions());
    }

    @Test
    void withoutTokensNumbersThatNeverComeAreHoles() {
        cluster.at(0)
                .message(1, 1)
                .at(0.1)
                .message(2, 2)
                .at(0.2)
                .message(2, 6)
                .at(3)
                .message(1, 7);
        assertTrue(new MadeFacts().on(2, cluster.end()).facts().hasHoles());
    }

    @Test
    void whereNothingIsLeftOutThereAreNoHoles() {
        cluster.at(0)
                .message(1, 1)
                .at(0.1)
                .message(2, 2)
                .at(0.2)
                .message(2, 4)
                .at(0.21)
                .message(1, 3);
        Observation seen = cluster.end();
        assertEquals(List.of(), seen.rings().get(0).missed());
        assertFalse(new MadeFacts().on(2, seen).facts().hasHoles());
    }
}
