package io.totemtap.cli;

import io.totemtap.report.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The file of {@code --events}, if one was asked for. */
final class EventFile implements AutoCloseable {

    private final Optional<Path> path;
    private final Optional<OutputFile> file;
    private final Optional<EventLog> log;
    private boolean isComplete;

    private EventFile(Optional<Path> path) {
        this.path = path;
        file = path.map(OutputFile::create);
        log = file.map(EventLog::new);
    }

    static EventFile open(Optional<Path> path) {
        return new EventFile(path);
    }

    Optional<EventLog> log() {
        return log;
    }

    /** Everything was logged that could be. */
    void complete() {
        isComplete = true;
    }

    /**
     * Puts the file in its place, or takes it away if it is not complete.
     *
     * @throws OutputException if it could not be written, now or before: what else is written does not suffer from it
     */
    @Override
    public void close() {
        log.ifPresent(EventLog::close);
        Optional<IOException> failure = log.flatMap(EventLog::failure);
        if (isComplete && failure.isEmpty()) {
            file.ifPresent(OutputFile::complete);
        }
        file.ifPresent(OutputFile::close);
        if (failure.isPresent()) {
            throw OutputFile.failure(path.orElseThrow(), failure.get());
        }
    }
}
