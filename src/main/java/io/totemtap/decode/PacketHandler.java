package io.totemtap.decode;

import io.totemtap.decode.igmp.IgmpMessage;
import io.totemtap.decode.igmp.MldMessage;
import io.totemtap.decode.ip.ArpView;
import io.totemtap.decode.ip.IcmpView;
import io.totemtap.decode.link.BpduView;

/**
 * Receives what a {@link PacketDecoder} makes of each frame: exactly one call a frame. The envelope and everything called
 * a view or range are re-used and good only until the method returns; messages are values and may be kept.
 */
public interface PacketHandler {

    /** An IGMP message, also one that could not be understood. */
    void onIgmp(Envelope envelope, IgmpMessage message);

    /** An MLD message. */
    void onMld(Envelope envelope, MldMessage message);

    /**
     * A complete UDP datagram, put together from fragments where it was fragmented: to a group, or to a single address
     * if the {@link UdpFilter} wanted it.
     *
     * @param payload the bytes that are there; {@link Envelope#payloadLength()} is what the UDP header claims
     */
    void onDatagram(Envelope envelope, ByteRange payload);

    /** An ARP packet for IPv4 on Ethernet. */
    void onArp(Envelope envelope, ArpView arp);

    /** A reverse ARP packet for IPv4 on Ethernet: what hypervisors send so that switches learn where a guest is now. */
    void onReverseArp(Envelope envelope, ArpView arp);

    /** An ICMP or ICMPv6 message other than MLD; neighbour discovery comes here too. */
    void onIcmp(Envelope envelope, IcmpView icmp);

    /** A spanning tree message. */
    void onBpdu(Envelope envelope, BpduView bpdu);

    /**
     * Everything else: other protocols, unwanted datagrams, fragments that do not complete a datagram, headers that could
     * not be read. The envelope is filled as far as they could be.
     */
    void onOther(Envelope envelope);
}
