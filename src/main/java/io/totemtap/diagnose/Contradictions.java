package io.totemtap.diagnose;

import io.totemtap.diagnose.Elimination.Clash;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Puts into words what clues say against each other, with the evidence of the rules they come from. */
final class Contradictions {

    /** Items of evidence for each side of a contradiction. */
    private static final int MOST_EVIDENCE = 3;

    private final Facts facts;
    private final List<Finding> findings;

    Contradictions(Facts facts, List<Finding> findings) {
        this.facts = facts;
        this.findings = findings;
    }

    List<Contradiction> of(List<Elimination> troubled) {
        List<Contradiction> found = new ArrayList<>();
        for (Elimination elimination : troubled) {
            for (Clash clash : elimination.clashes()) {
                found.add(accusedAndExcluded(elimination.direction(), clash));
            }
            if (elimination.left().isEmpty() && elimination.explanation().isEmpty()) {
                found.add(nobodyLeft(elimination));
            }
        }
        return found;
    }

    private Contradiction accusedAndExcluded(Direction direction, Clash clash) {
        String statement = name(direction) + ", " + clash.place().noun() + ": against it: "
                + clash.accusing().because() + "; for it: " + clash.clearing().because();
        List<Evidence> evidence = new ArrayList<>(evidence(direction, clash.accusing()));
        evidence.addAll(evidence(direction, clash.clearing()));
        return new Contradiction(direction, clash.place(), statement, evidence);
    }

    private Contradiction nobodyLeft(Elimination elimination) {
        List<Evidence> reasons = new ArrayList<>();
        elimination
                .exclusions()
                .forEach((place, clue) -> reasons.add(Evidence.of(place.noun() + " excluded: " + clue.because())));
        return new Contradiction(
                elimination.direction(),
                Place.UNDECIDED,
                name(elimination.direction()) + ": multicast is lost, and every place where it can be is excluded",
                reasons);
    }

    private String name(Direction direction) {
        return facts.name(direction.from()) + " to " + facts.name(direction.to());
    }

    /** What the clue's rule showed in findings about this direction, else about both hosts, else about one; else what the clue says. */
    private List<Evidence> evidence(Direction direction, Clue clue) {
        String from = facts.name(direction.from());
        String to = facts.name(direction.to());
        List<Evidence> shown = evidence(clue, statement -> mentions(statement, name(direction)));
        if (shown.isEmpty()) {
            shown = evidence(clue, statement -> mentions(statement, from) && mentions(statement, to));
        }
        if (shown.isEmpty()) {
            shown = evidence(clue, statement -> mentions(statement, from) || mentions(statement, to));
        }
        return shown.isEmpty() ? List.of(Evidence.of(clue.because())) : shown;
    }

    private List<Evidence> evidence(Clue clue, Predicate<String> isAboutIt) {
        return findings.stream()
                .filter(finding -> finding.id().equals(clue.rule()) && isAboutIt.test(finding.statement()))
                .flatMap(finding -> finding.evidence().stream())
                .limit(MOST_EVIDENCE)
                .toList();
    }

    /** Whether a sentence has a phrase that does not go on as another word: "n1" is not in "n10". */
    private static boolean mentions(String statement, String phrase) {
        for (int at = statement.indexOf(phrase); at >= 0; at = statement.indexOf(phrase, at + 1)) {
            int end = at + phrase.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(statement.charAt(at - 1));
            boolean ends = end == statement.length() || !Character.isLetterOrDigit(statement.charAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }
}
