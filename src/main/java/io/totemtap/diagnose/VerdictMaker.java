package io.totemtap.diagnose;

import io.totemtap.diagnose.Suspect.State;
import io.totemtap.diagnose.Verdict.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Draws the verdict: what is left of the suspects in every troubled direction, taken together. One cause is assumed, unless the
 * directions have nothing in common.
 */
final class VerdictMaker {

    /**
     * Of several findings the one to speak of is the greatest: the surest, then what leaves the fewest places, then what explains most
     * others. Place and id decide between equals, so that the order of rules does not matter; of one rule's findings the first is taken.
     */
    private static final Comparator<Finding> SUREST = Comparator.comparing(Finding::certainty)
            .thenComparing(finding -> -finding.among().size())
            .thenComparing(finding -> finding.explains().size())
            .thenComparing(Comparator.comparing(Finding::place)
                    .thenComparing(Finding::id)
                    .reversed());

    private final Facts facts;
    private final List<Finding> findings;
    private final NextMeasurement next;
    private final List<Elimination> troubled = new ArrayList<>();

    VerdictMaker(Facts facts, List<Finding> findings, List<Clue> clues) {
        this.facts = facts;
        this.findings = findings;
        next = new NextMeasurement(facts);
        for (PairFacts pair : facts.pairs()) {
            if (pair.isTroubled()) {
                troubled.add(Elimination.of(pair.direction(), clues));
            }
        }
    }

    /** Every direction in which something is wrong, with what the clues leave of its suspects. */
    List<Elimination> troubled() {
        return troubled;
    }

    Verdict verdict() {
        OpenDirections open = OpenDirections.first(
                facts,
                troubled.stream()
                        .filter(elimination -> elimination.explanation().isEmpty())
                        .toList());
        boolean areSequel = !open.isEmpty() && open.areSequel();
        if (!open.isEmpty() && !areSequel) {
            return ofTrouble(open);
        }
        List<Finding> causes = causes();
        Optional<Finding> accusation = causes.stream()
                .filter(finding -> finding.place() != Place.NONE && finding.place() != Place.UNDECIDED)
                .filter(finding -> !areSequel || finding.certainty() == Certainty.PROVEN)
                .max(SUREST);
        if (accusation.isPresent()) {
            return ofFinding(accusation.get());
        }
        if (areSequel) {
            return undecided(EnumSet.copyOf(Elimination.SUSPECTS), open);
        }
        Optional<Finding> unplaced = causes.stream()
                .filter(finding -> finding.place() == Place.UNDECIDED)
                .max(SUREST);
        return unplaced.map(this::ofUnplaced).orElseGet(this::ofPeace);
    }

    /** Faults that are not the consequence of another one. */
    private List<Finding> causes() {
        Set<String> consequences = new HashSet<>();
        List<Finding> faults = findings.stream()
                .filter(finding -> finding.severity() == Severity.FAULT)
                .toList();
        faults.forEach(finding -> consequences.addAll(finding.explains()));
        return faults.stream()
                .filter(finding -> !consequences.contains(finding.id()))
                .toList();
    }

    /** Directions in which something is lost or not heard. */
    private Verdict ofTrouble(OpenDirections open) {
        Set<Place> common = open.common();
        Optional<Clue> accusation = open.accusation(common);
        if (accusation.isPresent()) {
            Place place = accusation.get().places().get(0);
            return named(
                    place, accusation.get().certainty(), open, accusation.get().because());
        }
        if (common.size() == 1) {
            Place place = common.iterator().next();
            return named(place, open.leaveOneEach() ? Certainty.PROVEN : Certainty.LIKELY, open, "nobody else is left");
        }
        Set<Place> any = open.any();
        Set<Place> left = any.isEmpty() ? EnumSet.copyOf(Elimination.SUSPECTS) : any;
        return undecided(common.isEmpty() ? left : common, open);
    }

    private Verdict named(Place place, Certainty certainty, OpenDirections open, String because) {
        Finding cause = cause(place);
        return new Verdict(
                Status.FAULT,
                place,
                certainty,
                cause.id(),
                open.senders(),
                open.receivers(),
                place.subject()
                        + (place == Place.CLUSTER ? " refuses what it hears, " : " loses the multicast, ")
                        + open.phrase(),
                cause.statement(),
                next.toConfirm(place, certainty, open.directions()),
                SuspectList.naming(place, because, open::why));
    }

    /** The finding that says why: the surest of that place that is nobody's consequence. */
    private Finding cause(Place place) {
        List<Finding> causes = causes();
        return causes.stream()
                .filter(finding -> finding.place() == place)
                .max(SUREST)
                .or(() -> findings.stream()
                        .filter(finding -> finding.severity() == Severity.FAULT && finding.place() == place)
                        .max(SUREST))
                .or(() -> causes.stream().max(SUREST))
                .orElse(new Finding(
                        Finding.LOSS_BETWEEN_CAPTURES,
                        place,
                        Severity.FAULT,
                        Certainty.LIKELY,
                        "multicast is lost",
                        List.of(),
                        List.of()));
    }

    private Verdict undecided(Set<Place> standing, OpenDirections open) {
        Finding cause = cause(Place.UNDECIDED);
        return new Verdict(
                Status.FAULT,
                Place.UNDECIDED,
                Certainty.POSSIBLE,
                cause.id(),
                open.senders(),
                open.receivers(),
                "Multicast is lost, " + open.phrase() + "; where is not decided",
                cause.statement(),
                next.between(standing, open.directions()),
                SuspectList.standing(standing, "nothing excludes it", open::why));
    }

