package io.totemtap.diagnose;

import io.totemtap.correlate.Period;
import io.totemtap.diagnose.Suspect.State;
import io.totemtap.diagnose.Verdict.Status;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Draws the verdict: what is left of the suspects in every troubled direction, taken together. One cause is assumed, unless the
 * directions have nothing in common.
 */
final class VerdictMaker {

    /** How often each place turns out to be the one where nothing is known: hosts without a membership and switches first. */
    private static final List<Place> LIKELIHOOD = List.of(
            Place.SWITCH,
            Place.RECEIVER_HOST,
            Place.CLUSTER,
            Place.RECEIVER_NIC,
            Place.SENDER,
            Place.SENDER_NIC,
            Place.UNICAST);

    private final Facts facts;
    private final List<Finding> findings;
    private final List<Elimination> troubled = new ArrayList<>();

    VerdictMaker(Facts facts, List<Finding> findings, List<Clue> clues) {
        this.facts = facts;
        this.findings = findings;
        for (PairFacts pair : facts.pairs()) {
            if (pair.isTroubled()) {
                troubled.add(Elimination.of(pair.direction(), clues));
            }
        }
    }

    Verdict verdict() {
        List<Elimination> open = first(troubled.stream()
                .filter(elimination -> elimination.explanation().isEmpty())
                .toList());
        if (!open.isEmpty()) {
            return ofTrouble(open);
        }
        List<Finding> causes = causes();
        Optional<Finding> accusation = causes.stream()
                .filter(finding -> finding.place() != Place.NONE && finding.place() != Place.UNDECIDED)
                .max(Comparator.comparing(Finding::certainty));
        if (accusation.isPresent()) {
            return ofFinding(accusation.get());
        }
        Optional<Finding> unplaced = causes.stream()
                .filter(finding -> finding.place() == Place.UNDECIDED)
                .findFirst();
        return unplaced.map(this::ofUnplaced).orElseGet(this::ofPeace);
    }

    /**
     * Directions whose trouble began first, and those whose trouble overlaps with theirs. What only begins when the first trouble is over
     * may be its consequence: a switch forgets a host whose reports were lost.
     */
    private List<Elimination> first(List<Elimination> open) {
        Optional<Period> earliest = open.stream()
                .flatMap(elimination -> trouble(elimination).stream())
                .min(Comparator.comparingLong(Period::fromNanos));
        return earliest.isEmpty()
                ? open
                : open.stream()
                        .filter(elimination -> trouble(elimination)
                                .map(period -> overlaps(period, earliest.get()))
                                .orElse(true))
                        .toList();
    }

    private Optional<Period> trouble(Elimination elimination) {
        return facts.pair(elimination.direction()).flatMap(PairFacts::trouble);
    }

