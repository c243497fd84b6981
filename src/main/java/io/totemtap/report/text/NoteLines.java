package io.totemtap.report.text;

import io.totemtap.capture.Attachment;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.ProblemCount;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Words;
import io.totemtap.report.Notes;
import io.totemtap.report.text.Sheet.Piece;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The end of a report: what was wrong with single packets, files that were not used, texts somebody put into the case. */
final class NoteLines {

    private static final int MOST_NOTICES = 10;
    private static final int MOST_LINES = 12;

    /** What is wrong with a packet itself; how it was captured is told elsewhere, and what is encrypted is no problem. */
    private static final Map<Kind, String> WORDS = new EnumMap<>(Map.of(
            Kind.TOO_SHORT, "too short",
            Kind.CLAIMS_TOO_MUCH, "length that lies",
            Kind.BAD_CHECKSUM, "bad checksum",
            Kind.BAD_VALUE, "impossible value",
            Kind.INCOMPLETE_FRAGMENTS, "fragments that are missing"));

    private final Diagnosis diagnosis;
    private final Sheet sheet;

    NoteLines(Diagnosis diagnosis, Sheet sheet) {
        this.diagnosis = diagnosis;
        this.sheet = sheet;
    }

    void write() {
        problems();
        notices();
        diagnosis.notes().attachments().forEach(this::attachment);
    }

    private void problems() {
        String label = "packets";
        for (Vantage capture : diagnosis.facts().picture().captures()) {
            List<String> parts = new ArrayList<>();
            for (ProblemCount problem : capture.observation().problems()) {
                String what = WORDS.getOrDefault(problem.kind(), "");
                if (!what.isEmpty()) {
                    parts.add(layer(problem) + ": " + what + " " + Words.count(problem.count(), "time"));
                }
            }
            if (!parts.isEmpty()) {
                sheet.entry(label, capture.name() + " \u00b7 " + String.join(" \u00b7 ", parts));
                label = "";
            }
        }
    }

    private static String layer(ProblemCount problem) {
        return switch (problem.layer()) {
            case LINK -> "Ethernet";
            case TUNNEL, TOTEM -> problem.layer().name().toLowerCase(Locale.ROOT);
            case TOTEM_ENVELOPE -> "totem envelope";
            case ARP, IP, UDP, IGMP, ICMP, MLD -> problem.layer().name();
        };
    }

    private void notices() {
        List<String> all = Notes.notices(diagnosis.notes());
        String label = "unused";
        for (String notice : all.subList(0, Math.min(MOST_NOTICES, all.size()))) {
            sheet.entry(label, notice);
            label = "";
        }
        if (all.size() > MOST_NOTICES) {
            sheet.entry("", "and more (see --json)");
        }
    }

    /** Short ones as they were written; of long ones only that they are there. */
    private void attachment(Attachment attachment) {
        String text = Notes.text(attachment);
        List<String> lines =
                text.lines().map(line -> line.replace("\t", "    ")).toList();
        if (lines.isEmpty()) {
            sheet.entry("attached", attachment.name() + ": " + (attachment.cut() ? "left out" : "empty"));
            return;
        }
        boolean isShort = lines.size() <= MOST_LINES;
        sheet.entry(
                "attached",
                attachment.name() + ", " + Words.count(lines.size(), "line") + (attachment.cut() ? " and more" : "")
                        + (isShort ? "" : ": see the file, --json or --html"));
        for (String line : isShort ? lines : List.<String>of()) {
            int room = Math.max(30, sheet.width() - Sheet.INDENT - 2);
            String shown = line.length() > room ? line.substring(0, room - 1) + "\u2026" : line;
            sheet.line(new Piece(" ".repeat(Sheet.INDENT + 2) + shown, Ink.PLAIN));
        }
    }
}
