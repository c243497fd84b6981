package io.totemtap.capture.config;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads numbers as configuration files write them. */
final class Numbers {

    private Numbers() {}

    /** A decimal number of zero or more; absent for anything else. */
    static OptionalLong whole(String text) {
        try {
            long value = Long.parseLong(text.trim());
            return value >= 0 ? OptionalLong.of(value) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** A decimal number in a range; absent for anything else. */
    static OptionalInt between(String text, int least, int most) {
        try {
            int value = Integer.parseInt(text.trim());
            return value >= least && value <= most ? OptionalInt.of(value) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
