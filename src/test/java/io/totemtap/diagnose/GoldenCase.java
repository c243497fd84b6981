package io.totemtap.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.Case;
import io.totemtap.capture.CaseFile;
import io.totemtap.capture.CaseFile.Kind;
import io.totemtap.capture.CaseReader;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Correlator;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.decode.totem.TotemKeyring;
import io.totemtap.diagnose.rule.RuleBook;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.CaptureTracker;
import io.totemtap.track.Observation;
import io.totemtap.track.PacketObserver;
import io.totemtap.track.PacketSetup;
import io.totemtap.track.TotemScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A recording in {@code captures/}, of which captures and host states can be left out before it is diagnosed. */
public final class GoldenCase {

    private static final Path CAPTURES = Path.of("captures");
    private static final int SIGHTINGS_IN_MEMORY = 1 << 14;

    /** Places of the manifests' culprits. */
    private static final Map<String, Place> PLACES = Map.of(
            "none", Place.NONE,
            "switch", Place.SWITCH,
            "nic", Place.RECEIVER_NIC,
            "host", Place.RECEIVER_HOST,
            "sender", Place.SENDER,
            "link", Place.SENDER_NIC,
            "daemon", Place.CLUSTER,
            "config", Place.CLUSTER,
            "unicast-path", Place.UNICAST);

    /** Faults that sit on a border between places. */
    private static final Map<String, Set<Place>> BORDERS = Map.of(
            "mac-alias", Set.of(Place.NONE, Place.CLUSTER),
            "host-not-joined", Set.of(Place.CLUSTER, Place.RECEIVER_HOST),
            "interface-flap", Set.of(Place.RECEIVER_HOST, Place.RECEIVER_NIC, Place.SENDER_NIC),
            "receive-buffer-overflow", Set.of(Place.RECEIVER_HOST, Place.CLUSTER),
            "mtu-mismatch", Set.of(Place.SWITCH, Place.SENDER_NIC),
            "node-frozen", Set.of(Place.CLUSTER, Place.SENDER));

    private static final AtomicReference<@Nullable GoldenCase> LAST = new AtomicReference<>();

    private final String name;
    private final Case theCase;
    private final JsonNode manifest;
    private final TotemKeyring keyring;
    private final List<ClusterConfiguration> configurations = new ArrayList<>();
    private final Map<IpAddress, String> names = new TreeMap<>();
    private final Map<IpAddress, List<HostState>> states = new TreeMap<>();
    private final Map<String, List<Vantage>> tracked = new LinkedHashMap<>();