    /** No direction is troubled, and still something is wrong. */
    private Verdict ofFinding(Finding accusation) {
        Place place = accusation.place();
        String lost = troubled.isEmpty() ? "no multicast is lost" : "what was found explains what is lost";
        return new Verdict(
                Status.FAULT,
                place,
                accusation.certainty(),
                accusation.id(),
                List.of(),
                List.of(),
                blame(place),
                accusation.statement(),
                next.toConfirm(place, accusation.certainty(), everyDirection()),
                SuspectList.naming(place, accusation.statement(), suspect -> lost));
    }

    private static String blame(Place place) {
        return switch (place) {
            case UNICAST -> place.subject() + " is lost, not multicast";
            case CLUSTER -> place.subject() + " is at fault, not the network";
            default -> place.subject() + " is at fault";
        };
    }

    private Verdict ofUnplaced(Finding finding) {
        Set<Place> among = EnumSet.copyOf(Elimination.SUSPECTS);
        among.retainAll(finding.among());
        among.removeIf(place -> isExcluded(place, finding));
        if (among.isEmpty()) {
            among.addAll(Elimination.SUSPECTS);
        }
        String passes = troubled.isEmpty() ? "multicast passes" : "what was found is not of its making";
        return new Verdict(
                Status.FAULT,
                Place.UNDECIDED,
                Certainty.POSSIBLE,
                finding.id(),
                List.of(),
                List.of(),
                "Something is wrong; where is not decided",
                finding.statement(),
                next.between(among, everyDirection()),
                SuspectList.standing(among, "nothing excludes it", suspect -> passes));
    }

    /**
     * Whether a suspect other than the cluster, whose doing it may be all the same, is excluded in every direction a finding explains.
     * What explains losses between captures has given them another meaning, and so has taken the word of the clues that rest on them.
     */
    private boolean isExcluded(Place place, Finding finding) {
        if (finding.explains().contains(Finding.LOSS_BETWEEN_CAPTURES)) {
            return false;
        }
        List<Elimination> explained = troubled.stream()
                .filter(elimination -> elimination
                        .explanation()
                        .filter(clue -> clue.rule().equals(finding.id()))
                        .isPresent())
                .toList();
        return place != Place.CLUSTER
                && !explained.isEmpty()
                && explained.stream()
                        .noneMatch(elimination -> elimination.left().contains(place));
    }

    private List<Direction> everyDirection() {
        return facts.pairs().stream().map(PairFacts::direction).toList();
    }

    /** Nothing is wrong as far as can be seen: is that because all is well, or because too little was seen? */
    private Verdict ofPeace() {
        Set<Place> doubts = EnumSet.noneOf(Place.class);
        findings.stream()
                .filter(finding -> finding.place() == Place.UNDECIDED)
                .forEach(finding -> doubts.addAll(finding.among()));
        Optional<Finding> unicastOnly = findings.stream()
                .filter(finding -> finding.id().equals(Finding.NO_MULTICAST))
                .findFirst();
        return unicastOnly.isPresent() || (doubts.isEmpty() && everybodyHears())
                ? ofHealth(unicastOnly)
                : ofSilence(doubts);
    }

    private boolean everybodyHears() {
        List<PairFacts> concerned = facts.pairs().stream()
                .filter(pair -> facts.shareGroup(
                        pair.direction().from(), pair.direction().to()))
                .toList();
        return !concerned.isEmpty()
                && !facts.hasHoles()
                && concerned.stream().allMatch(pair -> pair.isHeard() || pair.hasArrived());
    }

    private Verdict ofHealth(Optional<Finding> unicastOnly) {
        OptionalLong until = facts.heardUntil();
        String hearing = until.isPresent()
                ? "every node heard every other one at " + facts.clock(until.getAsLong())
                        + "; what was multicast since is of the kind that nobody acknowledges"
                : "every node hears every other one";
        Certainty certainty = until.isPresent() ? Certainty.LIKELY : Certainty.PROVEN;
        List<Suspect> suspects = new ArrayList<>();
        suspects.add(new Suspect(Place.NONE, State.NAMED, "no loss was seen"));
        suspects.addAll(SuspectList.standing(Set.of(), "", suspect -> "nothing is lost"));
        return new Verdict(
                Status.HEALTHY,
                Place.NONE,
                unicastOnly.map(Finding::certainty).orElse(certainty),
                unicastOnly.map(Finding::id).orElse(""),
                List.of(),
                List.of(),
                unicastOnly.isPresent() ? "No multicast is expected" : "Nothing is lost",
                unicastOnly.map(Finding::statement).orElse(hearing),
                "",
                suspects);
    }

    private Verdict ofSilence(Set<Place> doubts) {
        List<Suspect> suspects = new ArrayList<>();
        suspects.add(new Suspect(Place.NONE, State.STANDING, "no loss was seen"));
        suspects.addAll(SuspectList.standing(
                EnumSet.copyOf(Elimination.SUSPECTS), "too little was captured to exclude it", suspect -> ""));
        return new Verdict(
                Status.INCONCLUSIVE,
                Place.UNDECIDED,
                Certainty.POSSIBLE,
                "",
                List.of(),
                List.of(),
                "Cannot tell: too little was captured",
                "nobody was seen to miss anybody, and not everybody was seen to hear everybody",
                next.afterSilence(doubts),
                suspects);
    }
}
