package io.totemtap.decode;

/**
 * Says which unicast UDP datagrams are worth a call of {@link PacketHandler#onDatagram}, so that other people's traffic
 * costs nothing. Datagrams to a group are never asked about. Must not throw, must not keep or change the array.
 */
@FunctionalInterface
public interface UdpFilter {

    /**
     * Whether the datagram is wanted. Of a fragmented datagram it is asked about the first fragment and, where it wanted
     * that, again about the whole.
     *
     * @param sourcePort 0 to 65535
     * @param destinationPort 0 to 65535
     * @param array holds the payload
     * @param payloadOffset where in {@code array} the payload starts
     * @param available how many bytes of it are there, from 0
     */
    boolean wanted(int sourcePort, int destinationPort, byte[] array, int payloadOffset, int available);
}
