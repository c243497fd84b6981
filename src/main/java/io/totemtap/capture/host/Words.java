package io.totemtap.capture.host;

import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/** Splits lines into words and reads numbers the way the kernel and its tools write them. */
final class Words {

    private static final int HEX_DIGITS_OF_LONG = 16;
    private static final int MAC_DIGITS = 12;

    private Words() {}

    /** The words of a line, separated by white space. */
    static List<String> of(String line) {
        StringTokenizer tokens = new StringTokenizer(line);
        List<String> words = new ArrayList<>(tokens.countTokens());
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    /** The word that follows {@code label}; empty if there is none. */
    static String after(List<String> words, String label) {
        int at = words.indexOf(label);
        return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : "";
    }

    /**
     * A decimal number of zero or more that fits a long; larger ones (unsigned 64-bit counters) are the largest long.
     */
    static OptionalLong whole(String text) {
        if (text.isEmpty() || !isDecimal(text)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }

    /** The sum of two numbers of zero or more, at most the largest long. */
    static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** A decimal number of zero or more that fits an int; absent for anything else. */
    static OptionalInt small(String text) {
        OptionalLong value = whole(text);
        return value.isPresent() && value.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) value.getAsLong())
                : OptionalInt.empty();
    }

    /** A hexadecimal number without sign or prefix, at most 16 digits. */
    static OptionalLong hex(String text) {
        if (text.isEmpty() || text.length() > HEX_DIGITS_OF_LONG) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                return OptionalLong.empty();
            }
            value = value << 4 | digit;
        }
        return OptionalLong.of(value);
    }

    /** An Ethernet address of twelve hexadecimal digits without separators. */
    static Optional<MacAddress> bareMac(String text) {
        OptionalLong bits = text.length() == MAC_DIGITS ? hex(text) : OptionalLong.empty();
        return bits.isPresent() ? Optional.of(new MacAddress(bits.getAsLong())) : Optional.empty();
    }

    /** Whether a text consists of decimal digits only. */
    static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** An interface's name without the lower device that {@code ip} appends ("eth0.5@eth0", "veth1@if4"). */
    static String withoutLower(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }
}