    private static boolean overlaps(Period one, Period other) {
        return one.equals(other) || one.and(other).nanos() * 4 >= Math.min(one.nanos(), other.nanos());
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
    private Verdict ofTrouble(List<Elimination> open) {
        Set<Place> common = EnumSet.copyOf(Elimination.SUSPECTS);
        Set<Place> any = EnumSet.noneOf(Place.class);
        for (Elimination elimination : open) {
            Set<Place> left = elimination.left();
            if (!left.isEmpty()) {
                common.retainAll(left);
                any.addAll(left);
            }
        }
        Set<Place> alone = EnumSet.copyOf(Elimination.SUSPECTS);
        alone.retainAll(common);
        alone.removeIf(place -> isOfOneHost(place) && !haveOneHost(place, open));
        if (!alone.isEmpty()) {
            common.retainAll(alone);
        }
        Optional<Clue> accusation = accusation(open, common);
        if (accusation.isPresent()) {
            Place place = accusation.get().places().get(0);
            return named(
                    place, accusation.get().certainty(), open, accusation.get().because());
        }
        if (common.size() == 1) {
            boolean everywhere =
                    open.stream().allMatch(elimination -> elimination.left().size() == 1);
            Place place = common.iterator().next();
            return named(place, everywhere ? Certainty.PROVEN : Certainty.LIKELY, open, "nobody else is left");
        }
        return undecided(common.isEmpty() ? any : common, open);
    }

    /**
     * Whether a place belongs to one host, so that two of them would have to fail at once. Hosts and daemons are often set up alike and
     * fail alike; network cards filter alike too, but that a promiscuous capture excludes.
     */
    private boolean isOfOneHost(Place place) {
        return place == Place.SENDER_NIC || place == Place.RECEIVER_NIC;
    }

    private boolean haveOneHost(Place place, List<Elimination> open) {
        Set<IpAddress> owners = new TreeSet<>();
        for (Elimination elimination : open) {
            Direction direction = elimination.direction();
            owners.add(place == Place.SENDER_NIC ? direction.from() : direction.to());
        }
        return owners.size() < 2
                || (place == Place.RECEIVER_NIC
                        && owners.stream().anyMatch(owner -> facts.capturesOn(owner).stream()
                                .noneMatch(capture -> capture.promiscuous().orElse(false))));
    }

    /** The surest accusation against somebody whom no troubled direction excludes. */
    private static Optional<Clue> accusation(List<Elimination> open, Set<Place> common) {
        return open.stream()
                .flatMap(elimination -> elimination.accusation().stream())
                .filter(clue -> common.contains(clue.places().get(0)))
                .max(Comparator.comparing(Clue::certainty));
    }

    private Verdict named(Place place, Certainty certainty, List<Elimination> open, String because) {
        Finding cause = cause(place);
        List<Suspect> suspects = new ArrayList<>();
        for (Place suspect : LIKELIHOOD) {
            suspects.add(
                    suspect == place
                            ? new Suspect(suspect, State.NAMED, because)
                            : new Suspect(suspect, State.CLEARED, why(suspect, open)));
        }
        suspects.sort(Comparator.comparing(Suspect::state).reversed());
        return new Verdict(
                Status.FAULT,
                place,
                certainty,
                cause.id(),
                ends(open, true),
                ends(open, false),
                headline(place, open),
                cause.statement(),
                "",
                suspects);
    }

    private Finding cause(Place place) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.FAULT && finding.place() == place)
                .max(Comparator.comparing(Finding::certainty))
                .or(() -> findings.stream()
                        .filter(finding -> finding.severity() == Severity.FAULT)
                        .findFirst())
                .orElse(new Finding(
                        "loss", place, Severity.FAULT, Certainty.LIKELY, "multicast is lost", List.of(), List.of()));
    }

    private static String why(Place place, List<Elimination> open) {
        return open.stream()
                .flatMap(elimination -> elimination.whyCleared(place).stream())
                .findFirst()
                .orElse("another place is the one");
    }

    private static List<IpAddress> ends(List<Elimination> open, boolean senders) {
        Set<IpAddress> ends = new TreeSet<>();
        for (Elimination elimination : open) {
            ends.add(
                    senders
                            ? elimination.direction().from()
                            : elimination.direction().to());
        }
        return List.copyOf(ends);
    }

    private String headline(Place place, List<Elimination> open) {
        return place.subject() + " loses the multicast, " + directions(open);
    }

    /** "both directions", "my-host-1 to my-host-2", "3 of 6 directions". */
    private String directions(List<Elimination> open) {
        if (open.size() == 1) {
            Direction one = open.get(0).direction();
            return facts.name(one.from()) + " to " + facts.name(one.to());
        }
        if (open.size() == 2
                && open.get(0).direction().equals(open.get(1).direction().reversed())) {
            return "both directions";
        }
        return open.size() + " of " + facts.pairs().size() + " directions";
    }

    private Verdict undecided(Set<Place> standing, List<Elimination> open) {
        List<Suspect> suspects = new ArrayList<>();
        for (Place place : LIKELIHOOD) {
            suspects.add(
                    standing.contains(place)
                            ? new Suspect(place, State.STANDING, "nothing excludes it")
                            : new Suspect(place, State.CLEARED, why(place, open)));
        }
        suspects.sort(Comparator.comparing(Suspect::state).reversed());
        Finding cause = cause(Place.UNDECIDED);
        return new Verdict(
                Status.FAULT,
                Place.UNDECIDED,
                Certainty.POSSIBLE,
                cause.id(),
                ends(open, true),
                ends(open, false),
                "Multicast is lost, " + directions(open) + "; where is not decided",
                cause.statement(),
                "",
                suspects);
    }

    /** No direction is troubled, and still something is wrong. */
    private Verdict ofFinding(Finding accusation) {
        List<Suspect> suspects = new ArrayList<>();
        for (Place place : LIKELIHOOD) {
            suspects.add(
                    place == accusation.place()
                            ? new Suspect(place, State.NAMED, accusation.statement())
                            : new Suspect(place, State.CLEARED, "no multicast is lost"));
        }
        suspects.sort(Comparator.comparing(Suspect::state).reversed());
        return new Verdict(
                Status.FAULT,
                accusation.place(),
                accusation.certainty(),
                accusation.id(),
                List.of(),
                List.of(),
                accusation.statement(),
                accusation.statement(),
                "",
                suspects);
    }

    private Verdict ofUnplaced(Finding finding) {
        List<Suspect> suspects = new ArrayList<>();
        for (Place place : LIKELIHOOD) {
            suspects.add(
                    finding.among().contains(place)
                            ? new Suspect(place, State.STANDING, "nothing excludes it")
                            : new Suspect(place, State.CLEARED, "multicast passes"));
        }
        suspects.sort(Comparator.comparing(Suspect::state).reversed());
        return new Verdict(
                Status.FAULT,
                Place.UNDECIDED,
                Certainty.POSSIBLE,
                finding.id(),
                List.of(),
                List.of(),
                finding.statement(),
                finding.statement(),
                "",
                suspects);
    }

    /** Nothing is wrong as far as can be seen: is that because all is well, or because too little was seen? */
    private Verdict ofPeace() {
        List<PairFacts> concerned = facts.pairs().stream()
                .filter(pair -> facts.shareGroup(
                        pair.direction().from(), pair.direction().to()))
                .toList();
        Set<Place> doubts = EnumSet.noneOf(Place.class);
        findings.stream()
                .filter(finding -> finding.place() == Place.UNDECIDED)
                .forEach(finding -> doubts.addAll(finding.among()));
        boolean healthy = doubts.isEmpty()
                && !concerned.isEmpty()
                && concerned.stream().allMatch(pair -> pair.isHeard() || pair.hasArrived());
        List<Suspect> suspects = new ArrayList<>();
        for (Place place : LIKELIHOOD) {
            boolean stands = !healthy && (doubts.isEmpty() || doubts.contains(place));
            suspects.add(
                    stands
                            ? new Suspect(place, State.STANDING, "too little was captured to exclude it")
                            : new Suspect(place, State.CLEARED, "nothing is lost"));
        }
        suspects.add(0, new Suspect(Place.NONE, healthy ? State.NAMED : State.STANDING, "no loss was seen"));
        return new Verdict(
                healthy ? Status.HEALTHY : Status.INCONCLUSIVE,
                healthy ? Place.NONE : Place.UNDECIDED,
                healthy ? Certainty.PROVEN : Certainty.POSSIBLE,
                "",
                List.of(),
                List.of(),
                healthy ? "Nothing is lost" : "Cannot tell: too little was captured",
                healthy ? "every node hears every other one" : "nobody was seen to hear or to miss anybody",
                "",
                suspects);
    }
}
