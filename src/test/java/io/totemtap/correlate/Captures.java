package io.totemtap.correlate;

import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.net.IpAddress;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Captures for tests: observations with a place. */
public final class Captures {

    private static final CaptureStatistics STATISTICS =
            new CaptureStatistics("pcap", List.of(), List.of(), List.of(), Map.of(), List.of(), false);

    private Captures() {}

    /** A capture of which the case says nothing. */
    public static Vantage unknown(String name, Observation observation) {
        return Vantage.of(name, name + ".pcap", VantagePoint.named(name, List.of()), STATISTICS, observation);
    }

    /** A capture the case says was taken on a node. */
    public static Vantage on(int node, String name, Observation observation) {
        return placed(name, Role.NODE, List.of(Packets.ip(Cluster.address(node))), "", observation);
    }

    /** A capture with a role. */
    public static Vantage placed(
            String name, Role role, List<IpAddress> addresses, String faces, Observation observation) {
        VantagePoint point = new VantagePoint(name, role, "", addresses, List.of(), Optional.empty(), faces, List.of());
        return Vantage.of(name, name + ".pcap", point, STATISTICS, observation);
    }

    /** The picture of some captures. */
    public static Correlation correlate(Vantage... captures) {
        return Correlator.correlate(List.of(captures), Map.of());
    }
}
