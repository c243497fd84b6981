package io.totemtap.capture.live;

import java.util.OptionalLong;

/**
 * Adds up a counter that libpcap gives as 32 bits, which wraps, and which begins anew whenever an interface is opened again.
 * Absent until it was read once. Ask it before the counter can have gone round once more.
 */
final class DropCounter {

    private static final long MASK = 0xffff_ffffL;

    private boolean known;
    private long total;
    private long last;

    /** The interface was opened: it counts from zero. */
    void opened() {
        last = 0;
    }

    /** The counter was read. */
    void read(long value) {
        long now = value & MASK;
        total += now - last & MASK;
        last = now;
        known = true;
    }

    /** The sum, absent if it was never read. */
    OptionalLong total() {
        return known ? OptionalLong.of(total) : OptionalLong.empty();
    }
}
