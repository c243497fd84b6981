package io.totemtap.cli;

import io.totemtap.diagnose.Words;
import io.totemtap.report.Escape;
import java.util.ArrayList;
import java.util.List;

/** One line of a screen: pieces of text with their ANSI attributes, cut at the edge. */
final class Styled {

    static final String PLAIN = "";
    static final String STRONG = "1";
    static final String FAINT = "2";
    static final String BAD = "1;31";
    static final String DOUBT = "1;33";
    static final String GOOD = "1;32";

    private record Piece(String text, String code) {}

    private final List<Piece> pieces = new ArrayList<>();
    private int length;

    /** A line with one piece. */
    static Styled of(String text, String code) {
        return new Styled().add(text, code);
    }

    /** An empty line. */
    static Styled blank() {
        return new Styled();
    }

    /** Adds a piece; what a terminal would act upon is escaped. */
    Styled add(String text, String code) {
        String harmless = Escape.forTerminal(text);
        pieces.add(new Piece(harmless, code));
        length += harmless.length();
        return this;
    }

    /** Adds blanks up to a column. */
    Styled to(int column) {
        return length < column ? add(" ".repeat(column - length), PLAIN) : this;
    }

    int length() {
        return length;
    }

    /** The line for a terminal. */
    String paint(int width, boolean colours) {
        StringBuilder out = new StringBuilder();
        int room = width;
        for (Piece piece : pieces) {
            String text = piece.text.length() > room ? piece.text.substring(0, Math.max(0, room)) : piece.text;
            room -= text.length();
            if (colours && !piece.code.isEmpty() && !text.isEmpty()) {
                out.append("\u001b[")
                        .append(piece.code)
                        .append('m')
                        .append(text)
                        .append("\u001b[0m");
            } else {
                out.append(text);
            }
        }
        return out.toString();
    }

    /** The line in as many as it needs to be no wider than {@code width}, broken at blanks; the further ones begin at {@code indent}. */
    List<Styled> fold(int width, int indent) {
        if (length <= width) {
            return List.of(this);
        }
        List<Styled> lines = new ArrayList<>();
        Styled line = new Styled();
        for (Piece piece : pieces) {
            for (String word : piece.text.split("(?<= )(?! )", -1)) {
                if (line.length > indent && line.length + word.stripTrailing().length() > width) {
                    lines.add(line);
                    line = new Styled().to(indent);
                }
                line.add(word, piece.code);
            }
        }
        lines.add(line);
        return lines;
    }

    /** Text in lines no wider than {@code width}, broken at blanks. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Words.pieces(text)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }
}
