package io.totemtap.diagnose;

import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.Transcript;
import io.totemtap.capture.log.LogFile;
import io.totemtap.correlate.Captures;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Correlator;
import io.totemtap.correlate.HostLog;
import io.totemtap.correlate.Vantage;
import io.totemtap.net.IpAddress;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Facts of captures and texts that a test makes up. Node <i>n</i> is called "n<i>n</i>" and has the address of {@link Cluster}. */
public final class MadeFacts {

    private static final int MOST_NODES = 9;

    private final List<Vantage> captures = new ArrayList<>();
    private final Map<IpAddress, List<HostState>> states = new TreeMap<>();
    private final List<ClusterConfiguration> configurations = new ArrayList<>();
    private final Map<Integer, String> logs = new TreeMap<>();

    private static IpAddress address(int node) {
        return Packets.ip(Cluster.address(node));
    }

    /** A promiscuous capture on a node. */
    public MadeFacts on(int node, Observation seen) {
        return placed("n" + node, Role.NODE, node, seen, 0);
    }

    /** A promiscuous capture on a node that dropped packets itself. */
    public MadeFacts lossy(int node, long dropped, Observation seen) {
        return placed("n" + node, Role.NODE, node, seen, dropped);
    }

    /** A capture of a node's switch port. */
    public MadeFacts port(int node, Observation seen) {
        return placed("p" + node, Role.SWITCH_PORT, node, seen, 0);
    }

    private MadeFacts placed(String name, Role role, int node, Observation seen, long dropped) {
        VantagePoint point = new VantagePoint(
                name,
                role,
                role == Role.NODE ? "n" + node : "",
                role == Role.NODE ? List.of(address(node)) : List.of(),
                List.of(),
                Optional.of(true),
                role == Role.NODE ? "" : "n" + node,
                List.of());
        OfInterface counts = new OfInterface(
                seen.captured().id(),
                seen.frames(),
                0,
                seen.firstNanos(),
                seen.lastNanos(),
                seen.sliced(),
                OptionalLong.of(dropped),
                OptionalLong.empty());
        CaptureStatistics statistics =
                new CaptureStatistics("pcap", List.of(counts), List.of(), List.of(), Map.of(), List.of(), false);
        captures.add(Vantage.of(name, name + ".pcap", point, statistics, seen));
        return this;
    }

    /** A capture of which nothing is said. */
    public MadeFacts anywhere(String name, Observation seen) {
        captures.add(Captures.unknown(name, seen));
        return this;
    }

    /** What a node says of itself at one moment. */
    public MadeFacts state(int node, String transcript) {
        states.computeIfAbsent(address(node), none -> new ArrayList<>())
                .add(HostState.of(Transcript.parse(transcript, false).get(0), "n" + node));
        return this;
    }

    /** A configuration. */
    public MadeFacts configuration(String text) {
        configurations.add(ClusterConfiguration.parse(text.getBytes(StandardCharsets.UTF_8), "made up"));
        return this;
    }

    /** The log of a node. */
    public MadeFacts log(int node, String text) {
        logs.put(node, text);
        return this;
    }

    private List<HostLog> logs(Correlation picture) {
        List<HostLog> read = new ArrayList<>();
        logs.forEach((node, text) -> {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            LogFile file = LogFile.read(new ByteArrayInputStream(bytes));
            read.add(HostLog.of("n" + node + ".log", address(node), file.entries(), picture));
        });
        return read;
    }

    /** All of it. */
    public Facts facts() {
        Map<IpAddress, String> names = new TreeMap<>();
        for (int node = 1; node <= MOST_NODES; node++) {
            names.put(address(node), "n" + node);
        }
        Correlation picture = Correlator.correlate(captures, names);
        return new Facts(picture, states, configurations, List.of(), logs(picture), ZoneOffset.UTC);
    }
}
