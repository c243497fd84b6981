package io.totemtap.diagnose;

import java.util.List;

/**
 * Everything that is reported: the answer, what it rests on, and what cannot be known.
 *
 * @param facts what was known
 * @param verdict the answer
 * @param findings cause before consequence, faults first
 * @param limitations what cannot be known, and what would lift it
 */
public record Diagnosis(Facts facts, Verdict verdict, List<Finding> findings, List<Limitation> limitations) {

    /** Copies the lists. */
    public Diagnosis {
        findings = List.copyOf(findings);
        limitations = List.copyOf(limitations);
    }
}
