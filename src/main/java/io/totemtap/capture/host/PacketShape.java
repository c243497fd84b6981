package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.Optional;

/**
 * A kind of packets, for the question which rules may match them.
 *
 * @param protocol IP protocol
 * @param destination where it goes
 * @param destinationPort UDP port, 0 for protocols without
 * @param inInterface where it comes in, or empty if any
 * @param outInterface where it goes out, or empty if any
 * @param source where it comes from, absent if any
 */
public record PacketShape(
        Protocol protocol,
        IpAddress destination,
        int destinationPort,
        String inInterface,
        String outInterface,
        Optional<IpAddress> source) {

    /** IP protocols that matter. */
    public enum Protocol {
        /** IGMP, protocol 2. */
        IGMP(2, "igmp"),
        /** UDP, protocol 17. */
        UDP(17, "udp");

        private final int number;
        private final String keyword;

        Protocol(int number, String keyword) {
            this.number = number;
            this.keyword = keyword;
        }

        /** Whether a protocol's name or number in a rule means this one. */
        boolean isCalled(String name) {
            return name.equalsIgnoreCase(keyword) || name.equals(Integer.toString(number));
        }
    }

    /** Multicast to a group and UDP port, received on an interface (empty: any). */
    public static PacketShape received(IpAddress group, int port, String inInterface) {
        return new PacketShape(Protocol.UDP, group, port, inInterface, "", Optional.empty());
    }

    /** Multicast to a group and UDP port, sent on an interface (empty: any). */
    public static PacketShape sent(IpAddress group, int port, String outInterface) {
        return new PacketShape(Protocol.UDP, group, port, "", outInterface, Optional.empty());
    }

    /** An IGMP message to a group, received on an interface (empty: any). */
    public static PacketShape igmpReceived(IpAddress destination, String inInterface) {
        return new PacketShape(Protocol.IGMP, destination, 0, inInterface, "", Optional.empty());
    }

    /** An IGMP message to a group, sent on an interface (empty: any). */
    public static PacketShape igmpSent(IpAddress destination, String outInterface) {
        return new PacketShape(Protocol.IGMP, destination, 0, "", outInterface, Optional.empty());
    }

    /** The Ethernet address it is sent to, if it is multicast. */
    Optional<MacAddress> destinationMac() {
        return destination.isMulticast() ? Optional.of(MacAddress.multicastFor(destination)) : Optional.empty();
    }
}
