package io.totemtap.capture.log;

/**
 * What reading a log came to.
 *
 * @param lines lines that are not blank
 * @param unread lines that have neither time nor subsystem, and so are no log lines
 * @param shortened lines that were longer than {@link LogReader#LINE} and were cut there
 * @param cut whether the file's compressed data is damaged or ends early
 */
public record LogSummary(long lines, long unread, long shortened, boolean cut) {}
