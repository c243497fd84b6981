package io.totemtap.capture.host;

/**
 * What one command printed.
 *
 * @param command the command as the transcript gives it, empty for text that stands before the first command
 * @param text its output, one character a byte, without the line that names the command
 * @param cut whether the text ends before the output did, because the file was cut or too long
 */
public record Section(String command, String text, boolean cut) {}
