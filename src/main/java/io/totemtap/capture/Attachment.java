package io.totemtap.capture;

/**
 * Text that somebody put into a case for the reader: shown, never interpreted.
 *
 * @param name the file's name
 * @param text its beginning, one character a byte
 * @param cut whether there is more in the file
 */
public record Attachment(String name, String text, boolean cut) {

    /** The most bytes of an attachment that are kept. */
    public static final int LIMIT = 64 << 10;
}
