package io.totemtap.net;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An address and a UDP port.
 *
 * @param address where
 * @param port 0 to 65535
 */
public record Endpoint(IpAddress address, int port) implements Comparable<Endpoint> {

    private static final Comparator<Endpoint> ORDER =
            Comparator.comparing(Endpoint::address).thenComparingInt(Endpoint::port);

    @Override
    public int compareTo(Endpoint other) {
        return ORDER.compare(this, other);
    }

    /** "239.192.53.207:5405" or "[ff15::ddb4]:5405". */
    @Override
    public String toString() {
        return address instanceof Ipv6Address ? "[" + address + "]:" + port : address + ":" + port;
    }

    // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
    // compared.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Endpoint endpoint && endpoint.port == port && endpoint.address.equals(address);
    }

    @Override
    public int hashCode() {
        return address.hashCode() * 31 + port;
    }
}
