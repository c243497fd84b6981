package io.totemtap.capture.host;

import io.totemtap.capture.TextFile;
import io.totemtap.net.EpochNanos;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What commands printed on one host at one moment. As text it is a line {@code ### time EPOCH phase NAME}, which may be
 * missing, then for each command a line {@code ### COMMAND} and its output. A text without any such line is searched
 * for listings that are known by their shape, as they stand in mails.
 *
 * @param timeNanos when, {@link EpochNanos#NEVER} if not known
 * @param phase what the moment is called, or empty
 * @param prompt the host that a shell prompt before a pasted listing names, or empty
 * @param sections in the order of the text
 */
public record Transcript(long timeNanos, String phase, String prompt, List<Section> sections) {

    /** What the line of a command starts with. */
    public static final String MARK = "### ";

    /** The most sections of a text that are told apart; what follows stays in the last one. */
    public static final int SECTIONS = 5_000;

    private static final String TIME = "### time ";
    private static final int NANO_DIGITS = 9;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,10}(\\.\\d{1,18})?");

    /** Copies the list. */
    public Transcript {
        sections = List.copyOf(sections);
    }

    /**
     * Reads a file, decompressed if it is gzip, up to {@link TextFile#LIMIT} bytes.
     *
     * @return one transcript, or several where a file holds more than one moment or host
     * @throws io.totemtap.capture.CaptureException if it cannot be opened
     */
    public static List<Transcript> read(Path path) {
        TextFile.Content content = TextFile.read(path, TextFile.LIMIT);
        return parse(content.text(), content.cut());
    }

    /**
     * Takes a text apart; any text is accepted.
     *
     * @param cut whether there was more text than is given
     * @return at least one transcript
     */
    public static List<Transcript> parse(String text, boolean cut) {
        boolean marked = text.startsWith(MARK) || text.contains("\n" + MARK);
        return marked ? new Splitter(cut).split(text) : PastedText.transcripts(text, cut);
    }

    /**
     * Writes the transcript in the form that {@link #parse} reads. A line of output that would look like the start of a
     * section gets a blank before it.
     *
     * @throws IOException if {@code out} does
     */
    public void write(Appendable out) throws IOException {
        if (timeNanos != EpochNanos.NEVER) {
            String seconds = BigDecimal.valueOf(timeNanos, NANO_DIGITS).toPlainString();
            out.append(TIME)
                    .append(seconds)
                    .append(phase.isEmpty() ? "" : " phase " + phase)
                    .append('\n');
        }
        for (Section section : sections) {
            out.append(MARK).append(section.command()).append('\n');
            for (String line : (Iterable<String>) section.text().lines()::iterator) {
                out.append(line.startsWith(MARK) ? " " : "").append(line).append('\n');
            }
        }
    }

    /** Goes through a marked text once. */
    private static final class Splitter {
        private final boolean cut;
        private final List<Transcript> transcripts = new ArrayList<>();
        private List<Section> sections = new ArrayList<>();
        private long timeNanos = EpochNanos.NEVER;
        private String phase = "";
        private int count;

        Splitter(boolean cut) {
            this.cut = cut;
        }

        List<Transcript> split(String text) {
            int mark = text.startsWith(MARK) ? 0 : text.indexOf("\n" + MARK) + 1;
            if (!text.substring(0, mark).isBlank()) {
                sections.add(new Section("", text.substring(0, mark), false));
            }
            while (mark < text.length()) {
                int endOfTitle = text.indexOf('\n', mark);
                int body = endOfTitle < 0 ? text.length() : endOfTitle + 1;
                int next = count >= SECTIONS ? -1 : text.indexOf("\n" + MARK, body - 1);
                int end = next < 0 ? text.length() : next + 1;
                String title = text.substring(mark, endOfTitle < 0 ? text.length() : endOfTitle)
                        .strip();
                section(title, text.substring(Math.min(body, end), end), cut && end == text.length());
                mark = end;
            }
            close();
            return transcripts;
        }

        private void section(String title, String body, boolean isCut) {
            count++;
            if (title.startsWith(TIME)) {
                if (timeNanos != EpochNanos.NEVER || !sections.isEmpty()) {
                    close();
                }
                moment(title.substring(TIME.length()).strip());
                if (!body.isBlank()) {
                    sections.add(new Section("", body, isCut));
                }
            } else {
                sections.add(new Section(
                        title.substring(Math.min(MARK.length(), title.length())).strip(), body, isCut));
            }
        }

        /** "1795364076.590 phase end". */
        private void moment(String words) {
            int blank = words.indexOf(' ');
            String seconds = blank < 0 ? words : words.substring(0, blank);
            timeNanos = SECONDS.matcher(seconds).matches()
                    ? new BigDecimal(seconds)
                            .movePointRight(NANO_DIGITS)
                            .min(BigDecimal.valueOf(Long.MAX_VALUE))
                            .longValue()
                    : EpochNanos.NEVER;
            int at = words.indexOf(" phase ");
            phase = at < 0 ? "" : words.substring(at + " phase ".length()).strip();
        }

        private void close() {
            transcripts.add(new Transcript(timeNanos, phase, "", sections));
            sections = new ArrayList<>();
            timeNanos = EpochNanos.NEVER;
            phase = "";
        }
    }
}
