package io.totemtap.capture.host;

/** What a driver's counter says about a frame. */
public enum CounterMeaning {
    /** Dropped by the address filter: nobody on this host asked for it. Counts foreign unicast too. */
    FILTERED,
    /** Multicast that passed the filter. */
    MULTICAST_ACCEPTED,
    /** Multicast that reached the port, wanted or not. */
    MULTICAST_ON_WIRE,
    /** Dropped for want of room: ring, buffers, FIFO. */
    OUT_OF_BUFFERS,
    /** Dropped by an XDP program in the driver, before the kernel's stack has them. */
    XDP_DROPPED,
    /** Damaged on the way: checksum, alignment. */
    DAMAGED
}
