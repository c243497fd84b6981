package io.totemtap.cli;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.file.CaptureWriter;
import io.totemtap.capture.file.PcapngWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps the packets of a live capture. A disk that is full ends the keeping, not the capture. */
final class PacketRecorder implements FrameSink {

    private final Path file;
    private final PcapngWriter writer;
    private String failure = "";
    private boolean told;

    private PacketRecorder(Path file, PcapngWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /**
     * Begins a file; one that is there is replaced, as tcpdump does.
     *
     * @throws OutputException if it cannot be made
     */
    static PacketRecorder open(Path file) {
        try {
            return new PacketRecorder(
                    file, CaptureWriter.pcapng(Files.newOutputStream(file), "totemtap " + Version.text(), List.of()));
        } catch (IOException e) {
            throw OutputFile.failure(file, e);
        }
    }

    private void write(Runnable part) {
        if (!failure.isEmpty()) {
            return;
        }
        try {
            part.run();
        } catch (UncheckedIOException e) {
            failure = reason(e);
        }
    }

    private static String reason(UncheckedIOException e) {
        IOException cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    @Override
    public void openInterface(CaptureInterface description) {
        write(() -> writer.openInterface(description));
    }

    @Override
    public void frame(Frame frame) {
        write(() -> writer.frame(frame));
    }

    /** Gives the disk what is in memory, so that little is lost whatever happens. */
    void flush() {
        write(writer::flush);
    }

    /** Why the keeping ended, the first time it is asked. */
    Optional<String> failure() {
        if (failure.isEmpty() || told) {
            return Optional.empty();
        }
        told = true;
        return Optional.of("Packets are no longer kept in " + file + " (" + failure + "); the analysis goes on.");
    }

    /** Ends the file with the drop counters and the verdict. */
    void close(CaptureStatistics statistics, String verdict) {
        write(() -> {
            for (OfInterface one : statistics.interfaces()) {
                writer.statistics(one, List.of(verdict));
            }
        });
        try {
            writer.close();
        } catch (UncheckedIOException e) {
            failure = failure.isEmpty() ? reason(e) : failure;
        }
    }
}
