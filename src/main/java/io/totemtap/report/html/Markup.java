package io.totemtap.report.html;

/** Writes HTML. Every text and attribute value is escaped; control characters and those that turn the direction of text are made visible. */
final class Markup {

    private final StringBuilder out = new StringBuilder(1 << 14);

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn
     */
    Markup open(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    Markup close(String name) {
        out.append("</").append(name).append(">\n");
        return this;
    }

    /** An element that contains text only. */
    Markup leaf(String name, String text, String... attributes) {
        open(name, attributes);
        escape(text);
        out.append("</").append(name).append('>');
        return this;
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** Ends a line of preformatted text. */
    Markup lineEnd() {
        out.append('\n');
        return this;
    }

    /** Appends what is markup already. */
    Markup append(Markup part) {
        out.append(part.out);
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void escape(String text) {
        String safe = visible(text);
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }

    /** The text with a visible stand-in for every character that could hide, move or end something: "\u202e" written out. */
    static String visible(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\t') {
                safe.append(' ');
            } else if (isHidden(c)) {
                safe.append(String.format("\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    private static boolean isHidden(char c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.PRIVATE_USE
                || c == '\u2028'
                || c == '\u2029';
    }
}
