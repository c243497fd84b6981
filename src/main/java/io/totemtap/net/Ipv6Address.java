package io.totemtap.net;

import java.util.Optional;

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
            return readGroups(text, groups, 0) == GROUPS ? Optional.of(of(groups)) : Optional.empty();
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        int[] tail = new int[GROUPS];
        int front = gap == 0 ? 0 : readGroups(text.substring(0, gap), groups, 0);
        String rest = text.substring(gap + 2);
        int back = rest.isEmpty() ? 0 : readGroups(rest, tail, 0);
        if (front < 0 || back < 0 || front + back >= GROUPS) {
            return Optional.empty();
        }
        System.arraycopy(tail, 0, groups, GROUPS - back, back);
        return Optional.of(of(groups));
    }

    /** Fills {@code groups} from {@code at} and returns the number filled, or -1. A dotted tail counts as two groups. */
    private static int readGroups(String text, int[] groups, int at) {
        int count = at;
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i == parts.length - 1 && part.indexOf('.') >= 0) {
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
            int digit = Character.digit(part.charAt(i), 16);
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

    /** The canonical text of RFC 5952: lower case, the longest run of zero groups (two at least, the first one) as "::". */
    @Override
    public String toString() {
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
}
