package io.totemtap.track.flow;

import io.totemtap.net.IpAddress;

/**
 * One direction of traffic.
 *
 * @param kind what travels
 * @param source who sends
 * @param destination the group, the peer, or for {@link Kind#ARP} the address asked for
 * @param port UDP destination port, 0 where there is none
 */
public record FlowKey(Kind kind, IpAddress source, IpAddress destination, int port) {

    /** What travels. */
    public enum Kind {
        /** UDP to a group. */
        GROUP,
        /** Totem's unicast: tokens and commit tokens. */
        UNICAST,
        /** IGMP or MLD. */
        MEMBERSHIP,
        /** ARP. */
        ARP,
        /** ICMP or ICMPv6 that is not MLD. */
        ICMP
    }
}
