package io.totemtap.capture.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a counter changed between two moments.
 *
 * @param name what was counted
 * @param from its earlier value, 0 if it was not there
 * @param to its later value
 * @param kind how the two are to be compared
 */
public record CounterRise(String name, long from, long to, Kind kind) {

    /** How two values are to be compared. */
    public enum Kind {
        /** The later is the earlier plus what happened. */
        COUNTED,
        /**
         * The counter has 32 bits and passed its end once: the earlier value is in the upper half of that range, the
         * later one smaller, and what lies between is less than half the range.
         */
        WRAPPED,
        /** What is counted did not exist at the earlier moment, and its counter began at 0. */
        APPEARED,
        /** The counter began anew: reboot, module reload, reset. The difference means nothing. */
        RESTARTED
    }

    private static final long RANGE = 1L << 32;
    private static final long HALF = 1L << 31;

    /** Compares two values of one counter. */
    static CounterRise between(String name, long from, long to, boolean restarted) {
        if (restarted) {
            return new CounterRise(name, from, to, Kind.RESTARTED);
        }
        if (to >= from) {
            return new CounterRise(name, from, to, Kind.COUNTED);
        }
        return new CounterRise(name, from, to, wraps(from, to) ? Kind.WRAPPED : Kind.RESTARTED);
    }

    /** Whether a fall may be the end of a 32-bit counter. */
    static boolean wraps(long from, long to) {
        return from >= HALF && from < RANGE && to < from && to - from + RANGE < HALF;
    }

    /** How much it rose; absent if it began anew. */
    public OptionalLong amount() {
        return switch (kind) {
            case COUNTED, APPEARED -> OptionalLong.of(to - from);
            case WRAPPED -> OptionalLong.of(to - from + RANGE);
            case RESTARTED -> OptionalLong.empty();
        };
    }

    /** Whether it rose at all; {@link Answer#UNKNOWN} if it began anew. */
    public Answer rose() {
        OptionalLong amount = amount();
        return amount.isEmpty() ? Answer.UNKNOWN : Answer.of(amount.getAsLong() > 0);
    }

    /** Several rises as one; the least certain kind of them all. Absent if there is none. */
    static Optional<CounterRise> sum(String name, List<CounterRise> rises) {
        if (rises.isEmpty()) {
            return Optional.empty();
        }
        long from = 0;
        long amount = 0;
        long to = 0;
        Kind kind = Kind.COUNTED;
        for (CounterRise rise : rises) {
            from = Words.sum(from, rise.from());
            to = Words.sum(to, rise.to());
            amount = Words.sum(amount, rise.amount().orElse(0));
            kind = rise.kind().compareTo(kind) > 0 ? rise.kind() : kind;
        }
        boolean exact = kind == Kind.RESTARTED || to - from == amount;
        // where one part wrapped, the sum's end is moved so that the difference stays the rise
        return Optional.of(
                exact
                        ? new CounterRise(name, from, to, kind == Kind.WRAPPED ? Kind.COUNTED : kind)
                        : new CounterRise(name, from, Words.sum(from, amount), Kind.COUNTED));
    }
}
