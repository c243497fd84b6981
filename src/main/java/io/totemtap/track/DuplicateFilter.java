package io.totemtap.track;

/**
 * Tells second copies of one frame, as mirrors of two ports and captures on stacked interfaces have them, from packets that were
 * sent twice. Tokens, JOINs, IGMP and the like are never repeated within two milliseconds, so an equal one is a copy. Data messages
 * can be, in bursts; they count as copies only where the others have shown that this capture has copies.
 */
final class DuplicateFilter {

    private static final int SLOTS = 256;
    private static final long WINDOW = 2_000_000L;
    private static final int ENOUGH = 8;

    private final long[] identities = new long[SLOTS];
    private final long[] times = new long[SLOTS];
    private long comparable;
    private long copies;
    private long removed;

    /**
     * Whether a packet is a second copy.
     *
     * @param canBeRepeated whether the sender may send the same again at once
     */
    boolean isCopy(long identity, long timeNanos, boolean canBeRepeated) {
        int slot = (int) (identity >>> 20) & (SLOTS - 1);
        boolean same = identities[slot] == identity && Math.abs(timeNanos - times[slot]) <= WINDOW;
        if (!canBeRepeated) {
            comparable++;
            copies += same ? 1 : 0;
        }
        boolean copy = same && (!canBeRepeated || hasCopies());
        if (copy) {
            identities[slot] = 0;
            removed++;
        } else {
            identities[slot] = identity;
            times[slot] = timeNanos;
        }
        return copy;
    }

    private boolean hasCopies() {
        return copies >= ENOUGH && copies * 4 > comparable;
    }

    /** How many second copies were recognised. */
    long removed() {
        return removed;
    }

    /** How many packets of the kinds that are never repeated at once there were. */
    long comparable() {
        return comparable;
    }
}
