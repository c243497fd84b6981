package io.totemtap.track;

/**
 * Tells second copies of one frame, as mirrors of two ports and captures on stacked interfaces have them, from packets that were
 * sent twice. Tokens, JOINs, IGMP and the like are never repeated within two milliseconds, so an equal one is a copy. Data messages
 * can be, in bursts; they count as copies only where the others have shown that this capture has copies: all others, or those to
 * groups, because a card or a bond may deliver multicast twice and everything else once.
 */
final class DuplicateFilter {

    private static final int SLOTS = 256;
    private static final long WINDOW = 2_000_000L;
    private static final int ENOUGH = 8;

    private final long[] identities = new long[SLOTS];
    private final long[] times = new long[SLOTS];
    private final Share all = new Share();
    private final Share toGroups = new Share();
    private long removed;

    /** Packets that are never repeated at once, and how many of them came twice. */
    private static final class Share {
        private long comparable;
        private long copies;

        void add(boolean same) {
            comparable++;
            copies += same ? 1 : 0;
        }

        boolean isLarge() {
            return copies >= ENOUGH && copies * 4 > comparable;
        }
    }

    /**
     * Whether a packet is a second copy.
     *
     * @param canBeRepeated whether the sender may send the same again at once
     * @param toGroup whether it was sent to a group
     */
    boolean isCopy(long identity, long timeNanos, boolean canBeRepeated, boolean toGroup) {
        int slot = (int) (identity >>> 20) & (SLOTS - 1);
        boolean same = identities[slot] == identity && Math.abs(timeNanos - times[slot]) <= WINDOW;
        if (!canBeRepeated) {
            all.add(same);
            if (toGroup) {
                toGroups.add(same);
            }
        }
        boolean copy = same && (!canBeRepeated || all.isLarge() || (toGroup && toGroups.isLarge()));
        if (copy) {
            identities[slot] = 0;
            removed++;
        } else {
            identities[slot] = identity;
            times[slot] = timeNanos;
        }
        return copy;
    }

    /** How many second copies were recognised. */
    long removed() {
        return removed;
    }

    /** How many packets of the kinds that are never repeated at once there were. */
    long comparable() {
        return all.comparable;
    }
}
