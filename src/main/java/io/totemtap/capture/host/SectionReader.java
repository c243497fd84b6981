package io.totemtap.capture.host;

/** Reads the sections of one family of commands. */
@FunctionalInterface
interface SectionReader {

    /**
     * Reads a section if its command is known.
     *
     * @return whether it is; if not, no line was taken
     */
    boolean read(Section section, CommandLine command, Lines lines, HostStateBuilder state);

    /** Whether what is missing in a section is really not there: all of it was read, and there was something. */
    static boolean isComplete(Section section, Lines lines) {
        return lines.count() > 0 && lines.isClean() && !section.cut();
    }
}
