package io.totemtap.cli;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.file.CaptureWriter;
import io.totemtap.capture.file.PcapngTail;
import io.totemtap.capture.file.PcapngWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the packets of a live capture, in one file or in several, each of which is whole: with the interfaces, and at its end the
 * counters, which go on from file to file. A disk that is full ends the keeping, not the capture; what was kept until then ends with a whole block.
 */
final class PacketRecorder implements FrameSink {

    private final RecordingPlan plan;
    private final List<CaptureInterface> interfaces = new ArrayList<>();
    private List<OfInterface> latest = List.of();
    private PcapngWriter writer;
    private long number;
    private long firstNanos;
    private boolean isEmpty = true;
    /** Bytes of the file that are on the disk for certain, and end with a block. */
    private long safe;

    private String failure = "";
    private boolean told;

    private PacketRecorder(RecordingPlan plan) throws IOException {
        this.plan = plan;
        writer = begin(plan.name(0));
    }

    /**
     * Begins a file; one that is there is replaced, as tcpdump does.
     *
     * @throws OutputException if it cannot be made
     */
    static PacketRecorder open(RecordingPlan plan) {
        try {
            return new PacketRecorder(plan);
        } catch (IOException e) {
            throw OutputFile.failure(plan.name(0), e);
        }
    }

    private static PcapngWriter begin(Path file) throws IOException {
        return CaptureWriter.pcapng(Files.newOutputStream(file), "totemtap " + Version.text(), List.of());
    }

    private void write(Runnable part) {
        if (!failure.isEmpty()) {
            return;
        }
        try {
            part.run();
        } catch (UncheckedIOException e) {
            failure = reason(e);
            release();
            cut();
        }
    }

    /** What cannot be written any more holds no file open. */
    private void release() {
        try {
            writer.close();
        } catch (UncheckedIOException e) {
            failure = failure.isEmpty() ? reason(e) : failure;
        }
    }

    /** A block that was cut off would be damage to whoever reads the file. */
    private void cut() {
        try {
            PcapngTail.cut(plan.name(number), safe);
        } catch (IOException e) {
            failure += "; the file ends in the middle of a packet: " + e.getMessage();
        }
    }

    private static String reason(UncheckedIOException e) {
        IOException cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    @Override
    public void openInterface(CaptureInterface description) {
        interfaces.add(description);
        write(() -> writer.openInterface(description));
    }

    @Override
    public void frame(Frame frame) {
        write(() -> {
            if (isDue(frame.timeNanos())) {
                next();
            }
            if (isEmpty || frame.timeNanos() < firstNanos) {
                firstNanos = frame.timeNanos();
                isEmpty = false;
            }
            writer.frame(frame);
        });
    }

    private boolean isDue(long timeNanos) {
        boolean full = plan.mostBytes() > 0 && writer.bytesWritten() > plan.mostBytes();
        boolean old = plan.nanos() > 0 && timeNanos - firstNanos >= plan.nanos();
        return !isEmpty && (full || old);
    }

    private void next() {
        finish(List.of());
        writer.close();
        number++;
        isEmpty = true;
        safe = 0;
        try {
            writer = begin(plan.name(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        interfaces.forEach(writer::openInterface);
    }

    private void finish(List<String> comments) {
        for (OfInterface one : latest) {
            writer.statistics(one, comments);
        }
    }

    /** Gives the disk what is in memory, so that little is lost whatever happens, and takes what is counted until now. */
    void flush(CaptureStatistics soFar) {
        latest = soFar.interfaces();
        write(() -> {
            writer.flush();
            safe = writer.bytesWritten();
        });
    }

    /** Why the keeping ended, the first time it is asked. */
    Optional<String> failure() {
        if (failure.isEmpty() || told) {
            return Optional.empty();
        }
        told = true;
        return Optional.of(
                "Packets are no longer kept in " + plan.name(number) + " (" + failure + "); the analysis goes on.");
    }

    /** Ends the file with the drop counters and the verdict. */
    void close(CaptureStatistics statistics, String verdict) {
        latest = statistics.interfaces();
        write(() -> finish(List.of(verdict)));
        release();
    }
}
