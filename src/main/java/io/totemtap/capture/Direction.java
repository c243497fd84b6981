package io.totemtap.capture;

/** Which way a frame went at the place of capture, where the capture says so (pcapng epb_flags, Linux cooked packet type). */
public enum Direction {
    /** The capture does not say. */
    UNKNOWN,
    /** Received by the capturing interface. */
    INBOUND,
    /** Sent by the capturing host. */
    OUTBOUND
}
