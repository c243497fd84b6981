package io.totemtap.net;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address as it leaves a package. On the packet path an address is two longs ({@link #high()} and
 * {@link #low()}), an IPv4 address being the IPv4-mapped form ::ffff:a.b.c.d of RFC 4291 section 2.5.5.2, so that one
 * comparison serves both families.
 *
 * <p>The order is IPv4 before IPv6, then unsigned numeric.
 */
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {

    /** Upper 64 bits of the packet-path form that stands before an IPv4 address. */
    long IPV4_HIGH = 0L;

    /** Lower 64 bits of the packet-path form of 0.0.0.0; an IPv4 address is added to it. */
    long IPV4_LOW_BASE = 0x0000_ffff_0000_0000L;

    /** Whether this is a group address: 224.0.0.0/4 (RFC 1112 section 4) or ff00::/8 (RFC 4291 section 2.7). */
    boolean isMulticast();

    /** Whether the group never leaves its link and is never pruned by a snooping switch: 224.0.0.0/24, or scope 2 and below. */
    boolean isLinkLocalMulticast();

    /** Whether this is all zeros: "no address" in IGMP queries of a proxy (RFC 4541 section 2.1.1) and in MLD. */
    boolean isUnspecified();

    /** Upper 64 bits of the packet-path form. */
    long high();

    /** Lower 64 bits of the packet-path form. */
    long low();

    /** The address whose packet-path form is {@code high}, {@code low}. */
    static IpAddress of(long high, long low) {
        return isIpv4(high, low) ? new Ipv4Address((int) low) : new Ipv6Address(high, low);
    }

    /** Whether the packet-path form {@code high}, {@code low} is that of an IPv4 address. */
    static boolean isIpv4(long high, long low) {
        return high == IPV4_HIGH && low >>> 32 == 0xffffL;
    }

    /** Whether it is an address of a host's own loopback interface (127.0.0.0/8, ::1), which never leaves the host. */
    static boolean isLoopback(long high, long low) {
        return isIpv4(high, low) ? (low & 0xff00_0000L) == 0x7f00_0000L : high == 0 && low == 1;
    }

    /** Whether the packet-path form is that of a group address. */
    static boolean isMulticast(long high, long low) {
        return isIpv4(high, low) ? (low & 0xf000_0000L) == 0xe000_0000L : high >>> 56 == 0xffL;
    }

    /**
     * Reads "192.168.1.81" or "ff15::ddb4"; empty for anything else. Never resolves a name.
     *
     * @param text an address without brackets, port, prefix length or zone
     */
    static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') >= 0
                ? Ipv6Address.parse(text).map(address -> address)
                : Ipv4Address.parse(text).map(address -> address);
    }

    @Override
    default int compareTo(IpAddress other) {
        boolean four = this instanceof Ipv4Address;
        if (four != other instanceof Ipv4Address) {
            return four ? -1 : 1;
        }
        int order = Long.compareUnsigned(high(), other.high());
        return order != 0 ? order : Long.compareUnsigned(low(), other.low());
    }
}