    private GoldenCase(String name) {
        this.name = name;
        Path directory = CAPTURES.resolve(name);
        theCase = new CaseReader(CaptureFiles::looksLikeCapture).directory(directory);
        try {
            manifest = new ObjectMapper()
                    .readTree(directory.resolve("manifest.json").toFile());
            keyring = keys();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (VantagePoint point : theCase.vantagePoints()) {
            point.addresses().stream().limit(1).forEach(address -> {
                names.put(address, point.host());
                for (CaseFile file : theCase.files(Kind.STATE, point.host())) {
                    states.computeIfAbsent(address, none -> new ArrayList<>())
                            .addAll(HostState.read(file.path(), file.name(), file.phase()));
                }
            });
        }
        // "fault" comes before "start" in a directory
        states.values()
                .forEach(known -> known.sort(
                        Comparator.comparingLong(state -> state.moment().timeNanos())));
    }

    private TotemKeyring keys() throws IOException {
        TotemKeyring.Builder keys = TotemKeyring.builder();
        for (CaseFile file : theCase.files()) {
            if (file.kind() == Kind.CLUSTER_CONF || file.kind() == Kind.COROSYNC_CONF) {
                configurations.add(ClusterConfiguration.read(file.path()));
            } else if (file.kind() == Kind.AUTHKEY) {
                keys.addKeyFile(Files.readAllBytes(file.path()), "authkey of the case");
            }
        }
        keys.addDerivedName(manifest.path("cluster_name").asText("none"), "cluster name of the manifest");
        for (JsonNode cluster : manifest.path("clusters")) {
            keys.addDerivedName(cluster.path("name").asText(), "cluster name of the manifest");
        }
        return keys.build();
    }

    /** The names of all recordings. */
    public static List<String> names() {
        try (Stream<Path> found = Files.list(CAPTURES)) {
            return found.filter(path -> Files.exists(path.resolve("manifest.json")))
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recording of this name. */
    public static GoldenCase of(String name) {
        return new GoldenCase(name);
    }

    /** The recording of this name, not read again if it was the last one that was asked for. */
    public static synchronized GoldenCase kept(String name) {
        GoldenCase kept = LAST.get();
        if (kept == null || !kept.name.equals(name)) {
            kept = new GoldenCase(name);
            LAST.set(kept);
        }
        return kept;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Where the fault truly is; more than one place where it sits on a border. */
    public Set<Place> truth() {
        JsonNode truth = manifest.path("truth");
        Place culprit = PLACES.get(truth.path("culprit").asText());
        return BORDERS.getOrDefault(truth.path("code").asText(), Set.of(culprit));
    }

    /** Whether a verdict names the true place, or leaves it standing. */
    public boolean fits(Verdict verdict) {
        return truth().contains(verdict.place())
                || (verdict.place() == Place.UNDECIDED
                        && verdict.suspects().stream()
                                .anyMatch(suspect ->
                                        suspect.state() != Suspect.State.CLEARED && truth().contains(suspect.place())));
    }

    /** Whether a verdict names a place that is not the true one. */
    public boolean isFalselyAccused(Verdict verdict) {
        return verdict.place() != Place.UNDECIDED
                && verdict.place() != Place.NONE
                && !truth().contains(verdict.place());
    }

    /** Where captures were taken. */
    public List<VantagePoint> points() {
        return theCase.vantagePoints();
    }

    /** The names of the captures. */
    public List<String> captures() {
        return theCase.vantagePoints().stream().map(VantagePoint::name).toList();
    }

    /** Hosts that said something about themselves. */
    public List<String> hosts() {
        return states.keySet().stream().map(names::get).toList();
    }

    /** Reads a capture. */
    public List<Vantage> track(VantagePoint point, FrameSource capture, UnaryOperator<FrameSink> before) {
        try (FrameSource source = capture) {
            PacketSetup setup = new PacketSetup(
                    new TotemDecoder(keyring), new TotemScope(), PacketObserver.NONE, true, SIGHTINGS_IN_MEMORY);
            CaptureTracker tracker = new CaptureTracker(setup, change -> {});
            CaptureStatistics statistics = source.run(before.apply(tracker));
            List<Vantage> captures = new ArrayList<>();
            for (Observation observation : tracker.close()) {
                captures.add(Vantage.of(point.name(), point.name(), point, statistics, observation));
            }
            return captures;
        }
    }

    /** The facts of all of it. */
    public Facts facts() {
        return facts(capture -> true, host -> true);
    }

    /** The facts of some of its captures and of the states of some of its hosts. */
    public Facts facts(Predicate<String> captures, Predicate<String> hosts) {
        List<Vantage> chosen = new ArrayList<>();
        for (VantagePoint point : theCase.vantagePoints()) {
            if (captures.test(point.name())) {
                chosen.addAll(captures(point.name()));
            }
        }
        return facts(chosen, hosts);
    }

    /** The facts of its captures in another order. */
    public Facts facts(List<String> order) {
        List<Vantage> ordered = new ArrayList<>();
        for (String one : order) {
            ordered.addAll(captures(one));
        }
        return facts(ordered, host -> true);
    }

    /** The facts of the first seconds of its captures. */
    public Facts first(int seconds, boolean withStates) {
        long until = begin() + seconds * EpochNanos.SECOND;
        List<Vantage> cut = new ArrayList<>();
        for (VantagePoint point : theCase.vantagePoints()) {
            cut.addAll(track(point, CaptureFiles.open(point.files()), sink -> new Until(until, sink)));
        }
        return facts(cut, host -> withStates);
    }

    /** The facts of the first tenths of a second of one capture alone, as a live capture on that place has them by then. */
    public Facts alone(String capture, int tenths) {
        VantagePoint point = theCase.vantagePoints().stream()
                .filter(one -> one.name().equals(capture))
                .findFirst()
                .orElseThrow();
        long until = captures(capture).get(0).observation().firstNanos() + tenths * EpochNanos.SECOND / 10;
        return facts(track(point, CaptureFiles.open(point.files()), sink -> new Until(until, sink)), host -> false);
    }

    /** How long its captures are, in seconds, rounded up. */
    public int seconds() {
        long last = theCase.vantagePoints().stream()
                .flatMap(point -> captures(point.name()).stream())
                .mapToLong(capture -> capture.observation().lastNanos())
                .max()
                .orElseThrow();
        return (int) ((last - begin()) / EpochNanos.SECOND + 1);
    }

    private long begin() {
        return theCase.vantagePoints().stream()
                .flatMap(point -> captures(point.name()).stream())
                .filter(capture -> capture.observation().frames() > 0)
                .mapToLong(capture -> capture.observation().firstNanos())
                .min()
                .orElseThrow();
    }

    private List<Vantage> captures(String point) {
        return tracked.computeIfAbsent(point, none -> theCase.vantagePoints().stream()
                .filter(one -> one.name().equals(point))
                .flatMap(one -> track(one, CaptureFiles.open(one.files()), sink -> sink).stream())
                .toList());
    }

    /** Passes frames on until a moment. */
    private record Until(long nanos, FrameSink sink) implements FrameSink {

        @Override
        public void openInterface(CaptureInterface description) {
            sink.openInterface(description);
        }

        @Override
        public void frame(Frame frame) {
            if (frame.timeNanos() <= nanos) {
                sink.frame(frame);
            }
        }
    }

    /** The facts of captures that were read in another way. */
    public Facts facts(List<Vantage> captures, Predicate<String> hosts) {
        Map<IpAddress, List<HostState>> chosen = new TreeMap<>(states);
        chosen.keySet().removeIf(host -> !hosts.test(names.getOrDefault(host, "")));
        return new Facts(Correlator.correlate(captures, names), chosen, configurations, keyring.keys(), ZoneOffset.UTC);
    }

    /** What all rules make of facts. */
    public static Diagnosis diagnose(Facts facts) {
        return new Diagnostician(RuleBook.RULES).diagnose(facts);
    }
}
