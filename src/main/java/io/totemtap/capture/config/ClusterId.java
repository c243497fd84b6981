package io.totemtap.capture.config;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.Ipv6Address;
import java.nio.charset.StandardCharsets;

/**
 * The 16-bit number that cman and corosync make from a cluster's name, and the group they make from the number (cman
 * cman-preconfig.c; corosync exec/totemconfig.c, generate_cluster_id and get_cluster_mcast_addr).
 */
public final class ClusterId {

    private static final int MASK = 0xffff;
    private static final int IPV4_BASE = 239 << 24 | 192 << 16;
    private static final int LAST_OCTET_MODULUS = 255;
    private static final long IPV6_HIGH = 0xff15_0000_0000_0000L;

    private ClusterId() {}

    /**
     * The number of a name: double, add the next byte, keep 16 bits. Bytes count as signed, as the C type char does on
     * x86; a name of ASCII letters gives the same number everywhere.
     *
     * @return 0 to 65535
     */
    public static int ofName(String name) {
        int id = 0;
        for (byte c : name.getBytes(StandardCharsets.UTF_8)) {
            id = (2 * id + c) & MASK;
        }
        return id;
    }

    /**
     * The IPv4 group of a ring, 239.192.x.y. The last octet is the number modulo 255, not its low byte.
     *
     * @param id 0 to 65535
     * @param ring added to the number, 0 for the first ring
     */
    public static IpAddress ipv4Group(int id, int ring) {
        int number = (id + ring) & MASK;
        return new Ipv4Address(IPV4_BASE | number >>> 8 << 8 | number % LAST_OCTET_MODULUS);
    }

    /** The IPv6 group of a ring, ff15::xxxx with the number in hexadecimal. */
    public static IpAddress ipv6Group(int id, int ring) {
        return new Ipv6Address(IPV6_HIGH, (id + ring) & MASK);
    }
}
