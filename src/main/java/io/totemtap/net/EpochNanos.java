package io.totemtap.net;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Points in time as a {@code long}: nanoseconds since 1970-01-01T00:00:00 UTC, leap seconds ignored as in POSIX. Reaches
 * from 1677 to 2262. There is no clock here: time comes from packets.
 */
public final class EpochNanos {

    /** "No such moment": earlier than every time a capture can carry. */
    public static final long NEVER = Long.MIN_VALUE;

    /** Nanoseconds of one second. */
    public static final long SECOND = 1_000_000_000L;

    /** Nanoseconds of one millisecond. */
    public static final long MILLISECOND = 1_000_000L;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    private EpochNanos() {}

    /** ISO-8601 in UTC with nine digits of fraction, as in {@code 2011-06-16T02:22:57.000000000Z}. */
    public static String toIso(long nanos) {
        String seconds = instant(nanos).atOffset(ZoneOffset.UTC).format(ISO);
        String fraction = Long.toString(SECOND + Math.floorMod(nanos, SECOND)).substring(1);
        return seconds + "." + fraction + "Z";
    }

    /** The time of day with milliseconds, in {@code zone}. */
    public static String toClock(long nanos, ZoneId zone) {
        return instant(nanos).atZone(zone).format(CLOCK);
    }

    /** The day, in {@code zone}. */
    public static String toDay(long nanos, ZoneId zone) {
        return instant(nanos).atZone(zone).format(DAY);
    }

    /** A moment of whole and fractional seconds since the epoch, as transcripts write it; saturates at the ends of the range. */
    public static long ofSeconds(double seconds) {
        double whole = Math.floor(seconds);
        if (!(Math.abs(whole) < 9.2e9)) {
            return Math.round(seconds * SECOND);
        }
        // Apart, because the product of today's date and a billion has only steps of 256 nanoseconds in a double.
        return ((long) whole) * SECOND + Math.round((seconds - whole) * SECOND);
    }

    /** {@code nanos} as seconds; exact to well below a microsecond for spans of days. */
    public static double seconds(long nanos) {
        return nanos / (double) SECOND;
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
