package io.totemtap.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.correlate.ClockAlignment.Clock;
import io.totemtap.correlate.ClockAlignment.Quality;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Packets are put together whether their sightings are in memory or in a file, and never more wait than there is room for. */
class SightingJoinTest {

    /** More than {@link Timeline} keeps in memory, more than twice as many. */
    private static final int MANY = 80_000;

    private static final ClockAlignment ONE_CLOCK = new ClockAlignment(List.of(
            new Clock(ClockFit.IDENTITY, Quality.REFERENCE, 0), new Clock(ClockFit.IDENTITY, Quality.FITTED, 0)));

    private static Observation messages(int count, long delayNanos, IntPredicate passes) {
        Cluster cluster = new Cluster();
        for (int i = 0; i < count; i++) {
            int sender = 1 + i % 2;
            if (sender == 2 || passes.test(i)) {
                cluster.line().atNanos(Timeline.START + i * EpochNanos.MILLISECOND + delayNanos);
                cluster.message(sender, i + 1);
            }
        }
        return cluster.end();
    }

    private static boolean isLost(int number) {
        return number % 100 == 50 || (number >= 60_000 && number < 62_000);
    }

    @Test
    void messagesBeyondTheRoomInMemoryAreComparedLikeAllOthers() {
        Observation here = messages(MANY, 0, i -> true);
        Observation there = messages(MANY, 50_000, i -> !isLost(i));
        Correlation picture = Captures.correlate(Captures.on(1, "n1", here), Captures.on(2, "n2", there));
        here.sightings().close();
        there.sightings().close();
        Segment segment = picture.paths().stream()
                .flatMap(path -> path.endToEnd().stream())
                .filter(one -> one.lost() > 0)
                .findFirst()
                .orElseThrow();
        long sent = 0;
        long lost = 0;
        for (int i = 302; i < MANY; i += 2) {
            sent++;
            lost += isLost(i) ? 1 : 0;
        }
        assertTrue(segment.isAligned());
        assertEquals(sent, segment.sent(), "messages of the first 300 ms do not count");
        assertEquals(lost, segment.lost());
        assertEquals(0, picture.settledEarly());
    }

    private static SightingJoin join(int room, List<Observation> seen, long[] counts) {
        SightingJoin join = new SightingJoin(
                List.of(Captures.on(1, "n1", seen.get(0)), Captures.on(2, "n2", seen.get(1))),
                ONE_CLOCK,
                room,
                packet -> {
                    counts[0]++;
                    counts[1] += packet.isComplete() ? 1 : 0;
                });
        join.run(IdentityKey.WHOLE);
        return join;
    }

    @Test
    void whatIsKnownToBeEverywhereNeedNotWait() {
        List<Observation> seen = List.of(messages(5_000, 0, i -> true), messages(5_000, 50_000, i -> true));
        long[] counts = new long[2];
        assertEquals(0, join(10, seen, counts).settledEarly());
        assertEquals(5_000, counts[0]);
        assertEquals(5_000, counts[1]);
    }

    @Test
    void whatCannotWaitIsCountedAndNotForgotten() {
        List<Observation> seen = List.of(messages(5_000, 0, i -> true), messages(5_000, 300_000_000L, i -> true));
        long[] counts = new long[2];
        SightingJoin join = join(10, seen, counts);
        assertTrue(join.settledEarly() > 4_000, join.settledEarly() + " settled early");
        assertTrue(counts[0] > 9_000, "each sighting is then a packet of its own");
        long[] enough = new long[2];
        assertEquals(0, join(1_000, seen, enough).settledEarly());
        assertEquals(5_000, enough[1]);
    }

    /** One message, repeated after so many milliseconds; the clock of the capture runs late by some nanoseconds. */
    private static Observation repeats(long lateNanos, int... milliseconds) {
        Cluster cluster = new Cluster();
        for (int at : milliseconds) {
            cluster.line().atNanos(Timeline.START + at * EpochNanos.MILLISECOND + lateNanos);
            cluster.message(2, 1);
        }
        return cluster.end();
    }

    @Test
    void aRepeatThatALaterPlaceShowsFirstByItsClockIsNotTheOneBefore() {
        List<Vantage> captures = List.of(
                Captures.on(2, "n2", repeats(3_000, 0, 685)),
                Captures.on(1, "n1", repeats(0, 685)),
                Captures.on(3, "n3", repeats(5_000, 685)));
        ClockAlignment clocks = new ClockAlignment(List.of(
                new Clock(ClockFit.IDENTITY, Quality.REFERENCE, 0),
                new Clock(ClockFit.IDENTITY, Quality.FITTED, 0),
                new Clock(ClockFit.IDENTITY, Quality.FITTED, 0)));
        List<List<Long>> frames = new ArrayList<>();
        new SightingJoin(
                        captures,
                        clocks,
                        100,
                        packet -> frames.add(List.of(packet.frameAt(0), packet.frameAt(1), packet.frameAt(2))))
                .run(IdentityKey.WHOLE);
        assertEquals(List.of(List.of(1L, 0L, 0L), List.of(2L, 1L, 1L)), frames);
    }

    @Test
    void aFloodOfPacketsThatLookAlikeLosesWhatWasLost() {
        int[] sent = IntStream.range(0, 30_000).map(i -> i / 10).toArray();
        int[] arrived = IntStream.range(0, 30_000)
                .filter(i -> i % 5 > 2)
                .map(i -> i / 10)
                .toArray();
        List<Observation> seen = List.of(repeats(0, sent), repeats(2_000, arrived));
        long[] counts = new long[2];
        assertEquals(0, join(100_000, seen, counts).settledEarly());
        assertEquals(30_000, counts[0]);
        assertEquals(12_000, counts[1]);
    }

    @Test
    void theMoreCapturesTheFewerPacketsMayWait() {
        assertTrue(SightingJoin.roomFor(2) > 900_000);
        assertTrue(SightingJoin.roomFor(Correlator.MOST_CAPTURES) > 150_000);
        assertTrue(SightingJoin.roomFor(Correlator.MOST_CAPTURES) < SightingJoin.roomFor(2));
    }
}
