package io.totemtap.capture.log;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events of a log. Complaints that come in floods (retransmit lists, digests, unknown types, recovered rings,
 * failing sends) are kept once and counted as long as no other event comes between.
 *
 * @param entries in the order of the file, at most {@link #LIMIT}
 * @param notKept entries beyond the limit
 * @param summary what reading came to
 */
public record LogFile(List<Entry> entries, long notKept, LogSummary summary) {

    /** The most entries that are kept. */
    public static final int LIMIT = 100_000;

    /**
     * An event.
     *
     * @param line the first line that tells it
     * @param event what it tells
     * @param times how many lines in a row tell the same
     * @param last the time of the last of them
     */
    public record Entry(LogLine line, LogEvent event, long times, Optional<LogTime> last) {}

    /** Copies the list. */
    public LogFile {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a file's events.
     *
     * @throws io.totemtap.capture.CaptureException if it cannot be opened
     */
    public static LogFile read(Path path) {
        Collector collector = new Collector();
        return collector.close(LogReader.read(path, collector));
    }

    /**
     * Reads a stream's events.
     *
     * @param in not closed
     */
    public static LogFile read(InputStream in) {
        Collector collector = new Collector();
        return collector.close(LogReader.read(in, collector));
    }

    private static final class Collector implements LogSink {
        private final List<Entry> entries = new ArrayList<>();
        private boolean justTold;
        private long notKept;

        @Override
        public void line(LogLine line, Optional<LogEvent> told) {
            if (told.isEmpty()) {
                justTold = false;
                return;
            }
            LogEvent event = told.get();
            if (event instanceof LogEvent.Repeated repeated) {
                if (justTold && repeated.times() > 0) {
                    again(repeated.times(), line);
                }
                return;
            }
            justTold = true;
            if (isLast(line, event)) {
                again(1, line);
            } else if (entries.size() < LIMIT) {
                entries.add(new Entry(line, event, 1, line.time()));
            } else {
                justTold = false;
                notKept++;
            }
        }

        private boolean isLast(LogLine line, LogEvent event) {
            if (entries.isEmpty() || notKept > 0) {
                return false;
            }
            if (!comesInFloods(event)) {
                return false;
            }
            Entry last = entries.get(entries.size() - 1);
            return last.event().equals(event) && last.line().host().equals(line.host());
        }

        private static boolean comesInFloods(LogEvent event) {
            return event instanceof LogEvent.RetransmitList
                    || event instanceof LogEvent.InvalidDigest
                    || event instanceof LogEvent.UnknownMessageType
                    || event instanceof LogEvent.RingRecovered
                    || event instanceof LogEvent.UnableToForm;
        }

        private void again(long times, LogLine line) {
            int index = entries.size() - 1;
            Entry last = entries.get(index);
            entries.set(index, new Entry(last.line(), last.event(), last.times() + times, line.time()));
        }

        LogFile close(LogSummary summary) {
            return new LogFile(entries, notKept, summary);
        }
    }
}
