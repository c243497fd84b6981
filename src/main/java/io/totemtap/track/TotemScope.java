package io.totemtap.track;

import io.totemtap.decode.UdpFilter;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.decode.totem.TotemPorts;
import java.util.BitSet;

/**
 * Which UDP ports carry totem: 5405, those a configuration names, and those on which group traffic was recognised. Encrypted
 * tokens have no marks of their own; only their port says what they are.
 */
public final class TotemScope implements UdpFilter {

    private final BitSet ports = new BitSet(1 << 16);

    /** Knows the default port only. */
    public TotemScope() {
        ports.set(TotemPorts.DEFAULT);
    }

    /** Adds a destination port, 0 to 65535. */
    public void add(int port) {
        ports.set(port & 0xffff);
    }

    /** Whether totem is sent to this port. */
    public boolean contains(int port) {
        return ports.get(port);
    }

    @Override
    public boolean wanted(int sourcePort, int destinationPort, byte[] array, int payloadOffset, int available) {
        return ports.get(destinationPort) || TotemDecoder.looksLikeTotem(array, payloadOffset, available, available);
    }
}
