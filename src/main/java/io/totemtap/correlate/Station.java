package io.totemtap.correlate;

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
}
