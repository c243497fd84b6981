package io.totemtap.correlate;

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
}
