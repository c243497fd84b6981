package io.totemtap.net;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Ethernet address.
 *
 * @param bits the six octets as one number, the first octet in bits 47 to 40; higher bits are zero
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {

    /** 00:00:00:00:00:00, "no address". */
    public static final MacAddress NONE = new MacAddress(0);

    /** ff:ff:ff:ff:ff:ff. */
    public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

    private static final long IPV4_GROUP_PREFIX = 0x0100_5e00_0000L;
    private static final long IPV6_GROUP_PREFIX = 0x3333_0000_0000L;

    /** Drops what stands above the six octets. */
    public MacAddress {
        bits &= 0xffff_ffff_ffffL;
    }

    /**
     * The address frames to an IP group carry: 01:00:5e and the low 23 bits (RFC 1112 section 6.4), or 33:33 and the
     * low 32 bits (RFC 2464 section 7). 32 IPv4 groups share each address.
     */
    public static MacAddress multicastFor(IpAddress group) {
        return group instanceof Ipv4Address four
                ? new MacAddress(IPV4_GROUP_PREFIX | (four.bits() & 0x7f_ffff))
                : new MacAddress(IPV6_GROUP_PREFIX | (group.low() & 0xffff_ffffL));
    }

    /** Reads six pairs of hexadecimal digits with ':' or '-' between them; empty for anything else. */
    public static Optional<MacAddress> parse(String text) {
        if (text.length() != 17) {
            return Optional.empty();
        }
        long bits = 0;
        for (int i = 0; i < 17; i++) {
            char c = text.charAt(i);
            if (i % 3 == 2) {
                if (c != ':' && c != '-') {
                    return Optional.empty();
                }
                continue;
            }
            int digit = HexDigit.valueOf(c);
            if (digit < 0) {
                return Optional.empty();
            }
            bits = bits << 4 | digit;
        }
        return Optional.of(new MacAddress(bits));
    }

    /** Whether the group bit (the lowest bit of the first octet, IEEE 802-2014 section 8.2) is set; true for broadcast too. */
    public boolean isGroup() {
        return isGroup(bits);
    }

    /** {@link #isGroup()} for the packet path. */
    public static boolean isGroup(long bits) {
        return (bits & 0x0100_0000_0000L) != 0;
    }

    @Override
    public int compareTo(MacAddress other) {
        return Long.compare(bits, other.bits);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            int octet = (int) (bits >>> shift) & 0xff;
            text.append(Character.forDigit(octet >>> 4, 16)).append(Character.forDigit(octet & 15, 16));
            if (shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }

    // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
    // compared.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MacAddress address && address.bits == bits;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bits);
    }
}
