package io.totemtap.correlate;

import static io.totemtap.net.EpochNanos.MILLISECOND;
import static io.totemtap.net.EpochNanos.SECOND;
import static io.totemtap.track.Cluster.address;
import static io.totemtap.track.Packets.ip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.correlate.ClockAlignment.Quality;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Timeline;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two captures of one cluster: clocks, common time, what was lost between them. */
class CorrelatorTest {

    private static final int SECONDS = 120;

    /** What one capture sees of two nodes that send ten messages a second each, and tokens. */
    private static final class Capture {
        double skew;
        double ppm;
        double from = -1;
        double to = SECONDS + 1;
        int copies = 1;
        long delayNanos;
        IntPredicate passes = number -> true;

        Observation observe() {
            Cluster cluster = new Cluster();
            Random jitter = new Random(delayNanos + 1);
            for (int i = 1; i <= SECONDS * 10; i++) {
                for (int node = 1; node <= 2; node++) {
                    int number = 2 * i + node;
                    double time = i * 0.1 + node * 0.03;
                    if (node == 2 || passes.test(number)) {
                        copies(cluster, time, jitter, () -> cluster.message(node(number), number));
                    }
                    copies(
                            cluster,
                            time + 0.01,
                            jitter,
                            () -> cluster.token(node(number), 3 - node(number), number, number, number));
                }
            }
            return cluster.end();
        }

        private static int node(int number) {
            return 1 + (number + 1) % 2;
        }

        private void copies(Cluster cluster, double time, Random jitter, Runnable packet) {
            if (time < from || time > to) {
                return;
            }
            for (int copy = 0; copy < copies; copy++) {
                long truth = Math.round(time * SECOND) + delayNanos + jitter.nextInt(20_000) + copy * 50_000L;
                long clock = truth + Math.round(skew * SECOND) + Math.round(truth * ppm * 1e-6);
                cluster.line().atNanos(Timeline.START + clock);
                packet.run();
            }
        }
    }

    private final Capture sender = new Capture();
    private final Capture receiver = new Capture();

    private Correlation correlate() {
        receiver.delayNanos = 100_000;
        return Captures.correlate(Captures.on(1, "n1", sender.observe()), Captures.on(2, "n2", receiver.observe()));
    }

