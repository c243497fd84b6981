package io.totemtap.cli;

import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.correlate.Correlator;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.decode.totem.TotemKeyring;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.rule.RuleBook;
import io.totemtap.report.JsonReport;
import io.totemtap.report.Report;
import io.totemtap.report.text.TextReport;
import io.totemtap.track.CaptureTracker;
import io.totemtap.track.PacketObserver;
import io.totemtap.track.PacketSetup;
import io.totemtap.track.TotemScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Goes through an analysis of ninety packets, with a fault in them, while the command line is parsed and the captures are read: the second
 * core loads what the first will need. Half of a short run is loading classes.
 */
final class Rehearsal {

    private Rehearsal() {}

    /**
     * Begins in the background, where there is a second core.
     *
     * @param arguments of the command line, of which only the format of the report is looked for
     */
    static void begin(List<String> arguments) {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            boolean asJson = arguments.contains("json") || arguments.contains("--format=json");
            Thread thread = new Thread(() -> perform(asJson), "rehearsal");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** What a run does, with a capture that comes with the program; the report goes nowhere. */
    static Diagnosis perform(boolean asJson) {
        List<Vantage> captures = read();
        Facts facts =
                new Facts(Correlator.correlate(captures, Map.of()), Map.of(), List.of(), List.of(), ZoneOffset.UTC);
        captures.forEach(capture -> capture.observation().sightings().close());
        Diagnosis diagnosis = new Diagnostician(RuleBook.RULES).diagnose(facts);
        Report report = asJson ? new JsonReport(Version.text()) : new TextReport(80, false);
        report.write(diagnosis, OutputStream.nullOutputStream());
        return diagnosis;
    }

    private static List<Vantage> read() {
        VantagePoint point = VantagePoint.named("rehearsal", List.of());
        PacketSetup setup = new PacketSetup(
                new TotemDecoder(TotemKeyring.builder().build()), new TotemScope(), PacketObserver.NONE, false, 1);
        CaptureTracker tracker = new CaptureTracker(setup, change -> {});
        try (InputStream in = Objects.requireNonNull(
                        Rehearsal.class.getResourceAsStream("rehearsal.pcap"), "the jar lacks rehearsal.pcap");
                FrameSource source = CaptureFiles.open("rehearsal.pcap", in)) {
            CaptureStatistics statistics = source.run(tracker);
            return tracker.close().stream()
                    .map(observation -> Vantage.of("rehearsal", "", point, statistics, observation))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
