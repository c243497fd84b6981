package io.totemtap.net;

/** Hexadecimal digits of addresses: ASCII only, where {@link Character#digit} takes the digits of every script. */
final class HexDigit {

    private HexDigit() {}

    /** The value of {@code c}, 0 to 15, or -1 if it is no digit. */
    static int valueOf(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
