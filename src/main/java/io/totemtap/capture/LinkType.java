package io.totemtap.capture;

/**
 * The link-layer header types that are decoded, by their LINKTYPE_ number in capture files (tcpdump.org, "Link-Layer
 * Header Types"). The raw IP types also have platform numbers (12, 14) that old files carry.
 */
public enum LinkType {
    /** BSD loopback: four bytes of address family in the byte order of the capturing host. */
    BSD_LOOPBACK(0),
    /** Ethernet, from the destination address on, without frame check sequence. */
    ETHERNET(1),
    /** IPv4 or IPv6 with nothing before it; the first nibble tells which. */
    RAW_IP(101),
    /** OpenBSD loopback: four bytes of address family, big-endian. */
    OPENBSD_LOOPBACK(108),
    /** Linux "cooked" capture, version 1: 16 bytes. */
    LINUX_SLL(113),
    /** IPv4 with nothing before it. */
    RAW_IPV4(228),
    /** IPv6 with nothing before it. */
    RAW_IPV6(229),
    /** Linux "cooked" capture, version 2: 20 bytes, with the interface index. */
    LINUX_SLL2(276),
    /** Anything else: its frames are counted and never looked into. */
    UNSUPPORTED(-1);

    private final int number;

    LinkType(int number) {
        this.number = number;
    }

    /** The LINKTYPE_ number, -1 for {@link #UNSUPPORTED}. */
    public int number() {
        return number;
    }

    /** Whether the header carries both Ethernet addresses. */
    public boolean hasMacAddresses() {
        return this == ETHERNET;
    }

    /** Whether a capture with this type was taken on Linux's device "any", or one that looks like it. */
    public boolean isCooked() {
        return this == LINUX_SLL || this == LINUX_SLL2;
    }

    /** The type with LINKTYPE_ number {@code number}; {@link #UNSUPPORTED} for all that are not decoded. */
    public static LinkType of(int number) {
        if (number == 12 || number == 14) {
            return RAW_IP;
        }
        for (LinkType type : values()) {
            if (type.number == number && type != UNSUPPORTED) {
                return type;
            }
        }
        return UNSUPPORTED;
    }
}
