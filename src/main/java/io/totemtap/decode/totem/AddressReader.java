package io.totemtap.decode.totem;

import io.totemtap.decode.ByteRange;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a srp_addr or the representative of a ring id into numbers, without allocating. Of an IPv4 address only the
 * first four of the sixteen bytes are read: the others hold whatever the daemon's memory held.
 */
final class AddressReader {

    /** An address that is not there, in both halves: the family field was 0 or unknown. */
    private static final long ABSENT = 0;

    long nodeId;
    long high;
    long low;
    long secondHigh;
    long secondLow;

    /** Reads a srp_addr. */
    void processor(ByteRange bytes, int at, TotemDialect dialect, boolean little) {
        if (!dialect.hasAddresses()) {
            nodeIdOnly(bytes, at, little);
            return;
        }
        int first = at + dialect.processorAddress;
        address(bytes, first + TotemDialect.ADDRESS_LENGTH, little);
        secondHigh = high;
        secondLow = low;
        address(bytes, first, little);
    }

    /** Reads the representative of a ring id. */
    void ringRepresentative(ByteRange bytes, int at, TotemDialect dialect, boolean little) {
        if (!dialect.hasAddresses()) {
            nodeIdOnly(bytes, at, little);
            return;
        }
        secondHigh = ABSENT;
        secondLow = ABSENT;
        address(bytes, at, little);
    }

    private void nodeIdOnly(ByteRange bytes, int at, boolean little) {
        nodeId = u32(bytes, at, little);
        high = ABSENT;
        low = ABSENT;
        secondHigh = ABSENT;
        secondLow = ABSENT;
    }

    /** Addresses are in network order whatever the sender's order. */
    private void address(ByteRange bytes, int at, boolean little) {
        nodeId = u32(bytes, at, little);
        int family = little ? bytes.u16le(at + TotemDialect.FAMILY) : bytes.u16(at + TotemDialect.FAMILY);
        int address = at + TotemDialect.ADDRESS;
        if (family == AddressFamily.IPV4) {
            high = IpAddress.IPV4_HIGH;
            low = IpAddress.IPV4_LOW_BASE | Integer.toUnsignedLong(bytes.i32(address));
        } else if (AddressFamily.isIpv6(family)) {
            high = bytes.i64(address);
            low = bytes.i64(address + 8);
        } else {
            high = ABSENT;
            low = ABSENT;
        }
    }

    private static long u32(ByteRange bytes, int at, boolean little) {
        return Integer.toUnsignedLong(little ? bytes.i32le(at) : bytes.i32(at));
    }

    /** {@link Processor#key()} of what was read. */
    long key() {
        return (high | low) == ABSENT ? nodeId : Processor.key(high, low);
    }

    /** Whether another reader has read the very same. */
    boolean isSame(AddressReader other) {
        return nodeId == other.nodeId
                && high == other.high
                && low == other.low
                && secondHigh == other.secondHigh
                && secondLow == other.secondLow;
    }

    /** Takes over what another reader has read. */
    void copy(AddressReader other) {
        nodeId = other.nodeId;
        high = other.high;
        low = other.low;
        secondHigh = other.secondHigh;
        secondLow = other.secondLow;
    }

    /** What was read, as a value. */
    Processor toProcessor() {
        List<IpAddress> addresses = new ArrayList<>(2);
        if ((high | low) != ABSENT) {
            addresses.add(IpAddress.of(high, low));
            if ((secondHigh | secondLow) != ABSENT) {
                addresses.add(IpAddress.of(secondHigh, secondLow));
            }
        }
        return new Processor(nodeId, addresses);
    }
}
