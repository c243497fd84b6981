package io.totemtap.decode.link;

/**
 * The address family before packets of a BSD loopback interface (tcpdump.org, LINKTYPE_NULL and LINKTYPE_LOOP): four
 * bytes in the byte order of the capturing host, or big-endian. The numbers for IPv6 differ by system.
 */
final class LoopbackFamily {

    private static final int INET = 2;

    private LoopbackFamily() {}

    /** The EtherType the family at {@code offset} stands for, in whichever byte order makes sense; 0 if none does. */
    static int etherType(byte[] bytes, int offset) {
        int first = bytes[offset] & 0xff;
        int last = bytes[offset + 3] & 0xff;
        if (bytes[offset + 1] != 0 || bytes[offset + 2] != 0 || (first != 0 && last != 0)) {
            return 0;
        }
        return switch (first | last) {
            case INET -> EtherType.IPV4;
            // Linux, Windows, NetBSD and OpenBSD, FreeBSD, Darwin
            case 10, 23, 24, 28, 30 -> EtherType.IPV6;
            default -> 0;
        };
    }
}
