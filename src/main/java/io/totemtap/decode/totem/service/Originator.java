package io.totemtap.decode.totem.service;

import io.totemtap.decode.ByteRange;
import java.util.Arrays;

/**
 * What a reassembler keeps of one node: which of its MCASTs it has seen, and the message that is not complete yet.
 * MCASTs are told apart by the node's own counter, which goes on over all rings of its life.
 */
final class Originator {

    /** How an MCAST relates to those seen before. */
    enum Arrival {
        /** Later than all before. */
        NEW,
        /** Between others, and not seen yet: a repeat that fills a hole. */
        LATE,
        /** Seen before, or too long ago to tell. */
        REPEATED
    }

    /** How many of the latest counters are told apart; far more than a ring has under way. */
    private static final int WINDOW = 1024;

    private static final int FIRST_ROOM = 2048;
    private static final int KEPT_ROOM = 1 << 16;

    private final long[] seen = new long[WINDOW / Long.SIZE];
    private boolean any;
    private int last;
    private long lastRing;

    private byte[] pending = new byte[0];
    private int length;
    private int mcasts;
    private boolean open;
    private int number;

    /**
     * Notes an MCAST. A ring later than the last one with a counter that is not means that the node has started anew.
     */
    Arrival arrive(long thisSeqno, long ringSequence) {
        int counter = (int) thisSeqno;
        int ahead = counter - last;
        boolean restarted = any && ahead <= 0 && Long.compareUnsigned(ringSequence, lastRing) > 0;
        if (!any || restarted || ahead > 0) {
            advance(counter, !any || restarted || ahead >= WINDOW ? WINDOW : ahead);
            if (restarted) {
                abandon();
            }
            any = true;
            lastRing = restarted || Long.compareUnsigned(ringSequence, lastRing) > 0 ? ringSequence : lastRing;
            return Arrival.NEW;
        }
        if (ahead <= -WINDOW || isMarked(counter)) {
            return Arrival.REPEATED;
        }
        mark(counter);
        return Arrival.LATE;
    }

    private void advance(int counter, int steps) {
        for (int i = 0; i < steps; i++) {
            seen[slot(counter - i)] &= ~bit(counter - i);
        }
        mark(counter);
        last = counter;
    }

    private boolean isMarked(int counter) {
        return (seen[slot(counter)] & bit(counter)) != 0;
    }

    private void mark(int counter) {
        seen[slot(counter)] |= bit(counter);
    }

    private static int slot(int counter) {
        return (counter & (WINDOW - 1)) / Long.SIZE;
    }

    private static long bit(int counter) {
        return 1L << counter;
    }

    /** Whether a message is open that goes on in a packet whose continuation has this number. */
    boolean goesOn(int continuation) {
        return open && number == continuation;
    }

    /** Whether a message is open. */
    boolean isOpen() {
        return open;
    }

    /** Bytes of memory held for the open message. */
    int room() {
        return pending.length;
    }

    /** Bytes the open message has so far. */
    int length() {
        return length;
    }

    /** In how many MCASTs the open message came so far. */
    int mcasts() {
        return mcasts;
    }

    /**
     * Memory that would be held with {@code more} bytes added: it doubles with what has come, never with what is
     * claimed.
     */
    int roomWith(int more) {
        int needed = length + more;
        return needed <= pending.length ? pending.length : Math.max(needed, Math.max(FIRST_ROOM, 2 * pending.length));
    }

    /** Adds a piece; the caller has compared {@link #roomWith} with its limits. */
    void add(ByteRange source, int at, int count, int fragment) {
        int room = roomWith(count);
        if (room != pending.length) {
            pending = Arrays.copyOf(pending, room);
        }
        System.arraycopy(source.array(), source.arrayOffset() + at, pending, length, count);
        length += count;
        mcasts++;
        open = true;
        number = fragment;
    }

    /** The open message. */
    byte[] bytes() {
        return pending;
    }

    /** Forgets the open message. */
    void abandon() {
        open = false;
        length = 0;
        mcasts = 0;
        if (pending.length > KEPT_ROOM) {
            pending = new byte[0];
        }
    }
}
