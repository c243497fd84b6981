package io.totemtap.report.redact;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.Ipv6Address;
import io.totemtap.net.MacAddress;

/**
 * Pseudonyms of addresses. Two addresses that share a prefix of n bits have pseudonyms that share n bits and no more, so that networks
 * stay networks. Private, loopback, link-local and multicast blocks are mapped into themselves. Of an IPv4 group the low 23 bits are
 * mapped by themselves, so that groups which share an Ethernet address still do; 224.0.0.0/24, unspecified, loopback and broadcast
 * addresses are the same everywhere and stay.
 */
final class AddressPseudonyms {

    private static final long HALF = 0xffff_ffffL;
    private static final int LOW_BITS = 23;
    private static final int LOW_MASK = (1 << LOW_BITS) - 1;
    private static final long IPV4_GROUP_MAC = 0x0100_5e00_0000L;
    private static final long IPV6_GROUP_MAC = 0x3333_0000_0000L;

    /** IPv4 blocks that are mapped into themselves: address and prefix length. */
    private static final int[][] IPV4_BLOCKS = {
        {0, 8},
        {10 << 24, 8},
        {127 << 24, 8},
        {0xa9fe_0000, 16},
        {0xac10_0000, 12},
        {0xc0a8_0000, 16},
        {0xe000_0000, 4},
        {0xf000_0000, 4}
    };

    private final PrefixFlips flips;

    AddressPseudonyms(byte[] key) {
        flips = new PrefixFlips(key);
    }

    IpAddress of(IpAddress address) {
        return address instanceof Ipv4Address four ? of(four) : of((Ipv6Address) address);
    }

    /** Whether an address tells nothing about a site and stays as it is. */
    static boolean stays(IpAddress address) {
        if (address instanceof Ipv4Address four) {
            int bits = four.bits();
            return bits == 0 || bits == -1 || bits >>> 24 == 127 || bits >>> 8 == 0xe0_0000;
        }
        boolean wellKnownGroup =
                address.high() >>> 56 == 0xff && (address.high() & 0xffff_ffff_ffffL) == 0 && address.low() >>> 8 == 0;
        return wellKnownGroup || (address.high() == 0 && address.low() >= 0 && address.low() <= 1);
    }

    private Ipv4Address of(Ipv4Address address) {
        if (stays(address)) {
            return address;
        }
        int bits = address.bits();
        if (address.isMulticast()) {
            if (bits >>> 16 == 0xe000) {
                // beside 224.0.0.0/24: only the last octet is free, so that nothing is mapped into that block
                return new Ipv4Address((bits & 0xffff_ff00) | (int) flips.apply("4g", bits & 0xff, 8));
            }
            return new Ipv4Address((bits & ~LOW_MASK) | low(bits & LOW_MASK));
        }
        return new Ipv4Address((int) flips.apply("4", bits & HALF, 32, AddressPseudonyms::isFreeIpv4));
    }

    private int low(int bits) {
        return (int) flips.apply("4m", bits, LOW_BITS);
    }

    /** Whether the bit after this prefix may be turned: not on the way to a block that is mapped into itself. */
    private static boolean isFreeIpv4(long prefix, int length) {
        for (int[] block : IPV4_BLOCKS) {
            if (length < block[1] && (block[0] & HALF) >>> (32 - length) == prefix) {
                return false;
            }
        }
        return true;
    }

    private Ipv6Address of(Ipv6Address address) {
        if (stays(address)) {
            return address;
        }
        if (address.isMulticast()) {
            // flags and scope stay; the low 32 bits are mapped by themselves, as they are all of the Ethernet address
            boolean solicited = (address.low() >>> 24) == 0x01_ffL && address.high() << 16 == 0;
            return solicited
                    ? new Ipv6Address(
                            address.high(),
                            (address.low() & ~0xff_ffffL) | flips.apply("6s", address.low() & 0xff_ffffL, 24))
                    : new Ipv6Address(
                            address.high(), (address.low() & ~HALF) | flips.apply("6m", address.low() & HALF, 32));
        }
        int kept = address.high() >>> 54 == 0x3fa ? 64 : address.high() >>> 57 == 0x7e ? 8 : 4;
        long high =
                kept == 64 ? address.high() : flips.apply("6", address.high(), 64, (prefix, length) -> length >= kept);
        return new Ipv6Address(high, flips.apply("6:" + Long.toHexString(address.high()), address.low(), 64));
    }

    /** The group bit and the bit for local assignment stay; group addresses follow the groups they are made of. */
    MacAddress of(MacAddress mac) {
        long bits = mac.bits();
        if (bits == 0 || mac.equals(MacAddress.BROADCAST)) {
            return mac;
        }
        if (!mac.isGroup()) {
            return new MacAddress(flips.apply("mac", bits, 48, (prefix, length) -> length != 6 && length != 7));
        }
        if (bits >>> 24 == IPV4_GROUP_MAC >>> 24 && (bits & 0x80_0000L) == 0) {
            int low = (int) bits & LOW_MASK;
            return low < 0x100 ? mac : new MacAddress(IPV4_GROUP_MAC | low(low));
        }
        if (bits >>> 32 == IPV6_GROUP_MAC >>> 32) {
            long low = bits & HALF;
            if (low < 0x100) {
                return mac;
            }
            return new MacAddress(
                    low >>> 24 == 0xff
                            ? (bits & ~0xff_ffffL) | flips.apply("6s", low & 0xff_ffffL, 24)
                            : IPV6_GROUP_MAC | flips.apply("6m", low, 32));
        }
        return mac;
    }
}
