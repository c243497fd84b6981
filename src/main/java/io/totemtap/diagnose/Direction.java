package io.totemtap.diagnose;

import io.totemtap.net.IpAddress;
import java.util.Comparator;

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
}
