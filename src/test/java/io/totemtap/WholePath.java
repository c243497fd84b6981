package io.totemtap;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.Case;
import io.totemtap.capture.CaseFile;
import io.totemtap.capture.CaseFile.Kind;
import io.totemtap.capture.CaseReader;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Correlator;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.decode.totem.TotemKeyring;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.rule.RuleBook;
import io.totemtap.net.IpAddress;
import io.totemtap.report.JsonReport;
import io.totemtap.track.CaptureTracker;
import io.totemtap.track.Observation;
import io.totemtap.track.PacketObserver;
import io.totemtap.track.PacketSetup;
import io.totemtap.track.TotemScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What the command does with the captures of a case, from the first byte of a file to the last of the report. */
final class WholePath {

    private static final Path CAPTURES = Path.of("captures");
    private static final int SIGHTINGS_IN_MEMORY = 1 << 18;

    private final TotemKeyring keyring;
    private final List<ClusterConfiguration> configurations = new ArrayList<>();
    private final Map<IpAddress, List<HostState>> states = new TreeMap<>();
    private final List<Vantage> captures = new ArrayList<>();

    /** For captures of which nothing is known beside them. */
    WholePath() {
        keyring = TotemKeyring.EMPTY;
    }

    /** With the keys, configurations and host states of a case. */
    WholePath(Case theCase) {
        TotemKeyring.Builder keys = TotemKeyring.builder();
        for (CaseFile file : theCase.files()) {
            if (file.kind() == Kind.CLUSTER_CONF || file.kind() == Kind.COROSYNC_CONF) {
                configurations.add(ClusterConfiguration.read(file.path()));
            } else if (file.kind() == Kind.AUTHKEY) {
                keys.addKeyFile(bytes(file.path()), "authkey of the case");
            }
        }
        configurations.stream()
                .map(ClusterConfiguration::name)
                .filter(name -> !name.isEmpty())
                .forEach(name -> keys.addClusterName(name, "configuration of the case"));
        keyring = keys.build();
        for (VantagePoint point : theCase.vantagePoints()) {
            for (CaseFile file : theCase.files(Kind.STATE, point.name())) {
                point.addresses().stream().limit(1).forEach(address -> states.computeIfAbsent(
                                address, none -> new ArrayList<>())
                        .addAll(HostState.read(file.path(), file.name(), file.phase())));
            }
        }
    }

    /** The golden cases, by name. */
    static List<Path> cases() {
        try (Stream<Path> directories = Files.list(CAPTURES)) {
            return directories.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Case read(Path directory) {
        return new CaseReader(CaptureFiles::looksLikeCapture).directory(directory);
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads and tracks a capture, and closes it.
     *
     * @param between what stands between the source and the tracker
     */
    CaptureStatistics track(
            VantagePoint point, FrameSource capture, BiFunction<FrameSource, FrameSink, FrameSink> between) {
        try (FrameSource source = capture) {
            PacketSetup setup = new PacketSetup(
                    new TotemDecoder(keyring), new TotemScope(), PacketObserver.NONE, true, SIGHTINGS_IN_MEMORY);
            CaptureTracker tracker = new CaptureTracker(setup, change -> {});
            CaptureStatistics statistics = source.run(between.apply(source, tracker));
            for (Observation observation : tracker.close()) {
                String name = point.name() + ":" + observation.captured().id();
                captures.add(Vantage.of(name, point.name(), point, statistics, observation));
            }
            return statistics;
        }
    }

    /** Reads and tracks a capture as it is. */
    CaptureStatistics track(VantagePoint point, FrameSource capture) {
        return track(point, capture, (source, sink) -> sink);
    }

    /** Correlates and diagnoses what was tracked, and writes the report. */
    Diagnosis finish() {
        Correlation picture = Correlator.correlate(captures, Map.of());
        captures.forEach(capture -> capture.observation().sightings().close());
        Facts facts = new Facts(picture, states, configurations, keyring.keys(), ZoneOffset.UTC);
        Diagnosis diagnosis = new Diagnostician(RuleBook.RULES).diagnose(facts);
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        new JsonReport("test").write(diagnosis, report);
        assertNotEquals(0, report.size());
        return diagnosis;
    }
}
