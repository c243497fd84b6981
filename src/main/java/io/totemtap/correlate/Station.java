package io.totemtap.correlate;

import org.jspecify.annotations.Nullable;

/**
 * A capture on the way from a sender to a receiver.
 *
 * @param capture its number
 * @param spot where on the way it stands
 * @param time when it was capturing, by the reference clock
 */
public record Station(int capture, Spot spot, Period time) {

    /** Places on the way, in the order of a packet's travel. */
    public enum Spot {
        /** On the sender, after its kernel and before its network card. */
        SENDER,
        /** At the switch port of the sender. */
        SENDER_PORT,
        /** Anywhere else: what is seen here has entered the network. */
        ELSEWHERE,
        /** At the switch port of the receiver. */
        RECEIVER_PORT,
        /** On the receiver, after its network card and before its kernel. */
        RECEIVER
    }

    // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
    // compared.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Station station
                && station.capture == capture
                && station.spot == spot
                && station.time.equals(time);
    }

    @Override
    public int hashCode() {
        return (capture * 31 + spot.ordinal()) * 31 + time.hashCode();
    }
}
