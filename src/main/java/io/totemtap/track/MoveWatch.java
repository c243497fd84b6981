package io.totemtap.track;

import io.totemtap.decode.ip.ArpView;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Notices the reverse ARP requests with which a hypervisor tells switches where a guest is now: after a migration, or when an uplink
 * took over. They ask for the address of the guest's own Ethernet address and are sent from it, several times over some seconds.
 */
final class MoveWatch {

    /** QEMU repeats for about two seconds, others longer. */
    private static final long SAME_MOVE = 10 * EpochNanos.SECOND;

    private static final int MOST = 64;

    private final Hosts hosts;
    private final StateLog log;
    private final List<Announced> recent = new ArrayList<>();

    private record Announced(MacAddress station, long nanos) {}

    /** Creates it; moves are noted in {@code log}, as changes of the host that used the address last. */
    MoveWatch(Hosts hosts, StateLog log) {
        this.hosts = hosts;
        this.log = log;
    }

    /** A reverse ARP packet. A request about somebody else, and an answer, tell of no move. */
    void onReverseArp(ArpView arp, long nanos, long frame) {
        MacAddress station = arp.senderMac();
        if (arp.operation() != ArpView.REVERSE_REQUEST || !station.equals(arp.targetMac())) {
            return;
        }
        recent.removeIf(one -> nanos - one.nanos() > SAME_MOVE);
        boolean isNew = recent.stream().noneMatch(one -> one.station().equals(station));
        if (isNew && recent.size() < MOST) {
            recent.add(new Announced(station, nanos));
        }
        if (isNew) {
            int host = hosts.byMac(station.bits());
            IpAddress address = host == Hosts.NOBODY ? Ipv4Address.UNSPECIFIED : hosts.address(host);
            log.add(nanos, frame, address, StateChange.Kind.MOVED, station.toString());
        }
    }
}