    private static Segment fromOneToTwo(Correlation picture) {
        List<Delivery> paths = picture.paths(ip(address(1)), ip(address(2)));
        assertEquals(1, paths.size());
        return paths.get(0).endToEnd().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "180, 50", "-300, -50", "0.02, 5"})
    void lossesAreCountedWhateverTheClocksSay(double skew, double ppm) {
        Random random = new Random(17);
        boolean[] lost = new boolean[4 * SECONDS * 10];
        int dropped = 0;
        for (int number = 203; number < 2_200; number += 2) {
            lost[number] = random.nextInt(5) == 0;
            dropped += lost[number] ? 1 : 0;
        }
        receiver.passes = number -> !lost[number];
        receiver.skew = skew;
        receiver.ppm = ppm;
        Correlation picture = correlate();
        Segment segment = fromOneToTwo(picture);
        assertEquals(dropped, segment.lost());
        assertTrue(Math.abs(segment.sent() - SECONDS * 10) < 10, segment.sent() + " sent");
        assertEquals(LossPattern.RANDOM, segment.pattern());
        double share = segment.lost() / (double) segment.sent();
        assertTrue(segment.bounds().low() < share && share < segment.bounds().high());
        assertEquals(Spot.SENDER, segment.from().spot());
        assertEquals(Spot.RECEIVER, segment.to().spot());
        assertTrue(segment.isAligned());
        ClockAlignment clocks = picture.clocks();
        assertEquals(Quality.REFERENCE, clocks.clocks().get(0).quality());
        assertEquals(Quality.FITTED, clocks.clocks().get(1).quality());
        assertTrue(clocks.errorNanos(1) < MILLISECOND, clocks.errorNanos(1) + " ns");
        for (int at = 0; at <= SECONDS; at += 60) {
            long truth = Timeline.START + at * SECOND;
            long clock = truth + Math.round(skew * SECOND) + Math.round(at * 1e3 * ppm);
            long error = Math.abs(clocks.toReference(1, clock) - truth);
            assertTrue(error <= clocks.errorNanos(1) + 150_000, error + " ns off at " + at);
        }
        assertEquals(EpochNanos.NEVER, clocks.toReference(1, EpochNanos.NEVER));
    }

    @Test
    void bothDirectionsAreApart() {
        receiver.passes = number -> false;
        Correlation picture = correlate();
        assertEquals(LossPattern.TOTAL, fromOneToTwo(picture).pattern());
        Segment back =
                picture.paths(ip(address(2)), ip(address(1))).get(0).endToEnd().orElseThrow();
        assertEquals(0, back.lost());
        assertEquals(LossPattern.NONE, back.pattern());
        assertTrue(picture.unicast().stream()
                .flatMap(one -> one.segments().stream())
                .allMatch(one -> one.lost() == 0));
    }

    @Test
    void onlyTheCommonTimeCounts() {
        receiver.from = 30;
        receiver.to = 80;
        receiver.skew = 90;
        Segment segment = fromOneToTwo(correlate());
        assertEquals(0, segment.lost());
        assertTrue(Math.abs(segment.sent() - 500) <= 5, segment.sent() + " sent");
    }

    @Test
    void whatAReceiverWantedBeforeItPassedIsLost() {
        receiver.passes = number -> number >= 600;
        Segment segment = fromOneToTwo(correlate());
        assertTrue(segment.lost() > 290, "it multicasts itself, so it wanted them");
        assertEquals(LossPattern.FROM_A_MOMENT, segment.pattern());
    }

    @Test
    void copiesOfAMirrorAreNoFurtherMessages() {
        Capture mirror = new Capture();
        mirror.copies = 2;
        mirror.delayNanos = 50_000;
        receiver.passes = number -> number % 20 != 1;
        receiver.delayNanos = 100_000;
        Correlation picture = Captures.correlate(
                Captures.placed("mirror", Role.MIRROR, List.of(), "", mirror.observe()),
                Captures.on(2, "n2", receiver.observe()));
        Segment segment = fromOneToTwo(picture);
        assertEquals(Spot.ELSEWHERE, segment.from().spot());
        assertTrue(Math.abs(segment.sent() - SECONDS * 10) < 10, segment.sent() + " sent");
        assertTrue(Math.abs(segment.lost() - SECONDS) < 3, segment.lost() + " lost");
        assertTrue(picture.captures().get(0).observation().signs().duplicates() > 2_000);
    }

    @Test
    void twoCapturesOfOneHostAreNotComparedWithEachOther() {
        Capture bond = new Capture();
        bond.delayNanos = 3_000;
        receiver.delayNanos = 100_000;
        Correlation picture = Captures.correlate(
                Captures.on(1, "n1-eth0", sender.observe()),
                Captures.on(1, "n1-bond0", bond.observe()),
                Captures.on(2, "n2", receiver.observe()));
        Delivery path = picture.paths(ip(address(1)), ip(address(2))).get(0);
        assertEquals(3, path.stations().size());
        assertEquals(2, path.segments().size());
        path.segments().forEach(segment -> {
            assertEquals(Spot.SENDER, segment.from().spot());
            assertEquals(2, segment.to().capture());
            assertEquals(0, segment.lost());
        });
    }

    @Test
    void oneCaptureAloneComparesNothing() {
        Correlation picture = Captures.correlate(Captures.on(1, "n1", sender.observe()));
        assertTrue(picture.paths().stream().allMatch(path -> path.segments().isEmpty()));
        assertTrue(
                picture.paths().stream().allMatch(path -> path.seenAt().getOrDefault(0, 0L) > 0),
                "what it saw is counted");
        assertEquals(2, picture.nodes().size());
    }

    @Test
    void capturesWithNothingInCommonAreOnlyAssumedToBeOfOneTime() {
        Cluster other = new Cluster();
        for (int i = 0; i < 50; i++) {
            other.ring(7, 400).at(i).merge(7);
        }
        ClockAlignment clocks = Captures.correlate(
                        Captures.on(1, "n1", sender.observe()), Captures.on(7, "n7", other.end()))
                .clocks();
        assertEquals(Quality.ASSUMED, clocks.clocks().get(1).quality());
        assertTrue(!clocks.areRelated(0, 1));
    }
}
