package io.totemtap.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.log.LogEvent;
import io.totemtap.capture.log.LogFile;
import io.totemtap.capture.log.LogTime;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs of node 2 beside its own capture, which begins on 16 June 2011 at 02:22:57 UTC. */
class LogAlignerTest {

    /** What is added to the log's times. */
    private static double seconds(HostLog log) {
        return EpochNanos.seconds(log.clock().orElseThrow().offsetNanos());
    }

    private static HostLog log(Cluster cluster, String text) {
        LogFile log = LogFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
        return HostLog.of(
                "messages",
                Packets.ip(Cluster.address(2)),
                log.entries(),
                Captures.correlate(Captures.on(2, "db-2", cluster.end())));
    }

    /** Node 2 works alone from 0.3 s, looks for members at 77.1 s and works alone again from 79.2 s. */
    private static Cluster alone() {
        Cluster cluster = new Cluster().ring(2, 8);
        cluster.at(0.2).join(2, 0, 2).at(0.3).merge(2).at(0.5).merge(2);
        cluster.at(77.1).join(2, 0, 2).ring(2, 12).at(79.2).merge(2);
        return cluster;
    }

    private static String founding(String first, String second, String third) {
        return first + " db-2 openais[7098]: [TOTEM] entering GATHER state from 15. \n"
                + first + " db-2 openais[7098]: [TOTEM] entering OPERATIONAL state. \n"
                + second + " db-2 fenced[7120]: db-1 not a cluster member after 30 sec post_join_delay\n"
                + second + " db-2 openais[7098]: [TOTEM] entering GATHER state from 2. \n"
                + third + " db-2 openais[7098]: [TOTEM] entering OPERATIONAL state. \n";
    }

    @ParameterizedTest(name = "{0} seconds")
    @CsvSource({
        "28800, Jun 16 10:22:57, Jun 16 10:24:14, Jun 16 10:24:16",
        "0,     Jun 16 02:22:57, Jun 16 02:24:14, Jun 16 02:24:16",
        "-18000, Jun 15 21:22:57, Jun 15 21:24:14, Jun 15 21:24:16",
        "19800, Jun 16 07:52:57, Jun 16 07:54:14, Jun 16 07:54:16",
        "28980, Jun 16 10:25:57, Jun 16 10:27:14, Jun 16 10:27:16",
    })
    void zoneAndDriftAreFound(double ahead, String first, String second, String third) {
        HostLog log = log(alone(), founding(first, second, third));
        assertEquals(4, log.clock().orElseThrow().matches());
        assertEquals(
                -ahead, log.clock().orElseThrow().offsetNanos() / (double) EpochNanos.SECOND, 1.0, "seconds ahead");
        assertEquals(5, log.lines().size());
        HostLog.Line fencing = log.lines().stream()
                .filter(line -> line.event() instanceof LogEvent.FenceDue)
                .findFirst()
                .orElseThrow();
        assertEquals(3, fencing.number());
        assertEquals(77.5, Timeline.seconds(fencing.nanos()), 1.0);
    }

    @Test
    void oneStateIsNotEnough() {
        HostLog log = log(alone(), "Jun 16 10:22:57 db-2 openais[7098]: [TOTEM] entering GATHER state from 15. \n");
        assertEquals(Optional.empty(), log.clock());
        assertEquals(List.of(), log.lines());
    }

    @Test
    void statesThatDoNotFitAreNotForced() {
        assertEquals(
                Optional.empty(),
                log(alone(), founding("Jun 16 10:40:57", "Jun 16 10:41:20", "Jun 16 10:41:50"))
                        .clock());
        assertEquals(
                Optional.empty(),
                log(alone(), founding("Mar 16 10:22:57", "Mar 16 10:24:14", "Mar 16 10:24:16"))
                        .clock());
        assertEquals(Optional.empty(), log(alone(), "nothing of the kind\n").clock());
    }

    @Test
    void aPatternThatRepeatsIsAlignedOnlyByAClockThatWasSet() {
        String text = """
                Jun 16 02:2%1$s:17 db-2 openais[1]: [TOTEM] entering GATHER state from 9.
                Jun 16 02:2%1$s:27 db-2 openais[1]: [TOTEM] entering GATHER state from 9.
                """;
        assertEquals(
                0,
                log(everyTenSeconds(), text.formatted("3"))
                                .clock()
                                .orElseThrow()
                                .offsetNanos()
                        / (double) EpochNanos.SECOND,
                1.0);
        assertEquals(
                Optional.empty(),
                log(everyTenSeconds(), text.formatted("6").replace("7 db", "4 db"))
                        .clock());
    }

    private static Cluster everyTenSeconds() {
        Cluster cluster = new Cluster();
        for (int i = 0; i < 6; i++) {
            cluster.ring(2, 8 + 4 * i).at(10 * i).join(2, 0, 2).at(10 * i + 4).merge(2);
        }
        return cluster;
    }

    @Test
    void aRingSaysItAlone() {
        HostLog two = log(alone(), "Jun 16 04:22:57 notice [TOTEM ] A new membership (10.77.0.2:8) was formed.\n");
        assertEquals(-7_200, seconds(two), 1.0);
        Cluster three = new Cluster(new Timeline(), TotemDialect.COROSYNC3, true).ring(2, 30);
        three.at(1).join(2, 0, 2).at(1.2).merge(2);
        HostLog log =
                log(three, "Jun 16 02:22:58 [77] db-2 corosync notice [TOTEM ] A new membership (2.1e) was formed.\n");
        assertEquals(0, seconds(log), 1.0);
        assertEquals(
                Optional.empty(),
                log(alone(), "Jun 16 04:22:57 notice [TOTEM ] A new membership (10.77.0.2:16) was formed.\n")
                        .clock());
    }

    @Test
    void linesWithoutYearAreOfTheNearestOne() {
        long newYear = Instant.parse("2012-01-01T00:00:05Z").getEpochSecond() * EpochNanos.SECOND;
        LogTime evening = new LogTime(OptionalInt.empty(), 12, 31, 23, 59, 59, 0, Optional.empty());
        assertEquals(
                OptionalLong.of(newYear - 6 * EpochNanos.SECOND), new LogClock(0, newYear, 2, 0).toReference(evening));
        LogTime leap = new LogTime(OptionalInt.empty(), 2, 29, 12, 0, 0, 0, Optional.empty());
        assertTrue(new LogClock(0, newYear, 2, 0).toReference(leap).isPresent());
        LogTime never = new LogTime(OptionalInt.empty(), 2, 30, 12, 0, 0, 0, Optional.empty());
        assertTrue(new LogClock(0, newYear, 2, 0).toReference(never).isEmpty());
    }

    @Test
    void digestsAreCountedWithoutAClock() {
        HostLog log = log(alone(), """
                Aug 1 10:00:00 db-2 corosync[1]: [TOTEM ] Received message has invalid digest... ignoring.
                Aug 1 10:00:01 db-2 corosync[1]: [TOTEM ] Received message has invalid digest... ignoring.
                """);
        assertEquals(Optional.empty(), log.clock());
        assertEquals(2, log.invalidDigests());
        assertEquals(1, log.firstInvalidDigest());
    }
}
