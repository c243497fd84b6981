package io.totemtap.capture.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts together what openais' CLM service spreads over several lines (exec/clm.c): "New Configuration:", "Members
 * Left:", "Members Joined:", each followed by members. The lines of such a block are held back until it is complete;
 * the event then goes out with the first of them, and the order of lines is kept.
 */
final class ConfigurationChanges implements LogSink {

    /** A block longer than this is given up. */
    static final int LINES = 400;

    private final LogSink next;
    private final List<LogLine> lines = new ArrayList<>();
    private final List<Optional<LogEvent>> events = new ArrayList<>();
    private List<String> members = new ArrayList<>();
    private List<String> left = new ArrayList<>();
    private List<String> joined = new ArrayList<>();
    private List<String> current = members;

    ConfigurationChanges(LogSink next) {
        this.next = next;
    }

    @Override
    public void line(LogLine line, Optional<LogEvent> event) {
        boolean clm = line.subsystem().equals("CLM");
        if (!lines.isEmpty() && !continues(line, clm)) {
            flush();
        }
        if (lines.isEmpty() && !(clm && line.text().equals("New Configuration:"))) {
            next.line(line, event);
            return;
        }
        lines.add(line);
        events.add(event);
        if (clm) {
            collect(line.text());
        }
    }

    private boolean continues(LogLine line, boolean clm) {
        if (lines.size() >= LINES) {
            return false;
        }
        if (!clm) {
            LogLine first = lines.get(0);
            return !line.program().equals(first.program()) || !line.host().equals(first.host());
        }
        return line.text().equals("Members Left:") || line.text().equals("Members Joined:") || isMember(line.text());
    }

    private void collect(String text) {
        if (text.equals("Members Left:")) {
            current = left;
        } else if (text.equals("Members Joined:")) {
            current = joined;
        } else if (isMember(text)) {
            current.add(text);
        }
    }

    private static boolean isMember(String text) {
        return text.startsWith("r(");
    }

    /** Sends out what was held back. */
    void flush() {
        if (lines.isEmpty()) {
            return;
        }
        events.set(0, Optional.of(new LogEvent.ConfigurationChange(members, left, joined)));
        for (int i = 0; i < lines.size(); i++) {
            next.line(lines.get(i), events.get(i));
        }
        lines.clear();
        events.clear();
        members = new ArrayList<>();
        left = new ArrayList<>();
        joined = new ArrayList<>();
        current = members;
    }
}
