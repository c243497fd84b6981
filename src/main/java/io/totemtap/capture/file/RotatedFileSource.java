package io.totemtap.capture.file;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.Damage;
import io.totemtap.capture.CaptureStatistics.Part;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.net.EpochNanos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Several files as one capture, in the order of the time stamps of their first frames; files without frames come first, by
 * name. {@link Frame#part()} is the position in that order, {@link Frame#number()} counts from 1 in each file. Interfaces of
 * the same link type and name go on over the files; others are new ones. One file is open at a time.
 *
 * <p>A file that turns out to hold no capture is a part without frames, damaged at byte 0.
 */
final class RotatedFileSource implements FrameSource {

    private final List<Candidate> files;
    private final long totalBytes;
    private volatile boolean stopRequested;
    private volatile long bytesRead;

    private RotatedFileSource(List<Candidate> files) {
        this.files = files;
        this.totalBytes = files.stream().mapToLong(Candidate::size).sum();
    }

    /**
     * Looks at the first frame of each file and puts them in order.
     *
     * @throws CaptureException as {@link CaptureFiles#open(List)} says
     */
    static RotatedFileSource open(List<Path> files) {
        List<Candidate> candidates = new ArrayList<>();
        Optional<CaptureException> refused = Optional.empty();
        for (Path file : files) {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new CaptureException(
                        Reason.WRONG_USAGE,
                        file + " is no regular file, and only these can be read as a set; name it alone.");
            }
            try {
                candidates.add(Candidate.of(file));
            } catch (CaptureException e) {
                if (e.reason() != Reason.UNREADABLE) {
                    throw e;
                }
                refused = Optional.of(refused.orElse(e));
                candidates.add(new Candidate(file, EpochNanos.NEVER, false, sizeOf(file)));
            }
        }
        if (refused.isPresent() && candidates.stream().noneMatch(Candidate::readable)) {
            throw refused.get();
        }
        candidates.sort(Candidate.ORDER);
        return new RotatedFileSource(candidates);
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public CaptureStatistics run(FrameSink sink) {
        Seams seams = new Seams();
        CaptureNotes notes = new CaptureNotes();
        ContinuedInterfaces interfaces = new ContinuedInterfaces();
        List<Part> parts = new ArrayList<>();
        Set<String> formats = new LinkedHashSet<>();
        long done = 0;
        boolean stoppedEarly = false;
        for (int i = 0; i < files.size() && !stoppedEarly; i++) {
            Path file = files.get(i).file();
            interfaces.startPart();
            try (FrameSource source = CaptureFiles.open(file)) {
                CaptureStatistics statistics = source.run(new PartSink(sink, source, interfaces, i, done));
                Part part = statistics.parts().get(0);
                parts.add(part);
                formats.add(statistics.format());
                seams.next(part, statistics.format(), interfaces.linkTypesOfPart());
                interfaces.finishPart(statistics.interfaces());
                takeNotes(part, statistics, notes);
                stoppedEarly = statistics.stoppedEarly();
            } catch (CaptureException e) {
                if (e.reason() == Reason.WRONG_USAGE) {
                    throw e;
                }
                Part part = unreadable(file, e);
                parts.add(part);
                seams.next(part, "", List.of());
            }
            done += files.get(i).size();
            bytesRead = done;
        }
        return new CaptureStatistics(
                String.join(" and ", formats),
                interfaces.statistics(),
                parts,
                notes.comments(),
                notes.names(),
                seams.found(),
                stoppedEarly);
    }

    private static void takeNotes(Part part, CaptureStatistics statistics, CaptureNotes notes) {
        statistics.comments().forEach(text -> notes.comment(part.name() + ": " + text));
        statistics.names().forEach(notes::name);
    }

    private static Part unreadable(Path file, CaptureException cause) {
        Damage damage = new Damage(0, String.valueOf(cause.getMessage()));
        return new Part(file.toString(), 0, EpochNanos.NEVER, EpochNanos.NEVER, Optional.of(damage));
    }

    @Override
    public void stop() {
        stopRequested = true;
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public long totalBytes() {
        return totalBytes;
    }

    @Override
    public void close() {
        // Each file is closed when it has been run.
    }

    /**
     * One file of the set.
     *
     * @param firstNanos time of its first frame, {@link EpochNanos#NEVER} if it has none
     * @param readable whether it holds a capture
     * @param size in bytes, 0 if not known
     */
    private record Candidate(Path file, long firstNanos, boolean readable, long size) {

        private static final Comparator<Candidate> ORDER =
                Comparator.comparingLong(Candidate::firstNanos).thenComparing(Candidate::file);

        static Candidate of(Path file) {
            try (FrameSource source = CaptureFiles.openBriefly(file)) {
                FirstFrame first = new FirstFrame(source);
                source.run(first);
                return new Candidate(file, first.timeNanos, true, sizeOf(file));
            }
        }
    }

    /** Takes the time of the first frame and ends the run. */
    private static final class FirstFrame implements FrameSink {
        private final FrameSource source;
        private long timeNanos = EpochNanos.NEVER;

        FirstFrame(FrameSource source) {
            this.source = source;
        }

        @Override
        public void openInterface(CaptureInterface description) {}

        @Override
        public void frame(Frame frame) {
            timeNanos = frame.timeNanos();
            source.stop();
        }
    }

    /** Passes the frames of one file on, as frames of the set. */
    private final class PartSink implements FrameSink {
        private static final int FRAMES_BETWEEN_PROGRESS = 1024;

        private final FrameSink sink;
        private final FrameSource source;
        private final ContinuedInterfaces interfaces;
        private final int part;
        private final long bytesBefore;

        PartSink(FrameSink sink, FrameSource source, ContinuedInterfaces interfaces, int part, long bytesBefore) {
            this.sink = sink;
            this.source = source;
            this.interfaces = interfaces;
            this.part = part;
            this.bytesBefore = bytesBefore;
            stopIfRequested();
        }

        @Override
        public void openInterface(CaptureInterface description) {
            interfaces.open(description).ifPresent(sink::openInterface);
        }

        @Override
        public void frame(Frame frame) {
            frame.at(frame.timeNanos(), part, frame.number());
            frame.on(interfaces.idOf(frame.interfaceId()), frame.linkType(), frame.direction());
            sink.frame(frame);
            stopIfRequested();
            if (frame.number() % FRAMES_BETWEEN_PROGRESS == 0) {
                bytesRead = bytesBefore + source.bytesRead();
            }
        }

        private void stopIfRequested() {
            if (stopRequested) {
                source.stop();
            }
        }
    }
}
