package io.totemtap.decode.ip;

/** What IPv4 and IPv6 packets have in common once their headers have been read. */
public sealed interface IpView permits Ipv4View, Ipv6View {

    /** Upper half of the source address in packet-path form (see {@link io.totemtap.net.IpAddress}). */
    long sourceHigh();

    /** Lower half of the source address. */
    long sourceLow();

    /** Upper half of the destination address. */
    long destinationHigh();

    /** Lower half of the destination address. */
    long destinationLow();

    /** The protocol behind all headers, 0 to 255. */
    int protocol();

    /** Whether this is a piece of a larger packet: more fragments follow, or it is not the first. */
    boolean isFragment();

    /** Where in the datagram this fragment's payload belongs, in bytes, 0 to 65528. */
    int fragmentOffset();

    /** Whether it is a fragment other than the last. */
    boolean moreFragments();

    /** What the fragments of a datagram share: 16 bits in IPv4, 32 in IPv6. */
    int fragmentIdentification();

    /** The array that holds the packet. */
    byte[] bytes();

    /** Where in {@link #bytes()} the payload starts. */
    int payloadOffset();

    /** Bytes of the payload that are there. */
    int payloadCaptured();

    /** Bytes of the payload on the wire: what the header claims, or less where it claims too much. */
    int payloadLength();

    /**
     * Sum of the pseudo header of UDP and ICMPv6 (RFC 768, RFC 8200 section 8.1), not folded.
     *
     * @param protocol 0 to 255
     * @param length of the message, as its own length field or the payload length says
     */
    long pseudoHeaderSum(int protocol, int length);

    /** Verifies the header's own checksum where it has one, and notes a problem if it does not fit. */
    void checkHeader();
}
