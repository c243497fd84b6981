package io.totemtap.report;

import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The answer as one line of a monitoring plug-in: a word, the verdict, and performance data behind a bar. The exit code that belongs to
 * the word is that of the command: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
 */
public final class NagiosLine implements Report {

    private static final int LONGEST = 900;

    private final UnaryOperator<String> redaction;

    /** A line with names as they are. */
    public NagiosLine() {
        this(UnaryOperator.identity());
    }

    /** A line whose text has passed through {@code redaction} before it is shortened. */
    public NagiosLine(UnaryOperator<String> redaction) {
        this.redaction = redaction;
    }

    @Override
    public void write(Diagnosis diagnosis, OutputStream out) {
        try {
            out.write((line(diagnosis, redaction) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line, without its end. */
    public static String line(Diagnosis diagnosis) {
        return line(diagnosis, UnaryOperator.identity());
    }

    private static String line(Diagnosis diagnosis, UnaryOperator<String> redaction) {
        Verdict verdict = diagnosis.verdict();
        String text = "TOTEM " + word(verdict) + " - " + verdict.headline() + " ("
                + verdict.certainty().id() + "): " + verdict.statement();
        return plain(redaction.apply(text)) + " | " + performance(diagnosis);
    }

    private static String word(Verdict verdict) {
        return switch (verdict.status()) {
            case HEALTHY -> "OK";
            case INCONCLUSIVE -> "UNKNOWN";
            case FAULT -> verdict.certainty() == Certainty.PROVEN ? "CRITICAL" : "WARNING";
        };
    }

    /** One line without the bar, which begins performance data, and without control characters. */
    static String plain(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            boolean hidden = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            safe.append(c == '|' ? '/' : hidden || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return safe.toString();
    }

    private static String performance(Diagnosis diagnosis) {
        List<Delivery> paths = diagnosis.facts().picture().paths();
        List<Segment> measured =
                paths.stream().flatMap(path -> path.endToEnd().stream()).toList();
        long lost = measured.stream().mapToLong(Segment::lost).sum();
        long sent = measured.stream().mapToLong(Segment::sent).sum();
        long faults = diagnosis.findings().stream()
                .filter(finding -> finding.severity() == Severity.FAULT)
                .count();
        long packets = diagnosis.facts().picture().captures().stream()
                .mapToLong(capture -> capture.observation().frames())
                .sum();
        long dropped = diagnosis.facts().picture().captures().stream()
                .mapToLong(Vantage::droppedByCapture)
                .sum();
        String loss = measured.stream().allMatch(segment -> segment.sent() == 0)
                ? "loss=U%;;;0;100"
                : String.format(Locale.ROOT, "loss=%.2f%%;;;0;100", worst(measured));
        return loss + " lost=" + lost + "c;;;0 sent=" + sent + "c;;;0 paths=" + paths.size() + ";;;0 hosts="
                + diagnosis.facts().picture().hosts().size() + ";;;0 captures="
                + diagnosis.facts().picture().captures().size() + ";;;0 faults=" + faults + ";;;0 packets=" + packets
                + "c;;;0 dropped=" + dropped + "c;;;0";
    }

    /** The loss of the worst path in per cent. */
    static double worst(List<Segment> measured) {
        return measured.stream()
                .filter(segment -> segment.sent() > 0)
                .mapToDouble(segment -> 100.0 * segment.lost() / segment.sent())
                .max()
                .orElse(0);
    }
}
