package io.totemtap.report.text;

import io.totemtap.diagnose.Contradiction;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Suspect;
import io.totemtap.diagnose.Suspect.State;
import io.totemtap.diagnose.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the verdict rests on, who is cleared, what cannot be known, what to do next. */
final class Reasons {

    private static final int MOST_FINDINGS = 6;
    private static final int MOST_FRAMES = 4;
    private static final int MOST_PAGES = 3;

    private final Diagnosis diagnosis;
    private final Sheet sheet;

    Reasons(Diagnosis diagnosis, Sheet sheet) {
        this.diagnosis = diagnosis;
        this.sheet = sheet;
    }

    void write() {
        Set<String> consequences = consequences();
        findings("because", Severity.FAULT, false, consequences);
        findings("hence", Severity.FAULT, true, consequences);
        findings("warning", Severity.WARNING, false, Set.of());
        findings("note", Severity.NOTE, false, Set.of());
        suspects("standing", State.STANDING, Ink.STRONG);
        suspects("cleared", State.CLEARED, Ink.PLAIN);
        contradictions();
        String label = "unknown";
        for (Limitation limitation : diagnosis.limitations()) {
            sheet.entry(
                    label,
                    limitation.statement() + (limitation.remedy().isEmpty() ? "" : " \u2014 " + limitation.remedy()));
            label = "";
        }
        if (!diagnosis.verdict().next().isEmpty()) {
            sheet.entry("next", diagnosis.verdict().next(), Ink.STRONG);
        }
        pages();
    }

    private void contradictions() {
        List<Contradiction> found = diagnosis.contradictions();
        String label = "contrary";
        for (Contradiction contradiction : found.subList(0, Math.min(MOST_FINDINGS, found.size()))) {
            sheet.entry(label, contradiction.statement());
            contradiction.evidence().forEach(evidence -> evidence(contradiction.statement(), evidence));
            label = "";
        }
        if (found.size() > MOST_FINDINGS) {
            sheet.entry("", "and " + Words.count(found.size() - MOST_FINDINGS) + " more of this kind (see --json)");
        }
    }

    private Set<String> consequences() {
        Set<String> consequences = new HashSet<>();
        for (Finding finding : diagnosis.findings()) {
            if (finding.severity() == Severity.FAULT) {
                consequences.addAll(finding.explains());
            }
        }
        return consequences;
    }

    private void findings(String label, Severity severity, boolean consequence, Set<String> consequences) {
        String head = label;
        int left = MOST_FINDINGS;
        List<Finding> found = diagnosis.findings().stream()
                .filter(finding -> finding.severity() == severity
                        && (severity != Severity.FAULT || consequences.contains(finding.id()) == consequence))
                .toList();
        for (Finding finding : found) {
            if (left-- == 0) {
                sheet.entry("", "and " + Words.count(found.size() - MOST_FINDINGS) + " more of this kind (see --json)");
                return;
            }
            sheet.entry(head, finding.statement());
            if (!consequence) {
                finding.evidence().forEach(evidence -> evidence(finding.statement(), evidence));
            }
            head = "";
        }
    }

    private void evidence(String statement, Evidence evidence) {
        String where = where(evidence);
        if (!evidence.text().equals(statement)) {
            sheet.entry("", 2, evidence.text() + (where.isEmpty() ? "" : ": " + where), Ink.PLAIN);
        } else if (!where.isEmpty()) {
            sheet.entry("", 2, where, Ink.PLAIN);
        }
    }

    /** "node1 14, 17, 22 …": the capture and its first frames. */
    private static String where(Evidence evidence) {
        if (evidence.capture().isEmpty() || evidence.frames().isEmpty()) {
            return evidence.capture();
        }
        List<Long> frames = evidence.frames();
        StringBuilder text = new StringBuilder(evidence.capture()).append(" frame");
        text.append(evidence.count() > 1 || frames.size() > 1 ? "s " : " ");
        boolean goesOn = evidence.count() > frames.size();
        int shown = Math.min(MOST_FRAMES, frames.size());
        for (int i = 0; i < shown; i++) {
            boolean isLast = i == shown - 1 && i > 0;
            text.append(i == 0 ? "" : isLast && goesOn ? " \u2026 " : ", ").append(frames.get(i));
        }
        return text.toString();
    }

    /** Suspects of one state, those with the same reason together. */
    private void suspects(String label, State state, Ink ink) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Suspect suspect : diagnosis.verdict().suspects()) {
            if (suspect.state() == state) {
                byReason.computeIfAbsent(suspect.because(), none -> new ArrayList<>())
                        .add(suspect.place().noun());
            }
        }
        List<String> parts = new ArrayList<>();
        byReason.forEach((because, places) -> parts.add(String.join(", ", places) + ": " + because));
        if (!parts.isEmpty()) {
            sheet.entry(label, String.join(" \u00b7 ", parts), ink);
        }
    }

    private void pages() {
        Set<String> ids = new LinkedHashSet<>();
        if (!diagnosis.verdict().cause().isEmpty()) {
            ids.add(diagnosis.verdict().cause());
        }
        Set<String> consequences = consequences();
        diagnosis.findings().stream()
                .filter(finding -> finding.severity() != Severity.NOTE && !consequences.contains(finding.id()))
                .forEach(finding -> ids.add(finding.id()));
        String label = "fix";
        for (String id : ids.stream().limit(MOST_PAGES).toList()) {
            sheet.entry(label, "totemtap explain " + id, Ink.COMMAND);
            label = "";
        }
    }
}
