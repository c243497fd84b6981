package io.totemtap.decode.totem;

import io.totemtap.net.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node as totem names it.
 *
 * @param nodeId 0 to 2^32 - 1; 0 in the system_from of a leaving corosync 1.x or 2.x node
 * @param addresses its address on ring 0, then on ring 1 if it has one; empty in corosync 3, which names nodes by id
 * only
 */
public record Processor(long nodeId, List<IpAddress> addresses) implements Comparable<Processor> {

    /** Copies the list. */
    public Processor {
        addresses = List.copyOf(addresses);
    }

    /** The address on ring 0. */
    public Optional<IpAddress> address() {
        return addresses.isEmpty() ? Optional.empty() : Optional.of(addresses.get(0));
    }

    /**
     * A number that is the same for the same node of one cluster whatever message names it: the ring 0 address where
     * there is one (the packet-path form of an IPv4 address, a mix of both halves of an IPv6 one), else the node id.
     */
    public long key() {
        return addresses.isEmpty()
                ? nodeId
                : key(addresses.get(0).high(), addresses.get(0).low());
    }

    /** {@link #key()} of an address in packet-path form. */
    static long key(long high, long low) {
        return high == IpAddress.IPV4_HIGH ? low : Long.rotateLeft(high * 0x9e37_79b9_7f4a_7c15L, 23) ^ low;
    }

    /**
     * Whether this names the same node. Unlike {@link #equals} it ignores the second address, which a ring id does not
     * carry, and the node id where there are addresses, which a leaving node sets to 0.
     */
    public boolean isSameAs(Processor other) {
        boolean byId = addresses.isEmpty() || other.addresses.isEmpty();
        return byId ? nodeId == other.nodeId : addresses.get(0).equals(other.addresses.get(0));
    }

    /** The order of a ring: by ring 0 address (openais to corosync 2, {@code totemip_compare}), else by node id. */
    @Override
    public int compareTo(Processor other) {
        int shared = Math.min(addresses.size(), other.addresses.size());
        for (int i = 0; i < shared; i++) {
            int order = addresses.get(i).compareTo(other.addresses.get(i));
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(addresses.size(), other.addresses.size());
        return order != 0 ? order : Long.compare(nodeId, other.nodeId);
    }

    /** "10.77.0.1 (node 1)", or "node 1". */
    @Override
    public String toString() {
        return addresses.isEmpty() ? "node " + nodeId : addresses.get(0) + " (node " + nodeId + ")";
    }

    // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
    // compared.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Processor processor
                && processor.nodeId == nodeId
                && processor.addresses.equals(addresses);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(nodeId) * 31 + addresses.hashCode();
    }
}
