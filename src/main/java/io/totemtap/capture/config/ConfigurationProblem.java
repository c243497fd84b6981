package io.totemtap.capture.config;

/**
 * Something in a configuration file that makes no sense; the rest of the file was used.
 *
 * @param line from 1, 0 where the whole file is meant
 * @param text what is wrong, a short sentence
 */
public record ConfigurationProblem(int line, String text) {
    @Override
    public String toString() {
        return line == 0 ? text : "line " + line + ": " + text;
    }
}
