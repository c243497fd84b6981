package io.totemtap.cli;

import io.totemtap.cli.Synopsis.Declared;
import io.totemtap.cli.Synopsis.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line of plain words: options as {@code --name value}, {@code --name=value} or {@code -n value}, each known and each
 * whole, and parameters. For anything else it gives no answer, and picocli reads the line: what that takes to load is a fifth of the
 * time a gigabyte takes to read.
 */
final class PlainWords {

    private static final int MOST_DIGITS = 15;

    private final Synopsis synopsis;
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> parameters = new ArrayList<>();

    private PlainWords(Synopsis synopsis) {
        this.synopsis = synopsis;
    }

    /**
     * Reads.
     *
     * @param words what follows the command's name
     * @return what was given, or nothing if the line is not plain, which does not mean that it is wrong
     */
    static Optional<Given> read(Synopsis synopsis, List<String> words) {
        PlainWords reader = new PlainWords(synopsis);
        int next = 0;
        while (next >= 0 && next < words.size()) {
            next = reader.take(words, next);
        }
        return next < 0 || !reader.isComplete()
                ? Optional.empty()
                : Optional.of(new Given(synopsis, reader.values, reader.parameters));
    }

    /** Takes the word at {@code at} and its value. Returns where the next is, or -1 if this is not plain. */
    private int take(List<String> words, int at) {
        String word = words.get(at);
        if (word.isEmpty() || word.startsWith("@")) {
            return -1;
        }
        if (!word.startsWith("-") || word.equals("-")) {
            parameters.add(word);
            return at + 1;
        }
        int equals = word.indexOf('=');
        Declared option =
                synopsis.option(equals < 0 ? word : word.substring(0, equals)).orElse(null);
        if (option == null || option.kind() == Kind.FLAG) {
            return option != null && equals < 0 && put(option, "") ? at + 1 : -1;
        }
        if (equals >= 0) {
            return put(option, word.substring(equals + 1)) ? at + 1 : -1;
        }
        return at + 1 < words.size() && put(option, words.get(at + 1)) ? at + 2 : -1;
    }

    private boolean put(Declared option, String value) {
        List<String> all = values.computeIfAbsent(option.key(), key -> new ArrayList<>());
        all.add(value);
        boolean once = all.size() == 1 || option.kind() == Kind.VALUES;
        return once
                && switch (option.kind()) {
                    case FLAG -> true;
                    case VALUE, VALUES -> isWord(value);
                    case NUMBER -> isNumber(value);
                    case CHOICE -> choice(option.choices().orElseThrow(), value) != null;
                };
    }

    private static boolean isWord(String value) {
        return !value.isEmpty() && (value.charAt(0) != '-' || value.equals("-")) && value.charAt(0) != '@';
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty()
                && value.length() <= MOST_DIGITS
                && value.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    /** The name of an enumeration that is meant, dashes for underscores; null if none is. */
    static @Nullable Enum<?> choice(Class<? extends Enum<?>> choices, String text) {
        for (Enum<?> one : choices.getEnumConstants()) {
            if (one.name().replace('_', '-').equalsIgnoreCase(text)) {
                return one;
            }
        }
        return null;
    }

    private boolean isComplete() {
        int count = parameters.size();
        if (count < synopsis.parameters().least()
                || count > synopsis.parameters().most()) {
            return false;
        }
        for (Declared option : synopsis.options()) {
            if (option.required() && !values.containsKey(option.key())) {
                return false;
            }
        }
        return true;
    }
}
