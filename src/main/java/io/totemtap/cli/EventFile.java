package io.totemtap.cli;

import io.totemtap.report.EventLog;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The file of {@code --events}, if one was asked for. */
final class EventFile implements AutoCloseable {

    private final Optional<OutputFile> file;
    private final Optional<EventLog> log;

    private EventFile(Optional<OutputFile> file) {
        this.file = file;
        log = file.map(EventLog::new);
    }

    static EventFile open(Optional<Path> path) {
        return new EventFile(path.map(OutputFile::create));
    }

    Optional<EventLog> log() {
        return log;
    }

    /** Everything was logged. */
    void complete() {
        file.ifPresent(OutputFile::complete);
    }

    @Override
    public void close() {
        try {
            log.ifPresent(EventLog::close);
        } catch (UncheckedIOException e) {
            throw new OutputException(ExitCode.CANNOT_WRITE, "The events cannot be written: " + e.getMessage() + ".");
        } finally {
            file.ifPresent(OutputFile::close);
        }
    }
}
