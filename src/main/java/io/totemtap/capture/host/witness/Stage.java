package io.totemtap.capture.host.witness;

import java.util.Locale;
import java.util.Optional;

/** Where a packet is counted. The order is that of the kernel program's numbers, which begin at 1. */
public enum Stage {
    /** The stack has it from a driver. */
    ARRIVED,
    /** The stack has it again: from a bridge, or from the device a virtual one stands on. */
    AGAIN,
    /** It is on its way into a socket's queue; a drop with a reason of the socket's may follow. */
    OFFERED,
    /** A program took it from the socket. */
    READ,
    /** A program took some datagram from a socket that was offered such packets; which one is not known. */
    SOCKET_READ,
    /**
     * A program sends a datagram; the source is unspecified where the route decides it. Where the kernel allows no program at functions,
     * sockets that are connected to the group are not seen.
     */
    SENT,
    /** Handed to a device to send; once for each device that stands on another. */
    DRIVER,
    /** The device gave it back, and it is handed over again. */
    BUSY,
    /** Freed as not delivered. */
    DROPPED;

    /** The word in texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The stage that a word means. */
    static Optional<Stage> ofWord(String word) {
        return Words.find(values(), Stage::word, word);
    }

    /** The stage of a number of the kernel program. */
    static Optional<Stage> ofNumber(int number) {
        return Words.numbered(values(), number);
    }
}
