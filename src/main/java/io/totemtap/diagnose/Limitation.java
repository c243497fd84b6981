package io.totemtap.diagnose;

/**
 * Something that cannot be known from what was given.
 *
 * @param id lower-case words, never re-used
 * @param statement what cannot be known, and why
 * @param remedy what to do to know it
 */
public record Limitation(String id, String statement, String remedy) implements Conclusion {}
