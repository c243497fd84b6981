package io.totemtap.decode.totem;

import java.util.Arrays;

/**
 * What opened the last packet of each flow, and how many packets of it stayed shut. Holds at most {@link #MOST_FLOWS}
 * flows; later ones are not remembered and not tried with derived keys, which is counted.
 */
final class FlowMemory {

    /** The most flows. */
    static final int MOST_FLOWS = 4096;

    /** "This flow is not remembered." */
    static final int NO_SLOT = -1;

    private static final int SLOTS = 2 * MOST_FLOWS;

    private final long[] flows = new long[SLOTS];
    private final Recipe[] recipes = new Recipe[SLOTS];
    private final int[] unopened = new int[SLOTS];
    private final boolean[] used = new boolean[SLOTS];
    private int size;
    private long refused;

    FlowMemory() {
        Arrays.fill(recipes, Recipe.NONE);
    }

    /** The flow's slot, a new one if need be; {@link #NO_SLOT} if there is no more room. */
    int slot(long flow) {
        int slot = (int) ((flow * 0x9e37_79b9_7f4a_7c15L) >>> 51) & (SLOTS - 1);
        while (used[slot] && flows[slot] != flow) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (used[slot]) {
            return slot;
        }
        if (size == MOST_FLOWS) {
            refused++;
            return NO_SLOT;
        }
        size++;
        used[slot] = true;
        flows[slot] = flow;
        return slot;
    }

    /** What opened the flow's last packet that was opened; {@link Recipe#NONE} if there is none. */
    Recipe recipe(int slot) {
        return slot == NO_SLOT ? Recipe.NONE : recipes[slot];
    }

    /** Keeps what opened a packet. */
    void remember(int slot, Recipe recipe) {
        if (slot != NO_SLOT) {
            recipes[slot] = recipe;
        }
    }

    /** How many packets of the flow stayed shut; all there can be for a flow that is not remembered. */
    int unopened(int slot) {
        return slot == NO_SLOT ? Integer.MAX_VALUE : unopened[slot];
    }

    /** Counts a packet that stayed shut. */
    void countUnopened(int slot) {
        if (slot != NO_SLOT && unopened[slot] < Integer.MAX_VALUE) {
            unopened[slot]++;
        }
    }

    /** How many packets came in flows there was no room for. */
    long refused() {
        return refused;
    }
}
