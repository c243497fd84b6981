package io.totemtap.capture.host;

import io.totemtap.capture.host.witness.WitnessReading;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the kernel counts and how it is set.
 *
 * @param counters protocol counters: "IpExt.InMcastPkts", "TcpExt.IPReversePathFilter", "Udp.RcvbufErrors",
 *     "softnet.cpu0.dropped"; what the kernel does not have is absent
 * @param settings sysctls by name ("net.ipv4.conf.all.rp_filter"), other files of /proc and /sys by path
 * @param socketsListed whether sockets were listed, so that a missing one is not there
 * @param sockets UDP sockets
 * @param firewall packet filters
 * @param witnessed what the kernel's own witness counted, in the order of the text; empty if it did not run
 * @param unwitnessed why the kernel's own witness could not run, in sentences; empty if it ran or the text says nothing of it
 */
public record KernelFacts(
        Map<String, Long> counters,
        Map<String, String> settings,
        boolean socketsListed,
        List<UdpSocket> sockets,
        Firewall firewall,
        List<WitnessReading> witnessed,
        String unwitnessed) {

    /** Copies the collections. */
    public KernelFacts {
        counters = Copies.of(counters);
        settings = Copies.of(settings);
        sockets = List.copyOf(sockets);
        witnessed = List.copyOf(witnessed);
    }

    /** A protocol counter, absent if the kernel has none of that name or it was not printed. */
    public OptionalLong counter(String name) {
        Long value = counters.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
