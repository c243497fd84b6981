package io.totemtap.capture.file;

import io.totemtap.capture.Direction;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Encodes the options of a pcapng block, little-endian (draft-ietf-opsawg-pcapng section 3.5). */
final class OptionEncoder {

    /** The most bytes an option's value may have. */
    static final int MAX_VALUE = 0xffff;

    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();

    /** A text, cut if it is too long; none if it is empty. */
    OptionEncoder text(int code, String text) {
        return text.isEmpty() ? this : value(code, utf8(text, MAX_VALUE));
    }

    OptionEncoder u8(int code, int value) {
        return value(code, new byte[] {(byte) value});
    }

    OptionEncoder i64(int code, long value) {
        byte[] bytes = network(value, 8);
        for (int i = 0; i < 4; i++) {
            byte swapped = bytes[i];
            bytes[i] = bytes[7 - i];
            bytes[7 - i] = swapped;
        }
        return value(code, bytes);
    }

    /** The flags of a packet block, if there is a direction to tell. */
    OptionEncoder direction(Direction direction) {
        return switch (direction) {
            case INBOUND -> value(PcapngBlock.PACKET_FLAGS, new byte[] {1, 0, 0, 0});
            case OUTBOUND -> value(PcapngBlock.PACKET_FLAGS, new byte[] {2, 0, 0, 0});
            case UNKNOWN -> this;
        };
    }

    /** An interface's address, with the mask of that one address: the interface's real one is not known here. */
    OptionEncoder address(IpAddress address) {
        byte[] octets = octets(address);
        if (address instanceof Ipv4Address) {
            byte[] value = Arrays.copyOf(octets, 8);
            Arrays.fill(value, 4, 8, (byte) 0xff);
            return value(PcapngBlock.IF_IPV4_ADDRESS, value);
        }
        byte[] value = Arrays.copyOf(octets, 17);
        value[16] = (byte) 128;
        return value(PcapngBlock.IF_IPV6_ADDRESS, value);
    }

    OptionEncoder mac(MacAddress mac) {
        return value(PcapngBlock.IF_MAC_ADDRESS, network(mac.bits(), 6));
    }

    private OptionEncoder value(int code, byte[] value) {
        encoded.write(code);
        encoded.write(code >>> 8);
        encoded.write(value.length);
        encoded.write(value.length >>> 8);
        encoded.writeBytes(Arrays.copyOf(value, (int) PcapngBlock.padded(value.length)));
        return this;
    }

    /** The options with the mark behind them; nothing at all if there are none. */
    byte[] end() {
        if (encoded.size() > 0) {
            encoded.writeBytes(new byte[4]);
        }
        return encoded.toByteArray();
    }

    /** An address in network order: 4 or 16 bytes. */
    static byte[] octets(IpAddress address) {
        if (address instanceof Ipv4Address four) {
            return network(four.bits(), 4);
        }
        byte[] octets = Arrays.copyOf(network(address.high(), 8), 16);
        System.arraycopy(network(address.low(), 8), 0, octets, 8, 8);
        return octets;
    }

    /** UTF-8, cut before the character that would go beyond {@code limit} bytes. */
    static byte[] utf8(String text, int limit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= limit) {
            return bytes;
        }
        int end = limit;
        while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static byte[] network(long value, int count) {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) (value >>> (8 * (count - 1 - i)));
        }
        return octets;
    }
}
