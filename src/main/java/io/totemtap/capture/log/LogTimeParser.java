package io.totemtap.capture.log;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the time a log line starts with: syslog's "Jun 16 10:22:57" (RFC 3164 section 4.1.2), with a fraction where the
 * daemon writes one, or ISO 8601 as rsyslog and journalctl write it. Keeps where the time ended.
 */
final class LogTimeParser {

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final int[] LONGEST = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int ISO_DAY = "2011-06-16".length();
    private static final int CLOCK = "10:22:57".length();
    private static final int NANO_DIGITS = 9;

    private final String text;
    private int at;

    private LogTimeParser(String text) {
        this.text = text;
    }

    /**
     * A time and what follows it.
     *
     * @param time the moment
     * @param rest the line after it, without leading blanks
     */
    record Split(LogTime time, String rest) {}

    /** Splits a line into its time and the rest; absent if it does not start with a time. */
    static Optional<Split> split(String line) {
        LogTimeParser parser = new LogTimeParser(line);
        Optional<LogTime> time = parser.isDigit(0) ? parser.iso() : parser.syslog();
        return time.map(moment -> new Split(moment, line.substring(parser.at).stripLeading()));
    }

    private Optional<LogTime> syslog() {
        int month = text.length() < 3 ? -1 : MONTHS.indexOf(text.substring(0, 3));
        at = 3;
        skipBlanks();
        int day = number(2);
        int afterDay = at;
        skipBlanks();
        return month >= 0 && afterDay < at ? clock(OptionalInt.empty(), month + 1, day) : Optional.empty();
    }

    private Optional<LogTime> iso() {
        if (text.length() < ISO_DAY + 1 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return Optional.empty();
        }
        int year = number(4);
        at = 5;
        int month = number(2);
        at = 8;
        int day = number(2);
        char separator = text.charAt(ISO_DAY);
        at = ISO_DAY + 1;
        return year >= 0 && (separator == 'T' || separator == ' ')
                ? clock(OptionalInt.of(year), month, day)
                : Optional.empty();
    }

    private Optional<LogTime> clock(OptionalInt year, int month, int day) {
        int start = at;
        if (text.length() < start + CLOCK || text.charAt(start + 2) != ':' || text.charAt(start + 5) != ':') {
            return Optional.empty();
        }
        int hour = number(2);
        at = start + 3;
        int minute = number(2);
        at = start + 6;
        int second = number(2);
        boolean sane = month >= 1 && month <= 12 && day >= 1 && day <= LONGEST[month - 1];
        if (!sane || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return Optional.empty();
        }
        int nanos = fraction();
        Optional<ZoneOffset> offset = offset();
        if (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
            return Optional.empty();
        }
        return Optional.of(new LogTime(year, month, day, hour, minute, second, nanos, offset));
    }

    private int fraction() {
        if (!isAt('.') && !isAt(',')) {
            return 0;
        }
        at++;
        int nanos = 0;
        int digits = 0;
        while (isDigit(at)) {
            if (digits < NANO_DIGITS) {
                nanos = nanos * 10 + (text.charAt(at) - '0');
                digits++;
            }
            at++;
        }
        for (; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** "Z", "+0800" or "+08:00". */
    private Optional<ZoneOffset> offset() {
        if (isAt('Z')) {
            at++;
            return Optional.of(ZoneOffset.UTC);
        }
        if (!isAt('+') && !isAt('-')) {
            return Optional.empty();
        }
        int sign = isAt('-') ? -1 : 1;
        at++;
        int hours = number(2);
        if (isAt(':')) {
            at++;
        }
        int minutes = number(2);
        return hours >= 0 && hours < 18 && minutes >= 0 && minutes < 60
                ? Optional.of(ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes))
                : Optional.empty();
    }

    /** Reads at most {@code digits} digits; -1 if there is none. */
    private int number(int digits) {
        int value = -1;
        for (int i = 0; i < digits && isDigit(at); i++) {
            value = Math.max(value, 0) * 10 + (text.charAt(at) - '0');
            at++;
        }
        return value;
    }

    private void skipBlanks() {
        while (isAt(' ')) {
            at++;
        }
    }

    private boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
}
