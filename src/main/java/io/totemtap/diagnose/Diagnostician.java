package io.totemtap.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks every rule and weighs what they say. */
public final class Diagnostician {

    private final List<Rule> rules;

    /** Creates a diagnostician who knows {@code rules}. */
    public Diagnostician(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The diagnosis the facts allow. */
    public Diagnosis diagnose(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        Set<String> said = new HashSet<>();
        List<Clue> clues = new ArrayList<>();
        Map<String, Limitation> limitations = new LinkedHashMap<>();
        for (Rule rule : rules) {
            for (Conclusion conclusion : rule.evaluate(facts)) {
                if (conclusion instanceof Finding finding) {
                    // what is found for each of several directions is said once
                    if (said.add(finding.id() + finding.statement())) {
                        findings.add(finding);
                    }
                } else if (conclusion instanceof Clue clue) {
                    clues.add(clue);
                } else if (conclusion instanceof Limitation limitation) {
                    limitations.putIfAbsent(limitation.id() + limitation.statement(), limitation);
                }
            }
        }
        VerdictMaker maker = new VerdictMaker(facts, findings, clues);
        Verdict verdict = maker.verdict();
        return new Diagnosis(
                facts,
                verdict,
                order(findings, verdict),
                new Contradictions(facts, findings).of(maker.troubled()),
                List.copyOf(limitations.values()),
                CaseNotes.NONE);
    }

    /** The cause first, then what matters most; consequences behind their causes. */
    private static List<Finding> order(List<Finding> findings, Verdict verdict) {
        List<Finding> ordered = new ArrayList<>(findings);
        Set<String> consequences = new HashSet<>();
        for (Finding finding : findings) {
            if (finding.place() == verdict.place()) {
                consequences.addAll(finding.explains());
            }
        }
        ordered.sort(Comparator.comparing((Finding finding) -> !finding.id().equals(verdict.cause()))
                .thenComparing(finding -> consequences.contains(finding.id()))
                .thenComparing(Finding::severity, Comparator.reverseOrder())
                .thenComparing(Finding::certainty, Comparator.reverseOrder()));
        return ordered;
    }
}
