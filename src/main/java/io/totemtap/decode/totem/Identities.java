package io.totemtap.decode.totem;

import io.totemtap.decode.ByteRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the same {@link Processor} and {@link RingId} instance for the same bytes as long as it remembers them, so that
 * a steady stream of messages allocates none. Remembers one of each per slot; a newcomer takes the slot.
 */
final class Identities {

    private static final int SLOTS = 256;

    private static final RingId NO_RING = new RingId(new Processor(0, List.of()), 0);

    private final AddressReader wanted = new AddressReader();
    private final List<AddressReader> known = new ArrayList<>(SLOTS);
    private final Processor[] processors = new Processor[SLOTS];
    private final RingId[] rings = new RingId[SLOTS];

    Identities() {
        Processor none = wanted.toProcessor();
        for (int i = 0; i < SLOTS; i++) {
            known.add(new AddressReader());
            processors[i] = none;
            rings[i] = NO_RING;
        }
    }

    /** The node a srp_addr names. */
    Processor processor(ByteRange bytes, int at, TotemDialect dialect, boolean little) {
        wanted.processor(bytes, at, dialect, little);
        return wantedProcessor();
    }

    /** {@link Processor#key()} of the node a srp_addr names. */
    long processorKey(ByteRange bytes, int at, TotemDialect dialect, boolean little) {
        wanted.processor(bytes, at, dialect, little);
        return wanted.key();
    }

    /** The ring a ring id names. */
    RingId ringId(ByteRange bytes, int at, long sequence, TotemDialect dialect, boolean little) {
        wanted.ringRepresentative(bytes, at, dialect, little);
        Processor representative = wantedProcessor();
        int slot = slot(wanted.key() + sequence * 31);
        RingId ring = rings[slot];
        if (ring.sequence() != sequence || !ring.representative().equals(representative)) {
            ring = new RingId(representative, sequence);
            rings[slot] = ring;
        }
        return ring;
    }

    /** {@link Processor#key()} of a ring's representative. */
    long representativeKey(ByteRange bytes, int at, TotemDialect dialect, boolean little) {
        wanted.ringRepresentative(bytes, at, dialect, little);
        return wanted.key();
    }

    private Processor wantedProcessor() {
        int slot = slot(wanted.key() + wanted.secondLow);
        AddressReader there = known.get(slot);
        if (!there.isSame(wanted)) {
            there.copy(wanted);
            processors[slot] = wanted.toProcessor();
        }
        return processors[slot];
    }

    private static int slot(long key) {
        return (int) ((key * 0x9e37_79b9_7f4a_7c15L) >>> 56);
    }
}
