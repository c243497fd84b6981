package io.totemtap.net;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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

    private static final int DAY_SECONDS = 86_400;
    private static final int ISO_LENGTH = 30;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    private EpochNanos() {}

    /**
     * ISO-8601 in UTC with nine digits of fraction, as in {@code 2011-06-16T02:22:57.000000000Z}. A report has thousands of them, written
     * by code that is new to the virtual machine; a formatter would take longer than all the rest of the report.
     */
    public static String toIso(long nanos) {
        long seconds = Math.floorDiv(nanos, SECOND);
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY_SECONDS));
        int second = Math.floorMod(seconds, DAY_SECONDS);
        byte[] text = new byte[ISO_LENGTH];
        digits(text, 0, 4, day.getYear(), '-');
        digits(text, 5, 2, day.getMonthValue(), '-');
        digits(text, 8, 2, day.getDayOfMonth(), 'T');
        digits(text, 11, 2, second / 3600, ':');
        digits(text, 14, 2, second / 60 % 60, ':');
        digits(text, 17, 2, second % 60, '.');
        digits(text, 20, 9, (int) Math.floorMod(nanos, SECOND), 'Z');
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] text, int begin, int count, int number, char behind) {
        int left = number;
        for (int at = begin + count - 1; at >= begin; at--) {
            text[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        text[begin + count] = (byte) behind;
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
