package io.totemtap.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EpochNanosTest {

    private static final long FENCED = 1_308_190_977L * EpochNanos.SECOND;

    @Test
    void everyMomentIsReadBackByTheClassLibrary() {
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            long nanos = random.nextLong() >> random.nextInt(40);
            assertEquals(Instant.EPOCH.plusNanos(nanos), Instant.parse(EpochNanos.toIso(nanos)));
        }
    }

    @Test
    void printsNineDigitsAlways() {
        assertEquals("2011-06-16T02:22:57.000000000Z", EpochNanos.toIso(FENCED));
        assertEquals("2011-06-16T02:22:57.000000001Z", EpochNanos.toIso(FENCED + 1));
        assertEquals("2011-06-16T02:22:57.120000000Z", EpochNanos.toIso(FENCED + 120 * EpochNanos.MILLISECOND));
        assertEquals("1970-01-01T00:00:00.000000000Z", EpochNanos.toIso(0));
    }

    @Test
    void timesBefore1970CountForwardsInTheirSecond() {
        assertEquals("1969-12-31T23:59:59.999999999Z", EpochNanos.toIso(-1));
    }

    @Test
    void printsTheEndsOfTheRangeAsInstantDoes() {
        assertEquals("2262-04-11T23:47:16.854775807Z", EpochNanos.toIso(Long.MAX_VALUE));
        assertEquals("1677-09-21T00:12:43.145224192Z", EpochNanos.toIso(EpochNanos.NEVER));
        assertEquals(Instant.parse(EpochNanos.toIso(Long.MAX_VALUE)), Instant.EPOCH.plusNanos(Long.MAX_VALUE));
    }

    @Test
    void clockAndDayFollowTheZone() {
        long moment = FENCED + 87 * EpochNanos.MILLISECOND + 999_999;
        assertEquals("02:22:57.087", EpochNanos.toClock(moment, ZoneOffset.UTC));
        assertEquals("2011-06-16", EpochNanos.toDay(moment, ZoneOffset.UTC));
        assertEquals("22:22:57.087", EpochNanos.toClock(moment, ZoneId.of("America/New_York")));
        assertEquals("2011-06-15", EpochNanos.toDay(moment, ZoneId.of("America/New_York")));
    }

    @Test
    void secondsGoBothWays() {
        assertEquals(FENCED + 250 * EpochNanos.MILLISECOND, EpochNanos.ofSeconds(1_308_190_977.25));
        assertEquals(-1.5, EpochNanos.seconds(-1_500 * EpochNanos.MILLISECOND));
    }

    @Test
    void secondsSaturate() {
        assertEquals(Long.MAX_VALUE, EpochNanos.ofSeconds(1e300));
        assertEquals(Long.MIN_VALUE, EpochNanos.ofSeconds(-1e300));
        assertEquals(0, EpochNanos.ofSeconds(Double.NaN));
    }
}
