package io.totemtap.decode.totem;

import io.totemtap.decode.ByteRange;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Identity of a ring, that is of one configuration of a cluster's members (struct memb_ring_id).
 *
 * @param representative the member that formed the ring: the one with the lowest address, in corosync 3 the lowest node
 * id
 * @param sequence raised by four with every new ring; unsigned
 */
public record RingId(Processor representative, long sequence) implements Comparable<RingId> {

    private static final Comparator<RingId> ORDER = ((Comparator<RingId>)
                    (a, b) -> Long.compareUnsigned(a.sequence, b.sequence))
            .thenComparing(RingId::representative);

    /**
     * Reads a ring id; allocates.
     *
     * @param at where it starts; {@link TotemDialect#ringIdLength()} bytes must be there
     */
    public static RingId read(ByteRange bytes, int at, TotemDialect dialect, boolean littleEndian) {
        AddressReader reader = new AddressReader();
        reader.ringRepresentative(bytes, at, dialect, littleEndian);
        int sequence = at + dialect.ringIdLength - 8;
        return new RingId(reader.toProcessor(), littleEndian ? bytes.i64le(sequence) : bytes.i64(sequence));
    }

    /** Later rings after earlier ones. */
    @Override
    public int compareTo(RingId other) {
        return ORDER.compare(this, other);
    }

    /** "8 of 10.77.0.1 (node 1)". */
    @Override
    public String toString() {
        return Long.toUnsignedString(sequence) + " of " + representative;
    }

    // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
    // compared.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RingId id && id.sequence == sequence && id.representative.equals(representative);
    }

    @Override
    public int hashCode() {
        return representative.hashCode() * 31 + Long.hashCode(sequence);
    }
}
