package io.totemtap.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The 16-bit number that cman and corosync make of a cluster's name, and the default group they make of the number
 * (cman {@code cmanccs.c} and {@code cman-preconfig.c}, corosync 2.x and 3.x {@code exec/totemconfig.c}: the same
 * arithmetic).
 *
 * @param value 0 to 65535; higher bits are dropped
 */
public record ClusterId(int value) {

    private static final int IPV4_PREFIX = 0xefc0_0000;
    private static final long IPV6_PREFIX = 0xff15L << 48;
    private static final int ALIASES = 32;
    private static final int MAC_BITS = 23;

    /** Keeps the low 16 bits. */
    public ClusterId {
        value &= 0xffff;
    }

    /**
     * The id of a name, as a daemon computes it on x86, where {@code char} is signed.
     *
     * @param name taken as UTF-8; only its last sixteen bytes matter
     */
    public static ClusterId of(String name) {
        int id = 0;
        for (byte c : name.getBytes(StandardCharsets.UTF_8)) {
            id = 2 * id + c;
        }
        return new ClusterId(id);
    }

    /**
     * The id of a name where {@code char} is unsigned (ARM, POWER, s390); differs from {@link #of} only for non-ASCII
     * names.
     */
    public static ClusterId ofUnsigned(String name) {
        int id = 0;
        for (byte c : name.getBytes(StandardCharsets.UTF_8)) {
            id = 2 * id + (c & 0xff);
        }
        return new ClusterId(id);
    }

    /**
     * The ids whose ring 0 uses a group: two where the last octet fits 0 and 255 alike, one otherwise, none for a group
     * that no id gives (not 239.192.0.0/16 with a last octet below 255, and not ff15:: with a 16-bit number).
     */
    public static List<ClusterId> candidates(IpAddress group) {
        if (group instanceof Ipv4Address four) {
            return (four.bits() & 0xffff_0000) == IPV4_PREFIX ? ofIpv4(four.bits() & 0xffff) : List.of();
        }
        return group.high() == IPV6_PREFIX && group.low() >>> 16 == 0
                ? List.of(new ClusterId((int) group.low()))
                : List.of();
    }

    /** The last octet of the group is the id modulo 255, not its low byte; 256 is 1 modulo 255. */
    private static List<ClusterId> ofIpv4(int lastTwo) {
        int high = lastTwo >>> 8;
        int last = lastTwo & 0xff;
        if (last == 255) {
            return List.of();
        }
        int low = Math.floorMod(last - high, 255);
        ClusterId first = new ClusterId(high << 8 | low);
        return low == 0 ? List.of(first, new ClusterId(high << 8 | 255)) : List.of(first);
    }

    /** The IPv4 group of ring 0. */
    public Ipv4Address ipv4Group() {
        return ipv4Group(0);
    }

    /** The IPv4 group of a ring: the id is raised by the ring's number first. */
    public Ipv4Address ipv4Group(int ring) {
        int id = value + ring & 0xffff;
        return new Ipv4Address(IPV4_PREFIX | id >>> 8 << 8 | id % 255);
    }

    /** The IPv6 group of ring 0. */
    public Ipv6Address ipv6Group() {
        return ipv6Group(0);
    }

    /** The IPv6 group of a ring. */
    public Ipv6Address ipv6Group(int ring) {
        return new Ipv6Address(IPV6_PREFIX, value + ring & 0xffff);
    }

    /**
     * All IPv4 groups whose frames carry an Ethernet address: 32, in ascending order, because RFC 1112 section 6.4
     * keeps 23 of 28 bits. Empty for an address that no IPv4 group has.
     */
    public static List<Ipv4Address> groupsOf(MacAddress mac) {
        int low = (int) mac.bits() & (1 << MAC_BITS) - 1;
        Ipv4Address lowest = new Ipv4Address(0xe000_0000 | low);
        if (!MacAddress.multicastFor(lowest).equals(mac)) {
            return List.of();
        }
        List<Ipv4Address> groups = new ArrayList<>(ALIASES);
        for (int alias = 0; alias < ALIASES; alias++) {
            groups.add(new Ipv4Address(lowest.bits() | alias << MAC_BITS));
        }
        return List.copyOf(groups);
    }

    /** Four hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%04x", value);
    }
}
