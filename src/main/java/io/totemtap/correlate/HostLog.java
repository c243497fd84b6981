package io.totemtap.correlate;

import io.totemtap.capture.log.LogEvent;
import io.totemtap.capture.log.LogEvent.ConfigurationChange;
import io.totemtap.capture.log.LogEvent.DaemonStarted;
import io.totemtap.capture.log.LogEvent.DefaultGroup;
import io.totemtap.capture.log.LogEvent.InvalidDigest;
import io.totemtap.capture.log.LogEvent.QuorumMembers;
import io.totemtap.capture.log.LogEvent.Settings;
import io.totemtap.capture.log.LogEvent.TransportChosen;
import io.totemtap.capture.log.LogFile;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the log of one host's daemons says, beside what was captured.
 *
 * @param file name of the file
 * @param host whose log it is; absent if it could not be told
 * @param clock how its clock stands to that of the captures; absent if nothing tells
 * @param lines what it says about the time of the captures, in the order of time; empty without a clock
 * @param invalidDigests how many lines complain of messages with another key, at whatever time
 * @param firstInvalidDigest the number of the first of these lines, 0 if there is none
 * @param printed what the daemon printed at its last start; absent if that is not in the log
 */
public record HostLog(
        String file,
        Optional<IpAddress> host,
        Optional<LogClock> clock,
        List<Line> lines,
        long invalidDigests,
        long firstInvalidDigest,
        Optional<Printed> printed) {

    /** The most lines that are kept. */
    public static final int MOST_LINES = 500;

    /** The value that openais and corosync print first. */
    private static final String FIRST_SETTING = "Token Timeout";

    private static final int MOST_SETTINGS = 64;

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

    /**
     * What a daemon printed at a start. It holds whatever the clock of the log says.
     *
     * @param line the number of the first line of these
     * @param settings values of totem by the words of the line, as {@link Settings} has them; empty if none was printed
     * @param group the group cman chose, if it says so
     */
    public record Printed(long line, Map<String, Long> settings, Optional<IpAddress> group) {

        /** Copies the map. */
        public Printed {
            settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        }
    }

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
        return new HostLog(file, host, clock, lines, count, first, printed(entries));
    }

    /** What stands behind the last line with which a start, or the list of values, begins. */
    private static Optional<Printed> printed(List<LogFile.Entry> entries) {
        Map<String, Long> settings = new TreeMap<>();
        Optional<IpAddress> group = Optional.empty();
        long line = 0;
        for (LogFile.Entry entry : entries) {
            LogEvent event = entry.event();
            boolean starts = event instanceof DaemonStarted
                    || (event instanceof Settings first && first.values().containsKey(FIRST_SETTING));
            if (starts) {
                settings.clear();
                line = 0;
            }
            if (event instanceof Settings more && settings.size() < MOST_SETTINGS) {
                settings.putAll(more.values());
                line = line == 0 ? entry.line().number() : line;
            } else if (event instanceof DefaultGroup chosen) {
                group = Optional.of(chosen.group());
                line = line == 0 ? entry.line().number() : line;
            }
        }
        return settings.isEmpty() && group.isEmpty()
                ? Optional.empty()
                : Optional.of(new Printed(line, settings, group));
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
