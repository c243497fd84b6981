package io.totemtap.correlate;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of time by the reference clock.
 *
 * @param fromNanos begin
 * @param toNanos end; {@link Long#MAX_VALUE} if there is none
 */
public record Period(long fromNanos, long toNanos) {

    /** Whether a moment is inside. */
    public boolean contains(long nanos) {
        return nanos >= fromNanos && nanos <= toNanos;
    }

    /** What two stretches share; ends before it begins if nothing. */
    public Period and(Period other) {
        return new Period(Math.max(fromNanos, other.fromNanos), Math.min(toNanos, other.toNanos));
    }

    /** Its length in nanoseconds, 0 if it ends before it begins. */
    public long nanos() {
        return Math.max(0, toNanos - fromNanos);
    }

    // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
    // compared.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Period period && period.fromNanos == fromNanos && period.toNanos == toNanos;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fromNanos) * 31 + Long.hashCode(toNanos);
    }
}
