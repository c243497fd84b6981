package io.totemtap.capture.host.witness;

import io.totemtap.net.IpAddress;

/**
 * Whose packets are counted, and where.
 *
 * @param way the packets' way through the host
 * @param source who sent them; the unspecified address where only a socket is known
 * @param group to whom; the unspecified address where only a socket is known
 * @param port the UDP port they are sent to, 0 for the later fragments of datagrams, which have none
 * @param interfaceName the interface, empty if it is not known
 * @param vlan the VLAN they are tagged with, 0 without a tag
 */
public record WitnessPlace(Way way, IpAddress source, IpAddress group, int port, String interfaceName, int vlan) {

    /** Whether these are one sender's packets to one group and port, on one way. */
    boolean isOf(Way its, IpAddress sender, IpAddress to, int toPort) {
        return way == its && port == toPort && source.equals(sender) && group.equals(to);
    }
}
