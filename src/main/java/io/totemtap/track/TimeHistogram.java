package io.totemtap.track;

import java.util.Arrays;

/**
 * How many things happened when, in a fixed number of slots: when time runs past the last one, slots are merged in pairs and
 * become twice as wide. Starts with slots of 125 ms, so that a capture of a minute is seen finely and one of a week still
 * in a few kilobytes.
 */
public final class TimeHistogram {

    private static final int SLOTS = 512;
    private static final long FIRST_WIDTH = 125_000_000L;

    private int[] counts = new int[16];
    private long origin;
    private long width = FIRST_WIDTH;
    private boolean empty = true;

    /** Says when the first slot begins, unless something was counted; histograms that begin together have the same slots. */
    public void startAt(long nanos) {
        if (empty) {
            origin = nanos;
            empty = false;
        }
    }

    /** Counts one at {@code nanos}. Times before the first one count as the first slot. */
    public void add(long nanos) {
        startAt(nanos);
        long slot = Math.max(0, (nanos - origin) / width);
        while (slot >= SLOTS) {
            fold();
            slot = (nanos - origin) / width;
        }
        if (slot >= counts.length) {
            counts = Arrays.copyOf(counts, Math.min(SLOTS, Math.max((int) slot + 1, counts.length * 2)));
        }
        counts[(int) slot]++;
    }

    private void fold() {
        for (int i = 0; i < counts.length; i += 2) {
            counts[i / 2] = counts[i] + (i + 1 < counts.length ? counts[i + 1] : 0);
        }
        Arrays.fill(counts, (counts.length + 1) / 2, counts.length, 0);
        width *= 2;
    }

    /** The number counted in all slots that lie wholly or partly inside {@code fromNanos} to {@code toNanos}. */
    public long between(long fromNanos, long toNanos) {
        if (empty || toNanos < origin) {
            return 0;
        }
        long from = Math.max(0, Math.floorDiv(fromNanos - origin, width));
        long to = Math.min(counts.length - 1L, (toNanos - origin) / width);
        long sum = 0;
        for (long i = from; i <= to; i++) {
            sum += counts[(int) i];
        }
        return sum;
    }

    /** Takes what one slot counted. */
    @FunctionalInterface
    public interface SlotTaker {
        /**
         * A slot.
         *
         * @param beginNanos where it begins
         * @param count how many it counted, at least one
         */
        void take(long beginNanos, int count);
    }

    /** Gives every slot that counted something, in the order of time. */
    public void forEach(SlotTaker taker) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                taker.take(origin + i * width, counts[i]);
            }
        }
    }

    /** The longest time without anything between the first and the last thing counted: begin and end, to the width of a slot. */
    public long[] longestGap() {
        long from = 0;
        long longest = 0;
        int run = 0;
        int last = counts.length - 1;
        while (last > 0 && counts[last] == 0) {
            last--;
        }
        for (int i = 0; i <= last; i++) {
            run = counts[i] == 0 ? run + 1 : 0;
            if (run > longest) {
                longest = run;
                from = i - run + 1L;
            }
        }
        return new long[] {origin + from * width, origin + (from + longest) * width};
    }

    /** Where the first slot begins; everything earlier is counted in it. */
    public long firstNanos() {
        return origin;
    }

    /** Where the last slot ends; nothing is counted from there on. */
    public long endNanos() {
        long end = origin + counts.length * width;
        return end < origin ? Long.MAX_VALUE : end;
    }

    /** The width of a slot now, in nanoseconds. */
    public long widthNanos() {
        return width;
    }
}
