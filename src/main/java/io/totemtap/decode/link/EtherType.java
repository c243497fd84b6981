package io.totemtap.decode.link;

/** The EtherTypes (IEEE 802 registry) somebody here looks behind. */
public final class EtherType {

    /** IPv4. */
    public static final int IPV4 = 0x0800;

    /** ARP. */
    public static final int ARP = 0x0806;

    /** Reverse ARP. */
    public static final int REVERSE_ARP = 0x8035;

    /** An Ethernet frame inside GRE (RFC 1701's "transparent Ethernet bridging"). */
    public static final int TRANSPARENT_ETHERNET = 0x6558;

    /** IPv6. */
    public static final int IPV6 = 0x86dd;

    /** Customer tag, IEEE 802.1Q. */
    static final int CUSTOMER_TAG = 0x8100;

    /** Service tag, IEEE 802.1ad. */
    static final int SERVICE_TAG = 0x88a8;

    /** What service tags were before 802.1ad. */
    static final int OLD_SERVICE_TAG = 0x9100;

    /** Type fields below this are lengths, or cooked pseudo types (IEEE 802.3 clause 3.2.6). */
    static final int FIRST = 0x600;

    private EtherType() {}
}
