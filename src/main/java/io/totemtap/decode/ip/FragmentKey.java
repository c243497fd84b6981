package io.totemtap.decode.ip;

import io.totemtap.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the fragments of one UDP datagram share (RFC 791 section 3.2, RFC 8200 section 4.5), and where they were seen: a
 * fragment of another interface or VLAN is another sighting and must not complete a datagram here.
 *
 * @param interfaceId interface of the capture
 * @param vlan outermost tag, or -1
 * @param source who sent it
 * @param destination where it goes
 * @param identification 16 or 32 bits
 */
public record FragmentKey(int interfaceId, int vlan, IpAddress source, IpAddress destination, int identification) {
    // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
    // compared.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FragmentKey key
                && key.identification == identification
                && key.vlan == vlan
                && key.interfaceId == interfaceId
                && key.source.equals(source)
                && key.destination.equals(destination);
    }

    @Override
    public int hashCode() {
        return ((identification * 31 + source.hashCode()) * 31 + destination.hashCode()) * 31 + vlan * 31 + interfaceId;
    }
}
