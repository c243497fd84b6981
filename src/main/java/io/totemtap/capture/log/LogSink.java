package io.totemtap.capture.log;

import java.util.Optional;

/** Receives the lines of a log, in order. */
@FunctionalInterface
public interface LogSink {

    /** A line, and what it tells if it is recognised. */
    void line(LogLine line, Optional<LogEvent> event);
}
