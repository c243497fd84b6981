package io.totemtap.capture.host.witness;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Words of the witness's texts: what stands for a value, and what may stand in one. */
final class Words {

    /** What stands where there is no value. */
    static final String NONE = "-";

    private static final int LONGEST = 128;
    private static final Pattern STRANGE = Pattern.compile("[^\\x21-\\x7e]");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}");

    private Words() {}

    static <T> Optional<T> find(T[] values, Function<T, String> word, String wanted) {
        return Arrays.stream(values)
                .filter(value -> word.apply(value).equals(wanted))
                .findFirst();
    }

    static <T> Optional<T> numbered(T[] values, int number) {
        return number >= 1 && number <= values.length ? Optional.of(values[number - 1]) : Optional.empty();
    }

    /** A text as one word: without blanks and control characters, at most 128 characters, never empty. */
    static String word(String text) {
        String plain = STRANGE.matcher(text.strip()).replaceAll("?");
        return plain.isEmpty() ? NONE : plain.substring(0, Math.min(LONGEST, plain.length()));
    }

    /** A word as a text: empty where it says that there is none. */
    static String text(String word) {
        return word.equals(NONE) ? "" : word(word);
    }

    /** A number of zero or more that fits a long. */
    static OptionalLong number(String word) {
        if (!NUMBER.matcher(word).matches()) {
            return OptionalLong.empty();
        }
        long value = Long.parseUnsignedLong(word);
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
