package io.totemtap.diagnose;

import java.util.List;

/**
 * Everything that is reported: the answer, what it rests on, and what cannot be known.
 *
 * @param facts what was known
 * @param verdict the answer
 * @param findings cause before consequence, faults first
 * @param contradictions facts that speak against each other
 * @param limitations what cannot be known, and what would lift it
 * @param notes what lay beside the captures
 */
public record Diagnosis(
        Facts facts,
        Verdict verdict,
        List<Finding> findings,
        List<Contradiction> contradictions,
        List<Limitation> limitations,
        CaseNotes notes) {

    /** Copies the lists. */
    public Diagnosis {
        findings = List.copyOf(findings);
        contradictions = List.copyOf(contradictions);
        limitations = List.copyOf(limitations);
    }

    /** The same with what lay beside the captures. */
    public Diagnosis with(CaseNotes beside) {
        return new Diagnosis(facts, verdict, findings, contradictions, limitations, beside);
    }
}
