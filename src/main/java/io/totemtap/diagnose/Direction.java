package io.totemtap.diagnose;

import io.totemtap.net.IpAddress;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * From one host to another. Each direction is a case of its own: one may be dead while the other lives.
 *
 * @param from who sends
 * @param to who should receive
 */
public record Direction(IpAddress from, IpAddress to) implements Comparable<Direction> {

    private static final Comparator<Direction> ORDER =
            Comparator.comparing(Direction::from).thenComparing(Direction::to);

    /** The way back. */
    public Direction reversed() {
        return new Direction(to, from);
    }

    @Override
    public int compareTo(Direction other) {
        return ORDER.compare(this, other);
    }

    // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
    // compared.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Direction direction && direction.from.equals(from) && direction.to.equals(to);
    }

    @Override
    public int hashCode() {
        return from.hashCode() * 31 + to.hashCode();
    }
}
