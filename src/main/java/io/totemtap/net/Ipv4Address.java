package io.totemtap.net;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 address.
 *
 * @param bits the four octets as one number, the first octet in the highest byte
 */
public record Ipv4Address(int bits) implements IpAddress {

    /** 0.0.0.0. */
    public static final Ipv4Address UNSPECIFIED = new Ipv4Address(0);

    /** 224.0.0.1, where general queries go (RFC 2236 section 3). */
    public static final Ipv4Address ALL_HOSTS = new Ipv4Address(0xe0000001);

    /** Reads dotted decimal with exactly four numbers of 0 to 255; empty for anything else. */
    public static Optional<Ipv4Address> parse(String text) {
        int bits = 0;
        int octets = 0;
        int at = 0;
        while (at < text.length() && octets < 4) {
            int end = text.indexOf('.', at);
            int stop = end < 0 ? text.length() : end;
            int octet = octet(text, at, stop);
            if (octet < 0) {
                return Optional.empty();
            }
            bits = bits << 8 | octet;
            octets++;
            at = end < 0 ? text.length() + 1 : end + 1;
        }
        return octets == 4 && at == text.length() + 1 ? Optional.of(new Ipv4Address(bits)) : Optional.empty();
    }

    private static int octet(String text, int from, int to) {
        if (to - from < 1 || to - from > 3) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value <= 255 ? value : -1;
    }

    @Override
    public boolean isMulticast() {
        return bits >>> 28 == 0xe;
    }

    @Override
    public boolean isLinkLocalMulticast() {
        return bits >>> 8 == 0xe00000;
    }

    /** Whether this is in 239.0.0.0/8, the administratively scoped groups of RFC 2365. */
    public boolean isAdministrativelyScoped() {
        return bits >>> 24 == 239;
    }

    @Override
    public boolean isUnspecified() {
        return bits == 0;
    }

    @Override
    public long high() {
        return IPV4_HIGH;
    }

    @Override
    public long low() {
        return IPV4_LOW_BASE | Integer.toUnsignedLong(bits);
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }

    // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
    // compared.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ipv4Address address && address.bits == bits;
    }

    @Override
    public int hashCode() {
        return bits * 0x9e37_79b1;
    }
}
