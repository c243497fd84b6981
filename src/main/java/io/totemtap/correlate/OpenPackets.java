package io.totemtap.correlate;

import java.util.Arrays;

/**
 * Packets that a further capture may still show, by identity: a hash table whose chains go through the packets themselves, so that
 * none costs an allocation. Of one identity the one added first comes first.
 */
final class OpenPackets {

    private static final Occurrence END = new Occurrence(0);

    /** Packets of one identity that are compared once one of them fits, the oldest first: a thousand alike are a flood, and any will do. */
    private static final int MOST_ALIKE = 1_000;

    private Occurrence[] chains = empty(1 << 12);
    private Occurrence[] ends = empty(1 << 12);
    private int size;

    private static Occurrence[] empty(int length) {
        Occurrence[] chains = new Occurrence[length];
        Arrays.fill(chains, END);
        return chains;
    }

    private int chain(long identity) {
        long mixed = identity * 0x9e37_79b9_7f4a_7c15L;
        return (int) (mixed >>> 32) & (chains.length - 1);
    }

    /**
     * The packet of an identity that is nearest to a moment and not yet seen at a capture.
     *
     * @param most how far from the moment it may be, in nanoseconds
     * @param other what to return if there is none
     */
    Occurrence nearest(long identity, long nanos, int capture, long most, Occurrence other) {
        Occurrence nearest = other;
        long least = most + 1;
        int alike = 0;
        for (Occurrence one = chains[chain(identity)];
                one != END && (alike < MOST_ALIKE || nearest == other);
                one = one.next) {
            alike += one.identity == identity ? 1 : 0;
            if (one.identity == identity && !one.isSeenAt(capture)) {
                long distance = Math.abs(one.timeNanos - nanos);
                if (distance < least) {
                    nearest = one;
                    least = distance;
                }
            }
        }
        return nearest;
    }

    /**
     * The packet of an identity, seen at a capture, that has a sighting of another capture nearer to a moment than to its own at this one.
     *
     * @param least only a sighting nearer to the moment than this counts, in nanoseconds
     * @param other what to return if there is none
     */
    Occurrence mistaken(long identity, long nanos, int capture, long least, Occurrence other) {
        Occurrence found = other;
        long nearest = least;
        int alike = 0;
        for (Occurrence one = chains[chain(identity)]; one != END && alike < MOST_ALIKE; one = one.next) {
            alike += one.identity == identity ? 1 : 0;
            if (one.identity == identity && one.isSeenAt(capture)) {
                long distance = one.nearestMistaken(capture, nanos);
                if (distance < nearest) {
                    found = one;
                    nearest = distance;
                }
            }
        }
        return found;
    }

    /** Adds a packet that is in no table. */
    void add(Occurrence packet) {
        if (size++ == chains.length) {
            grow();
        }
        append(packet);
    }

    private void append(Occurrence packet) {
        packet.next = END;
        int at = chain(packet.identity);
        if (chains[at] == END) {
            chains[at] = packet;
        } else {
            ends[at].next = packet;
        }
        ends[at] = packet;
    }

    private void grow() {
        Occurrence[] before = chains;
        chains = empty(2 * before.length);
        ends = empty(2 * before.length);
        for (Occurrence head : before) {
            Occurrence one = head;
            while (one != END) {
                Occurrence following = one.next;
                append(one);
                one = following;
            }
        }
    }

    /** Removes a packet; nothing happens if it is not there. */
    void remove(Occurrence packet) {
        int at = chain(packet.identity);
        Occurrence one = chains[at];
        if (one == packet) {
            chains[at] = packet.next;
        } else {
            while (one != END && one.next != packet) {
                one = one.next;
            }
            if (one == END) {
                return;
            }
            one.next = packet.next;
            ends[at] = ends[at] == packet ? one : ends[at];
        }
        packet.next = packet;
        size--;
    }
}
