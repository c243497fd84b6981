package io.totemtap.decode.totem;

/**
 * Address families as senders write them into a totem_ip_address: the AF_ constants of their own system, which agree on
 * IPv4 and not on IPv6.
 */
final class AddressFamily {

    /** AF_INET everywhere. */
    static final int IPV4 = 2;

    /** AF_INET6 on Linux. */
    static final int IPV6 = 10;

    private AddressFamily() {}

    /** Whether addresses of this family are IPv6, on Linux, NetBSD and OpenBSD, Solaris, FreeBSD or Darwin. */
    static boolean isIpv6(int family) {
        return switch (family) {
            case IPV6, 24, 26, 28, 30 -> true;
            default -> false;
        };
    }

    /** Whether this is IPv4 or IPv6. */
    static boolean isKnown(int family) {
        return family == IPV4 || isIpv6(family);
    }
}
