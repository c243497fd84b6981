package io.totemtap.track.totem;

import io.totemtap.track.totem.RotationHistory.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Number, mean and highest of durations in a fixed number of slots of time: when time runs past the last one, slots are merged in
 * pairs and become twice as wide. At most 3 KB, whatever the length of a capture.
 */
final class DurationSeries {

    static final int SLOTS = 128;

    private static final long FIRST_WIDTH = 125_000_000L;

    private int[] counts = new int[8];
    private long[] sums = new long[8];
    private long[] highest = new long[8];
    private long origin;
    private long width = FIRST_WIDTH;
    private int used;

    /** Counts a duration that ended at {@code atNanos}; a negative one is none. Times before the first count as the first slot. */
    void add(long atNanos, long duration) {
        if (duration < 0) {
            return;
        }
        if (used == 0) {
            origin = atNanos;
        }
        long slot = Math.max(0, (atNanos - origin) / width);
        while (slot >= SLOTS) {
            fold();
            slot = (atNanos - origin) / width;
        }
        if (slot >= counts.length) {
            grow((int) slot + 1);
        }
        int at = (int) slot;
        counts[at]++;
        sums[at] += duration;
        highest[at] = Math.max(highest[at], duration);
        used = Math.max(used, at + 1);
    }

    private void grow(int least) {
        int length = Math.min(SLOTS, Math.max(least, counts.length * 2));
        counts = Arrays.copyOf(counts, length);
        sums = Arrays.copyOf(sums, length);
        highest = Arrays.copyOf(highest, length);
    }

    private void fold() {
        int half = (used + 1) / 2;
        for (int i = 0; i < half; i++) {
            boolean both = 2 * i + 1 < counts.length;
            counts[i] = counts[2 * i] + (both ? counts[2 * i + 1] : 0);
            sums[i] = sums[2 * i] + (both ? sums[2 * i + 1] : 0);
            highest[i] = Math.max(highest[2 * i], both ? highest[2 * i + 1] : 0);
        }
        Arrays.fill(counts, half, counts.length, 0);
        Arrays.fill(sums, half, sums.length, 0);
        Arrays.fill(highest, half, highest.length, 0);
        used = half;
        width *= 2;
    }

    long firstNanos() {
        return origin;
    }

    long widthNanos() {
        return width;
    }

    /** All slots up to the last one something was counted in. */
    List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < used; i++) {
            slots.add(new Slot(counts[i], counts[i] == 0 ? 0 : sums[i] / counts[i], highest[i]));
        }
        return slots;
    }
}
