package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network: the addresses that share their first bits.
 *
 * @param address any address of the network
 * @param length how many bits are shared, 0 to 32 or 128
 */
public record Prefix(IpAddress address, int length) {

    private static final int IPV4_OFFSET = 96;

    /** All IPv4 addresses. */
    public static final Prefix ALL_IPV4 = new Prefix(Ipv4Address.UNSPECIFIED, 0);

    /** Reads "10.0.0.0/8", "10.0.0.0/255.0.0.0", "10.0.0.1" and the same with IPv6; empty for anything else. */
    public static Optional<Prefix> parse(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int most = address.get() instanceof Ipv4Address ? 32 : 128;
        if (slash < 0) {
            return Optional.of(new Prefix(address.get(), most));
        }
        String length = text.substring(slash + 1);
        OptionalInt bits = length.indexOf('.') >= 0 ? maskLength(length) : Words.small(length);
        return bits.isPresent() && bits.getAsInt() <= most
                ? Optional.of(new Prefix(address.get(), bits.getAsInt()))
                : Optional.empty();
    }

    private static OptionalInt maskLength(String mask) {
        Optional<Ipv4Address> bits = Ipv4Address.parse(mask);
        if (bits.isEmpty()) {
            return OptionalInt.empty();
        }
        int inverted = ~bits.get().bits();
        boolean contiguous = (inverted & (inverted + 1)) == 0;
        return contiguous ? OptionalInt.of(Integer.bitCount(bits.get().bits())) : OptionalInt.empty();
    }

    /** Whether an address belongs to it; never true for the other family. */
    public boolean contains(IpAddress other) {
        boolean four = address instanceof Ipv4Address;
        if (four != other instanceof Ipv4Address) {
            return false;
        }
        int bits = four ? length + IPV4_OFFSET : length;
        long highMask = bits >= 64 ? -1L : mask(bits);
        long lowMask = bits <= 64 ? 0L : mask(bits - 64);
        return ((address.high() ^ other.high()) & highMask) == 0 && ((address.low() ^ other.low()) & lowMask) == 0;
    }

    /** The first {@code bits} of 64. */
    private static long mask(int bits) {
        return bits == 0 ? 0L : -1L << (64 - bits);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
