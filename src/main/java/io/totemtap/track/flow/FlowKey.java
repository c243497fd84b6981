package io.totemtap.track.flow;

import io.totemtap.net.IpAddress;
import org.jspecify.annotations.Nullable;

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

    // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
    // compared.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlowKey key
                && key.kind == kind
                && key.port == port
                && key.source.equals(source)
                && key.destination.equals(destination);
    }

    @Override
    public int hashCode() {
        return ((kind.ordinal() * 31 + source.hashCode()) * 31 + destination.hashCode()) * 31 + port;
    }
}
