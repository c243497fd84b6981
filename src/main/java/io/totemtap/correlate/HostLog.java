package io.totemtap.correlate;

import io.totemtap.capture.log.LogEvent;
import io.totemtap.capture.log.LogEvent.ConfigurationChange;
import io.totemtap.capture.log.LogEvent.DefaultGroup;
import io.totemtap.capture.log.LogEvent.InvalidDigest;
import io.totemtap.capture.log.LogEvent.QuorumMembers;
import io.totemtap.capture.log.LogEvent.Settings;
import io.totemtap.capture.log.LogEvent.TransportChosen;
import io.totemtap.capture.log.LogFile;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the log of one host's daemons says, beside what was captured.
 *
 * @param file name of the file
 * @param host whose log it is; absent if it could not be told
 * @param clock how its clock stands to that of the captures; absent if nothing tells
 * @param lines what it says about the time of the captures, in the order of time; empty without a clock
 * @param invalidDigests how many lines complain of messages with another key, at whatever time
 * @param firstInvalidDigest the number of the first of these lines, 0 if there is none
 */
public record HostLog(
        String file,
        Optional<IpAddress> host,
        Optional<LogClock> clock,
        List<Line> lines,
        long invalidDigests,
        long firstInvalidDigest) {

    /** The most lines that are kept. */
    public static final int MOST_LINES = 500;

    /** Lines this long before the first packet and after the last are still about what was captured. */
    private static final long MARGIN = 300 * EpochNanos.SECOND;

    /** Copies the list. */
    public HostLog {
        lines = List.copyOf(lines);
    }

    /**
     * A line.
     *
     * @param nanos when, by the reference clock
     * @param number the line's number in its file
     * @param event what it tells
     * @param text its message, as it came
     * @param times how many lines in a row tell the same
     */
    public record Line(long nanos, long number, LogEvent event, String text, long times) {}

    /** A log of which it is not known whose it is. */
    public static HostLog stray(String file, List<LogFile.Entry> entries) {
        return make(file, Optional.empty(), Optional.empty(), List.of(), entries);
    }

    /** A host's log, aligned with what was captured if that can be done. */
    public static HostLog of(String file, IpAddress host, List<LogFile.Entry> entries, Correlation picture) {
        Optional<LogClock> clock = LogAligner.align(entries, host, picture);
        List<Line> lines = clock.map(known -> lines(entries, known, picture)).orElse(List.of());
        return make(file, Optional.of(host), clock, lines, entries);
    }

    private static HostLog make(
            String file,
            Optional<IpAddress> host,
            Optional<LogClock> clock,
            List<Line> lines,
            List<LogFile.Entry> entries) {
        long count = 0;
        long first = 0;
        for (LogFile.Entry entry : entries) {
            if (entry.event() instanceof InvalidDigest) {
                first = count == 0 ? entry.line().number() : first;
                count += entry.times();
            }
        }
        return new HostLog(file, host, clock, lines, count, first);
    }

    private static List<Line> lines(List<LogFile.Entry> entries, LogClock clock, Correlation picture) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (int i = 0; i < picture.captures().size(); i++) {
            if (picture.captures().get(i).observation().frames() > 0) {
                Vantage capture = picture.captures().get(i);
                from = Math.min(
                        from,
                        picture.clocks().toReference(i, capture.observation().firstNanos()));
                to = Math.max(
                        to,
                        picture.clocks().toReference(i, capture.observation().lastNanos()));
            }
        }
        List<Line> lines = new ArrayList<>();
        for (LogFile.Entry entry : entries) {
            OptionalLong nanos = entry.line().time().map(clock::toReference).orElse(OptionalLong.empty());
            if (nanos.isPresent()
                    && nanos.getAsLong() >= from - MARGIN
                    && nanos.getAsLong() <= to + MARGIN
                    && matters(entry.event())
                    && lines.size() < MOST_LINES) {
                lines.add(new Line(
                        nanos.getAsLong(),
                        entry.line().number(),
                        entry.event(),
                        entry.line().text(),
                        entry.times()));
            }
        }
        lines.sort(Comparator.comparingLong(Line::nanos));
        return lines;
    }

    private static boolean matters(LogEvent event) {
        return !(event instanceof Settings
                || event instanceof DefaultGroup
                || event instanceof TransportChosen
                || event instanceof QuorumMembers
                || event instanceof ConfigurationChange);
    }
}
