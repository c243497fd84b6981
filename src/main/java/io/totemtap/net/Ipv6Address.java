package io.totemtap.net;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv6 address.
 *
 * @param high the first eight bytes, the first byte highest
 * @param low the last eight bytes
 */
public record Ipv6Address(long high, long low) implements IpAddress {

    private static final int GROUPS = 8;

    /** Reads the text forms of RFC 4291 section 2.2 without a zone; empty for anything else. */
    public static Optional<Ipv6Address> parse(String text) {
        int[] groups = new int[GROUPS];
        int gap = text.indexOf("::");
        if (gap < 0) {
            return readGroups(text, groups, true) == GROUPS ? Optional.of(of(groups)) : Optional.empty();
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        int[] tail = new int[GROUPS];
        int front = gap == 0 ? 0 : readGroups(text.substring(0, gap), groups, false);
        String rest = text.substring(gap + 2);
        int back = rest.isEmpty() ? 0 : readGroups(rest, tail, true);
        if (front < 0 || back < 0 || front + back >= GROUPS) {
            return Optional.empty();
        }
        System.arraycopy(tail, 0, groups, GROUPS - back, back);
        return Optional.of(of(groups));
    }

    /** Fills {@code groups} and returns the number filled, or -1. A dotted tail, where one may stand, counts as two. */
    private static int readGroups(String text, int[] groups, boolean mayEndDotted) {
        int count = 0;
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (mayEndDotted && i == parts.length - 1 && part.indexOf('.') >= 0) {
                Optional<Ipv4Address> tail = Ipv4Address.parse(part);
                if (tail.isEmpty() || count + 2 > GROUPS) {
                    return -1;
                }
                groups[count++] = tail.get().bits() >>> 16;
                groups[count++] = tail.get().bits() & 0xffff;
                continue;
            }
            int value = hex(part);
            if (value < 0 || count >= GROUPS) {
                return -1;
            }
            groups[count++] = value;
        }
        return count;
    }

    private static int hex(String part) {
        if (part.isEmpty() || part.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < part.length(); i++) {
            int digit = HexDigit.valueOf(part.charAt(i));
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static Ipv6Address of(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + 4];
        }
        return new Ipv6Address(high, low);
    }

    @Override
    public boolean isMulticast() {
        return high >>> 56 == 0xff;
    }

    @Override
    public boolean isLinkLocalMulticast() {
        return isMulticast() && (high >>> 48 & 0xf) <= 2;
    }

    @Override
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    private int group(int i) {
        long half = i < 4 ? high : low;
        return (int) (half >>> (16 * (3 - (i & 3)))) & 0xffff;
    }

    /**
     * The canonical text of RFC 5952: lower case, the longest run of zero groups (two at least, the first one) as "::",
     * an IPv4-mapped address with its last four octets in decimal (section 5).
     */
    @Override
    public String toString() {
        if (IpAddress.isIpv4(high, low)) {
            return "::ffff:" + new Ipv4Address((int) low);
        }
        int from = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && group(end) == 0) {
                end++;
            }
            if (end - i > length) {
                from = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == from) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (i > 0 && i != from + length) {
                text.append(':');
            }
            text.append(Integer.toHexString(group(i)));
        }
        return text.toString();
    }

    // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
    // compared.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ipv6Address address && address.high == high && address.low == low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high) * 31 + Long.hashCode(low);
    }
}
