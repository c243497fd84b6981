package io.totemtap.capture.host;

import java.util.List;

/**
 * How reading a section went.
 *
 * @param command the section's command
 * @param understood whether there is a parser for it
 * @param lines lines that are not blank
 * @param unread lines the parser could not read, 0 if there is none
 * @param complaints lines in which the command said that it failed: not installed, not allowed
 * @param samples the beginnings of the first lines that could not be read
 * @param cut whether the text ends before the output did
 */
public record SectionReading(
        String command, boolean understood, int lines, int unread, int complaints, List<String> samples, boolean cut) {

    /** Copies the list. */
    public SectionReading {
        samples = List.copyOf(samples);
    }

    /** Whether every line was read, so that what is missing is really not there. */
    public boolean isComplete() {
        return understood && unread == 0 && complaints == 0 && !cut;
    }
}
