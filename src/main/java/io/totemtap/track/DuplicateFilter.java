package io.totemtap.track;

/**
 * Tells second copies of one frame, as mirrors of two ports, captures on stacked interfaces and some cards and bonds make them, from
 * packets that were sent twice. Tokens, JOINs, IGMP and the like are never repeated within two milliseconds, so an equal one is a copy.
 * Data messages are repeated when a token asks for them, each once and in bursts: where tokens are captured, one that stands right
 * behind its equal, with nothing between, is a copy. Where that cannot be told, they count as copies only if the others have shown that
 * this capture has copies: all others, or those to groups, because a card or a bond may double multicast and nothing else.
 */
final class DuplicateFilter {

    private static final int SLOTS = 256;
    private static final long WINDOW = 2_000_000L;
    private static final int ENOUGH = 8;

    private final long[] identities = new long[SLOTS];
    private final long[] times = new long[SLOTS];
    private final Share all = new Share();
    private final Share toGroups = new Share();
    private long neverRepeated;
    private long lastIdentity;
    private long lastToken = Long.MIN_VALUE / 2;
    private long removed;

    private static final long AT_ONCE = 200_000L;

    /** A ring that works passes its token on far more often. */
    private static final long TOKENS_COME = 1_000_000_000L;

    /** When the same packet may be sent again. */
    enum Repeat {
        /** Not so soon. */
        NEVER,
        /** When a token asked for it. */
        AFTER_TOKEN,
        /** At once. */
        ANY_TIME
    }

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

    /** A token passed. */
    void token(long timeNanos) {
        lastToken = timeNanos;
    }

    /**
     * Whether a packet is a second copy.
     *
     * @param repeat when its sender may send the same again
     * @param toGroup whether it was sent to a group
     */
    boolean isCopy(long identity, long timeNanos, Repeat repeat, boolean toGroup) {
        int slot = (int) (identity >>> 20) & (SLOTS - 1);
        boolean same = identities[slot] == identity && Math.abs(timeNanos - times[slot]) <= WINDOW;
        boolean certain = repeat == Repeat.NEVER
                || (repeat == Repeat.AFTER_TOKEN
                        && timeNanos - lastToken < TOKENS_COME
                        && (!same || (identity == lastIdentity && timeNanos - times[slot] <= AT_ONCE)));
        lastIdentity = identity;
        neverRepeated += repeat == Repeat.NEVER ? 1 : 0;
        if (certain) {
            all.add(same);
            if (toGroup) {
                toGroups.add(same);
            }
        }
        boolean copy = same && (certain || all.isLarge() || (toGroup && toGroups.isLarge()));
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
        return neverRepeated;
    }
}
