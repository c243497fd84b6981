package io.totemtap.cli;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.Case;
import io.totemtap.capture.CaseReader;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.correlate.Correlator;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.decode.totem.TotemKeyring;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.report.EventLog;
import io.totemtap.track.AheadSink;
import io.totemtap.track.CaptureTracker;
import io.totemtap.track.Observation;
import io.totemtap.track.OpeningThreads;
import io.totemtap.track.PacketObserver;
import io.totemtap.track.PacketSetup;
import io.totemtap.track.StateLog;
import io.totemtap.track.TotemScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One run over the captures of a case: reads them all, correlates, diagnoses. */
final class Analysis {

    static final int SIGHTINGS_IN_MEMORY = 1 << 18;

    private final Case theCase;
    private final CaseFacts facts;
    private final TotemKeyring keyring;
    private final Progress progress;
    private final Optional<EventLog> events;
    private final ZoneId zone;
    private final CaptureOpening opening;
    private final OpeningThreads openers;

    Analysis(List<String> paths, AnalysisOptions options, ZoneId zone, Progress progress, Optional<EventLog> events) {
        theCase = readCase(paths, options);
        facts = new CaseFacts(theCase, options);
        keyring = Keys.of(options, facts);
        this.zone = zone;
        this.progress = progress;
        this.events = events;
        opening = new CaptureOpening(options.filter(), System.in);
        openers = new OpeningThreads(keyring, cores() - 1);
    }

    private static Case readCase(List<String> paths, AnalysisOptions options) {
        CaseReader reader = new CaseReader(CaptureFiles::looksLikeCapture);
        boolean isAlone = options.states.isEmpty() && options.logs.isEmpty() && paths.size() == 1;
        Case found = isAlone && Files.isDirectory(Path.of(paths.get(0)))
                ? reader.directory(Path.of(paths.get(0)))
                : reader.arguments(paths, options.states, options.logs);
        if (found.vantagePoints().isEmpty()) {
            throw new CaptureException(
                    Reason.UNREADABLE,
                    "There is no capture in " + String.join(", ", paths)
                            + "; a case needs one pcap or pcapng file at least.");
        }
        if (found.vantagePoints().size() > Correlator.MOST_CAPTURES) {
            throw new CaptureException(
                    Reason.WRONG_USAGE, "At most " + Correlator.MOST_CAPTURES + " captures can be compared at once.");
        }
        return found;
    }

    /** Reads, correlates and diagnoses. */
    Diagnosis run() {
        List<Vantage> captures = readAll();
        Diagnosis diagnosis = new Conclusion(facts, keyring, zone).of(captures);
        captures.forEach(capture -> capture.observation().sightings().close());
        return diagnosis;
    }

    /** Several captures are read at once, except for an event log, which wants them one after the other. */
    private List<Vantage> readAll() {
        int threads = events.isPresent() ? 1 : Math.min(theCase.vantagePoints().size(), cores());
        ExecutorService readers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "capture-reader");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<List<Vantage>>> running = new ArrayList<>();
            for (VantagePoint point : theCase.vantagePoints()) {
                running.add(readers.submit(() -> read(point)));
            }
            List<Vantage> captures = new ArrayList<>();
            for (Future<List<Vantage>> one : running) {
                captures.addAll(one.get());
            }
            return captures;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            readers.shutdownNow();
            openers.close();
        }
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private List<Vantage> read(VantagePoint point) {
        try (FrameSource source = opening.open(point.files())) {
            progress.started(source);
            events.ifPresent(log -> log.capture(point.name()));
            PacketObserver observer = events.isPresent() ? events.get() : PacketObserver.NONE;
            StateLog.Listener listener = events.isPresent() ? events.get() : change -> {};
            PacketSetup setup = new PacketSetup(
                    new TotemDecoder(keyring),
                    new TotemScope(),
                    observer,
                    theCase.vantagePoints().size() > 1,
                    SIGHTINGS_IN_MEMORY);
            CaptureTracker tracker = new CaptureTracker(setup, listener);
            AheadSink sink = new AheadSink(tracker, setup, openers);
            CaptureStatistics statistics = source.run(sink);
            sink.flush();
            List<Observation> observations = tracker.close();
            List<Vantage> captures = new ArrayList<>();
            for (Observation observation : observations) {
                captures.add(Vantage.of(
                        name(point, observations, observation), file(point), point, statistics, observation));
            }
            return captures;
        }
    }

    /** A capture with several interfaces has a vantage point for each. */
    static String name(VantagePoint point, List<Observation> all, Observation one) {
        if (all.size() == 1) {
            return point.name();
        }
        String device = one.captured().name();
        return point.name() + ":" + (device.isEmpty() ? one.captured().id() : device);
    }

    private static String file(VantagePoint point) {
        return String.join(", ", point.files().stream().map(Path::toString).toList());
    }
}
