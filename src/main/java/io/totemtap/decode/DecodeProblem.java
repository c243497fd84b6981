package io.totemtap.decode;

/**
 * Something a packet says that cannot be so, or cannot be known. A value that travels with the packet; nothing is thrown.
 *
 * @param layer whose header or message it is
 * @param kind what is wrong
 * @param offset where, in bytes from the start of that layer
 * @param needed bytes that would be needed from there on, 0 where the kind has no such number
 * @param available bytes that are there
 * @param lengthFrom which field claimed {@code needed}
 */
public record DecodeProblem(Layer layer, Kind kind, int offset, int needed, int available, LengthFrom lengthFrom) {

    /** The layer whose bytes are in question. */
    public enum Layer {
        /** Ethernet, 802.1Q, cooked or loopback header. */
        LINK,
        /** ERSPAN, GRE or VXLAN around a mirrored packet. */
        TUNNEL,
        /** ARP. */
        ARP,
        /** IPv4 or IPv6 header and extension headers. */
        IP,
        /** UDP header. */
        UDP,
        /** IGMP message. */
        IGMP,
        /** ICMP or ICMPv6 message other than MLD. */
        ICMP,
        /** MLD message. */
        MLD,
        /** What is wrapped round a totem message: prefix, digest, salt. */
        TOTEM_ENVELOPE,
        /** The totem message itself. */
        TOTEM
    }

    /** What is wrong. {@link #CUT_BY_CAPTURE} is never mixed with the others: the packet itself may be well. */
    public enum Kind {
        /** The capture kept fewer bytes than were on the wire. */
        CUT_BY_CAPTURE,
        /** The packet is shorter than the fixed part of its header. */
        TOO_SHORT,
        /** A length or count field claims more than the packet has. */
        CLAIMS_TOO_MUCH,
        /** The checksum does not fit. */
        BAD_CHECKSUM,
        /** The checksum was left to the network card: the frame was captured on its sender. */
        CHECKSUM_NOT_FILLED_IN,
        /** A field has a value its specification does not allow. */
        BAD_VALUE,
        /** A type number nobody has defined. */
        UNKNOWN_TYPE,
        /** Encrypted, or something else altogether. */
        UNDECODABLE,
        /** A fragment whose datagram could not be put together. */
        INCOMPLETE_FRAGMENTS
    }

    /** The field that claimed a length. */
    public enum LengthFrom {
        /** No field: the fixed size of the header. */
        FIXED_SIZE,
        /** The captured length. */
        CAPTURED_LENGTH,
        /** Length field of an IEEE 802.3 frame. */
        FRAME_LENGTH,
        /** IPv4 header length field. */
        IP_HEADER_LENGTH,
        /** IPv4 total length or IPv6 payload length. */
        IP_TOTAL_LENGTH,
        /** IPv6 extension header length. */
        IP_EXTENSION_LENGTH,
        /** UDP length. */
        UDP_LENGTH,
        /** Number of group records or sources of an IGMP or MLD message. */
        RECORD_COUNT,
        /** Number of entries of a totem list. */
        TOTEM_ENTRY_COUNT
    }
}
