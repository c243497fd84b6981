package io.totemtap.diagnose;

import java.util.List;

/** What a rule says, a line for each conclusion. */
public final class Told {

    private Told() {}

    /**
     * The conclusions of a rule, as "fault ID PLACE CERTAINTY" with the finding's severity, "points PLACE FROM>TO CERTAINTY", "clears
     * PLACE PLACE FROM>TO", "explains FROM>TO" and "limitation ID".
     */
    public static List<String> by(Rule rule, Facts facts) {
        return rule.evaluate(facts).stream()
                .map(conclusion -> line(conclusion, facts))
                .toList();
    }

    /** The findings of a rule, as "fault ID PLACE CERTAINTY". */
    public static List<String> findings(Rule rule, Facts facts) {
        return rule.evaluate(facts).stream()
                .filter(Finding.class::isInstance)
                .map(conclusion -> line(conclusion, facts))
                .toList();
    }

    private static String line(Conclusion conclusion, Facts facts) {
        if (conclusion instanceof Finding finding) {
            return finding.severity().id() + " " + finding.id() + " "
                    + finding.place().id() + " " + finding.certainty().id();
        }
        if (conclusion instanceof Limitation limitation) {
            return "limitation " + limitation.id();
        }
        Clue clue = (Clue) conclusion;
        String where = facts.name(clue.direction().from()) + ">"
                + facts.name(clue.direction().to());
        return switch (clue.effect()) {
            case EXPLAINS -> "explains " + where;
            case POINTS ->
                "points " + clue.places().get(0).id() + " " + where + " "
                        + clue.certainty().id();
            case CLEARS ->
                "clears "
                        + String.join(" ", clue.places().stream().map(Place::id).toList()) + " " + where;
        };
    }

    /** The statement of a rule's only finding. */
    public static String statement(Rule rule, Facts facts) {
        List<Finding> findings = rule.evaluate(facts).stream()
                .filter(Finding.class::isInstance)
                .map(Finding.class::cast)
                .toList();
        if (findings.size() != 1) {
            throw new AssertionError(findings.size() + " findings: " + findings);
        }
        return findings.get(0).statement();
    }
}
