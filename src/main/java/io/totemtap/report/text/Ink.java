package io.totemtap.report.text;

import io.totemtap.report.Escape;

/** Escapes text, and paints it where colours are wanted. Colour never is the only sign: the words say the same. */
enum Ink {
    /** As it is. */
    PLAIN(""),
    /** What matters most. */
    STRONG("1"),
    /** What is only there to find one's way. */
    FAINT("2"),
    /** Lost, at fault. */
    BAD("1;31"),
    /** Doubtful. */
    DOUBT("1;33"),
    /** Well. */
    GOOD("1;32"),
    /** Something to type. */
    COMMAND("36");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The text, harmless for a terminal, and painted if {@code colours}. */
    String paint(String text, boolean colours) {
        String harmless = Escape.forTerminal(text);
        return !colours || code.isEmpty() || harmless.isEmpty()
                ? harmless
                : "\u001b[" + code + "m" + harmless + "\u001b[0m";
    }
}
