package io.totemtap.capture.host.witness;

import java.util.Locale;
import java.util.Optional;

/** The way of a packet through a host. The order is that of the kernel program's numbers, which begin at 1. */
public enum Way {
    /** From outside, to this host. */
    IN,
    /** From this host, to outside. */
    OUT,
    /** The copy that a host makes of what it sends, for its own sockets. */
    LOOPED,
    /** From outside, and out again: a bridge, a multicast router. */
    FORWARDED;

    /** The word in texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The way that a word means. */
    static Optional<Way> ofWord(String word) {
        return Words.find(values(), Way::word, word);
    }

    /** The way of a number of the kernel program. */
    static Optional<Way> ofNumber(int number) {
        return Words.numbered(values(), number);
    }
}
