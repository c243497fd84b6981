package io.totemtap.capture.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The counters by which a host tells that it dropped something, and the lists that say what it wants: cheap enough to be read every second.
 * It does not replace a {@link HostSnapshot}; it tells when one is worth its price.
 */
public final class CounterSample {

    private static final List<String> TABLES = List.of(
            "/proc/net/igmp",
            "/proc/net/dev_mcast",
            "/proc/net/dev",
            "/proc/net/snmp",
            "/proc/net/netstat",
            "/proc/net/softnet_stat");

    private static final List<String> STATES = List.of("flags", "carrier", "address");

    /** Protocol counters of packets that were received and came no further. */
    private static final List<String> DROPS = List.of(
            "Ip.InDiscards",
            "Ip.InAddrErrors",
            "Udp.RcvbufErrors",
            "Udp.InErrors",
            "Udp.InCsumErrors",
            "TcpExt.IPReversePathFilter");

    /** The same of an interface. */
    private static final List<String> INTERFACE_DROPS = List.of("rx_drop", "rx_errors", "rx_fifo_errors", "rx_frame");

    private final HostState state;
    private final List<String> interfaces;
    private final String states;

    private CounterSample(HostState state, List<String> interfaces, String states) {
        this.state = state;
        this.interfaces = interfaces;
        this.states = states;
    }

    /** Reads them now. */
    public static CounterSample take(List<String> interfaces) {
        List<Section> sections = new ArrayList<>();
        for (String table : TABLES) {
            sections.add(new Section("cat " + table, HostSnapshot.content(table), false));
        }
        StringBuilder states = new StringBuilder();
        try (Closing ethtool = new Closing(Ethtool.open())) {
            for (String name : interfaces) {
                STATES.forEach(
                        one -> states.append(HostSnapshot.attribute(name, one)).append(' '));
                ethtool.open().flatMap(one -> one.statistics(name)).ifPresent(sections::add);
            }
        }
        Transcript transcript = new Transcript(HostSnapshot.now(), "now", "", sections);
        return new CounterSample(HostState.of(transcript, ""), List.copyOf(interfaces), states.toString());
    }

    /** Closes what may be there. */
    private record Closing(Optional<Ethtool> open) implements AutoCloseable {
        @Override
        public void close() {
            open.ifPresent(Ethtool::close);
        }
    }

    /** Whether something was dropped since an earlier sample, or an interface or what is joined has changed. */
    public boolean isNews(CounterSample before) {
        HostDelta delta = HostDelta.between(before.state, state);
        return !states.equals(before.states)
                || !state.memberships().equals(before.state.memberships())
                || DROPS.stream().anyMatch(name -> rose(delta.counter(name)))
                || rose(delta.softnet("dropped"))
                || interfaces.stream().anyMatch(name -> dropped(delta, name));
    }

    private static boolean dropped(HostDelta delta, String name) {
        return INTERFACE_DROPS.stream().anyMatch(counter -> rose(delta.interfaceCounter(name, counter)))
                || rose(delta.driverCounter(name, CounterMeaning.FILTERED))
                || rose(delta.driverCounter(name, CounterMeaning.OUT_OF_BUFFERS))
                || rose(delta.driverCounter(name, CounterMeaning.DAMAGED));
    }

    private static boolean rose(Optional<CounterRise> rise) {
        return rise.map(one -> one.rose() == Answer.YES).orElse(false);
    }
}
