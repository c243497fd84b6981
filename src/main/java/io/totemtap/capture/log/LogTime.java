package io.totemtap.capture.log;

import io.totemtap.net.EpochNanos;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The moment of a log line, as far as the line says: syslog has neither year nor zone.
 *
 * @param year absent in syslog's own form
 * @param month 1 to 12
 * @param day 1 to 31
 * @param hour 0 to 23
 * @param minute 0 to 59
 * @param second 0 to 60
 * @param nanos 0 to 999 999 999
 * @param offset difference to UTC, absent if the line has none
 */
public record LogTime(
        OptionalInt year,
        int month,
        int day,
        int hour,
        int minute,
        int second,
        int nanos,
        Optional<ZoneOffset> offset) {

    /**
     * The moment in nanoseconds since the epoch; absent if there is no such day in that year.
     *
     * @param assumedYear used where the line has no year
     * @param assumedZone used where the line has no offset
     */
    public OptionalLong epochNanos(int assumedYear, ZoneId assumedZone) {
        try {
            LocalDateTime local =
                    LocalDateTime.of(year.orElse(assumedYear), month, day, hour, minute, Math.min(second, 59), nanos);
            long seconds = offset.isPresent()
                    ? local.toEpochSecond(offset.get())
                    : local.atZone(assumedZone).toEpochSecond();
            return OptionalLong.of((seconds + (second > 59 ? 1 : 0)) * EpochNanos.SECOND + nanos);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
