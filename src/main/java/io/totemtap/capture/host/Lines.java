package io.totemtap.capture.host;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a section, one after the other: blank lines left out, trailing white space cut off. Keeps account of
 * what a parser could not read. Bounded: very long lines, and lines beyond a limit, count as not read.
 */
final class Lines {

    /** The most lines of a section that are read. */
    static final int LIMIT = 200_000;

    /** The longest line that is read. */
    static final int LENGTH = 1 << 16;

    private static final int SAMPLES = 5;
    private static final int SAMPLE = 120;

    private final String text;
    private final List<String> samples = new ArrayList<>();
    private int at;
    private String upcoming = "";
    private int count;
    private int unread;
    private int complaints;

    Lines(String text) {
        this.text = text;
        advance();
    }

    /** Whether another line follows. */
    boolean hasNext() {
        return !upcoming.isEmpty();
    }

    /** The next line without taking it, empty at the end. */
    String peek() {
        return upcoming;
    }

    /** Takes the next line; empty at the end. */
    String next() {
        String line = upcoming;
        advance();
        return line;
    }

    /** Counts a line that makes no sense. What a command says when it fails is counted apart. */
    void unread(String line) {
        if (Complaint.isOne(line)) {
            complaints++;
            return;
        }
        unread++;
        if (samples.size() < SAMPLES) {
            samples.add(line.length() > SAMPLE ? line.substring(0, SAMPLE) : line);
        }
    }

    /** Counts every line that is left as making no sense. */
    void unreadRest() {
        while (hasNext()) {
            unread(next());
        }
    }

    /** Takes every line that is left. */
    void skipRest() {
        while (hasNext()) {
            advance();
        }
    }

    /** Lines taken so far. */
    int count() {
        return count;
    }

    /** Lines counted as not read. */
    int unread() {
        return unread;
    }

    /** Lines in which a command said that it failed. */
    int complaints() {
        return complaints;
    }

    /** Whether every line was read, and no command complained. */
    boolean isClean() {
        return unread == 0 && complaints == 0;
    }

    /** The beginnings of the first lines that were not read. */
    List<String> samples() {
        return samples;
    }

    private void advance() {
        upcoming = "";
        while (at < text.length() && upcoming.isEmpty()) {
            int end = text.indexOf('\n', at);
            int stop = end < 0 ? text.length() : end;
            if (count >= LIMIT) {
                unread++;
                at = text.length();
            } else if (stop - at > LENGTH) {
                unread(text.substring(at, at + SAMPLE));
                at = stop + 1;
            } else {
                upcoming = text.substring(at, stop).stripTrailing();
                at = stop + 1;
            }
        }
        if (!upcoming.isEmpty()) {
            count++;
        }
    }
}
