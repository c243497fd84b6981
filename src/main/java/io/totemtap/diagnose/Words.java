package io.totemtap.diagnose;

import io.totemtap.net.EpochNanos;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers, times and lists as sentences need them. */
public final class Words {

    /** A blank that is not between the groups of a number as {@link #count(long)} writes it. */
    private static final Pattern BREAK = Pattern.compile("(?<!\\d) | (?!\\d{3}(?!\\d))");

    private Words() {}

    /** The pieces of a text between which a line may be broken; a number is one. Joined by single blanks they are the text again. */
    public static List<String> pieces(String text) {
        return List.of(BREAK.split(text, -1));
    }

    /** "4 213": thousands apart. */
    public static String count(long number) {
        String digits = Long.toString(number);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0 && digits.charAt(i - 1) != '-') {
                text.append(' ');
            }
            text.append(digits.charAt(i));
        }
        return text.toString();
    }

    /** "1 message", "312 messages". */
    public static String count(long number, String what) {
        return count(number) + " " + what + (number == 1 ? "" : "s");
    }

    /** "61.2 s", "4 min 20 s", "18 ms". */
    public static String duration(long nanos) {
        if (nanos < EpochNanos.SECOND) {
            return Math.round(nanos / 1e6) + " ms";
        }
        if (nanos < 120 * EpochNanos.SECOND) {
            return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
        }
        long seconds = nanos / EpochNanos.SECOND;
        return seconds < 7200
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    /** "a", "a and b", "a, b and c". */
    public static String list(List<String> items) {
        if (items.size() < 2) {
            return items.isEmpty() ? "" : items.get(0);
        }
        return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.get(items.size() - 1);
    }

    /** "12.5 %"; one decimal below ten per cent and above ninety. */
    public static String percent(double share) {
        double percent = 100 * share;
        boolean fine = percent != Math.rint(percent) && (percent < 10 || percent > 90);
        return String.format(Locale.ROOT, fine ? "%.1f %%" : "%.0f %%", percent);
    }
}
