package io.totemtap.report.text;

import io.totemtap.diagnose.Words;
import java.util.ArrayList;
import java.util.List;

/** Lines of a report: labels at the left, text wrapped beside them. */
final class Sheet {

    /** Columns left of the text of an entry. */
    static final int INDENT = 11;

    private static final String MARGIN = "  ";

    private final StringBuilder out = new StringBuilder();
    private final int width;
    private final boolean colours;

    Sheet(int width, boolean colours) {
        this.width = width;
        this.colours = colours;
    }

    /** Columns there are. */
    int width() {
        return width;
    }

    /** An empty line; never two of them. */
    void gap() {
        if (out.length() > 1 && !(out.charAt(out.length() - 1) == '\n' && out.charAt(out.length() - 2) == '\n')) {
            out.append('\n');
        }
    }

    /** One line of pieces, each with its ink; not wrapped. */
    void line(Piece... pieces) {
        StringBuilder line = new StringBuilder();
        for (Piece piece : pieces) {
            line.append(piece.ink().paint(piece.text(), colours));
        }
        end(line);
    }

    /** A line of pieces from a list. */
    void line(List<Piece> pieces) {
        line(pieces.toArray(new Piece[0]));
    }

    /** A text over the whole width, wrapped. */
    void paragraph(String text, Ink ink) {
        for (String part : wrap(text, width)) {
            line(new Piece(part, ink));
        }
    }

    /** A headline with a word at the right edge; below it where there is no room beside. */
    void headline(String text, String right, Ink ink) {
        int room = width - text.length() - right.length();
        if (room >= 2) {
            line(new Piece(text, ink), new Piece(" ".repeat(room), Ink.PLAIN), new Piece(right, ink));
        } else {
            paragraph(text, ink);
            line(new Piece(" ".repeat(Math.max(0, width - right.length())), Ink.PLAIN), new Piece(right, ink));
        }
    }

    /** A text beside a label; an empty label continues the entry above. */
    void entry(String label, String text) {
        entry(label, text, Ink.PLAIN);
    }

    /** A painted text beside a label. */
    void entry(String label, String text, Ink ink) {
        entry(label, 0, text, ink);
    }

    /** A text that stands {@code deeper} columns further in, as evidence does below a statement. */
    void entry(String label, int deeper, String text, Ink ink) {
        String head = MARGIN + label + " ".repeat(Math.max(1, INDENT - MARGIN.length() - label.length()));
        String indent = " ".repeat(INDENT + deeper);
        boolean first = true;
        for (String part : wrap(text, Math.max(30, width - INDENT - deeper))) {
            if (first) {
                line(new Piece(head, Ink.FAINT), new Piece(" ".repeat(deeper), Ink.PLAIN), new Piece(part, ink));
            } else {
                line(new Piece(indent, Ink.PLAIN), new Piece(part, ink));
            }
            first = false;
        }
    }

    /** Breaks at spaces; a word longer than a line stands alone. */
    private static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Words.pieces(text)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (line.length() > 0) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private void end(StringBuilder line) {
        int length = line.length();
        while (length > 0 && line.charAt(length - 1) == ' ') {
            length--;
        }
        out.append(line, 0, length).append('\n');
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /**
     * A stretch of a line.
     *
     * @param text as it is, not yet escaped
     * @param ink how it looks
     */
    record Piece(String text, Ink ink) {}
}
