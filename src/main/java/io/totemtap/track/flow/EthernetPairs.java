package io.totemtap.track.flow;

import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts frames by pair of Ethernet addresses: this is asked of every frame, so it is one comparison for the pair seen last
 * and one probe of a table of primitives otherwise. At most 4096 pairs; frames of further ones are only counted.
 */
public final class EthernetPairs {

    private static final int LIMIT = 4096;
    private static final int SLOTS = 4 * LIMIT;

    private final long[] sources = new long[LIMIT];
    private final long[] destinations = new long[LIMIT];
    private final long[] frames = new long[LIMIT];
    private final long[] first = new long[LIMIT];
    private final long[] last = new long[LIMIT];
    private final short[] slots = new short[SLOTS];
    private int size;
    private int recent = -1;
    private long overflow;

    /** A frame. */
    public void add(long source, long destination, long timeNanos) {
        int at = recent;
        if (at < 0 || sources[at] != source || destinations[at] != destination) {
            at = find(source, destination);
            if (at < 0) {
                overflow++;
                return;
            }
            recent = at;
        }
        if (frames[at]++ == 0) {
            first[at] = timeNanos;
        }
        last[at] = timeNanos;
    }

    private int find(long source, long destination) {
        long hash = source * 0x9e37_79b9_7f4a_7c15L ^ destination * 0xc2b2_ae3d_27d4_eb4fL;
        int slot = (int) (hash >>> 40) & (SLOTS - 1);
        while (slots[slot] != 0) {
            int at = slots[slot] - 1;
            if (sources[at] == source && destinations[at] == destination) {
                return at;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (size == LIMIT) {
            return -1;
        }
        sources[size] = source;
        destinations[size] = destination;
        slots[slot] = (short) (size + 1);
        return size++;
    }

    /** Frames of pairs beyond the limit. */
    public long overflow() {
        return overflow;
    }

    /** All pairs, in order of appearance. */
    public List<EthernetPair> pairs() {
        List<EthernetPair> result = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            result.add(new EthernetPair(
                    new MacAddress(sources[i]), new MacAddress(destinations[i]), frames[i], first[i], last[i]));
        }
        return result;
    }
}
