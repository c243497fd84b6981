package io.totemtap.report;

/** Makes text that may come from a packet or a foreign file harmless for a terminal. */
public final class Escape {

    private Escape() {}

    /**
     * Replaces what a terminal would act upon, or what would reorder the line: control characters (C0, DEL, C1), bidirectional
     * controls, line and paragraph separators, and halves of surrogate pairs. They appear as {@code \x1b} or {@code \u202e}.
     */
    public static String forTerminal(String text) {
        int clean = 0;
        while (clean < text.length() && !isActive(text.charAt(clean)) && !Character.isSurrogate(text.charAt(clean))) {
            clean++;
        }
        return clean == text.length() ? text : replaced(text);
    }

    private static String replaced(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c) || isActive(c)) {
                out.append(c < 0x100 ? "\\x" : "\\u");
                String digits = Integer.toHexString(c);
                out.append("0".repeat((c < 0x100 ? 2 : 4) - digits.length())).append(digits);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isActive(char c) {
        return c < ' '
                || (c >= 0x7f && c < 0xa0)
                || c == 0x061c
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0xfeff;
    }
}
