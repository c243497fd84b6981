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
    private static boolean isOfOneHost(Place place) {
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
        return new Verdict(
                Status.FAULT,
                place,
                certainty,
                cause.id(),
                ends(open, true),
                ends(open, false),
                place.subject() + " loses the multicast, " + directions(open),
                cause.statement(),
                next.toConfirm(place, certainty, directionsOf(open)),
                SuspectList.naming(place, because, suspect -> why(suspect, open)));
    }

    /** The finding that says why: the surest of that place that is nobody's consequence. */
    private Finding cause(Place place) {
        List<Finding> causes = causes();
        return causes.stream()
                .filter(finding -> finding.place() == place)
                .max(Comparator.comparing(Finding::certainty))
                .or(() -> findings.stream()
                        .filter(finding -> finding.severity() == Severity.FAULT && finding.place() == place)
                        .max(Comparator.comparing(Finding::certainty)))
                .or(() -> causes.stream().findFirst())
                .orElse(new Finding(
                        "loss-between-captures",
                        place,
                        Severity.FAULT,
                        Certainty.LIKELY,
                        "multicast is lost",
                        List.of(),
                        List.of()));
    }

    private static String why(Place place, List<Elimination> open) {
        return open.stream()
                .flatMap(elimination -> elimination.whyCleared(place).stream())
                .findFirst()
                .orElse("another place accounts for it");
    }

    private static List<Direction> directionsOf(List<Elimination> open) {
        return open.stream().map(Elimination::direction).toList();
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
                next.between(standing, directionsOf(open)),
                SuspectList.standing(standing, "nothing excludes it", suspect -> why(suspect, open)));
    }

    /** No direction is troubled, and still something is wrong. */
    private Verdict ofFinding(Finding accusation) {
        Place place = accusation.place();
        return new Verdict(
                Status.FAULT,
                place,
                accusation.certainty(),
                accusation.id(),
                List.of(),
                List.of(),
                place.subject() + ": " + accusation.statement(),
                accusation.statement(),
                next.toConfirm(place, accusation.certainty(), everyDirection()),
                SuspectList.naming(place, accusation.statement(), suspect -> "no multicast is lost"));
    }

    private Verdict ofUnplaced(Finding finding) {
        Set<Place> among = EnumSet.noneOf(Place.class);
        among.addAll(finding.among());
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
                SuspectList.standing(among, "nothing excludes it", suspect -> "multicast passes"));
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
        return !concerned.isEmpty() && concerned.stream().allMatch(pair -> pair.isHeard() || pair.hasArrived());
    }

    private static Verdict ofHealth(Optional<Finding> unicastOnly) {
        List<Suspect> suspects = new ArrayList<>();
        suspects.add(new Suspect(Place.NONE, State.NAMED, "no loss was seen"));
        suspects.addAll(SuspectList.standing(Set.of(), "", suspect -> "nothing is lost"));
        return new Verdict(
                Status.HEALTHY,
                Place.NONE,
                unicastOnly.map(Finding::certainty).orElse(Certainty.PROVEN),
                unicastOnly.map(Finding::id).orElse(""),
                List.of(),
                List.of(),
                unicastOnly.isPresent() ? "No multicast is expected" : "Nothing is lost",
                unicastOnly.map(Finding::statement).orElse("every node hears every other one"),
                "",
                suspects);
    }

    private Verdict ofSilence(Set<Place> doubts) {
        Set<Place> standing = doubts.isEmpty() ? EnumSet.copyOf(Elimination.SUSPECTS) : doubts;
        List<Suspect> suspects = new ArrayList<>();
        suspects.add(new Suspect(Place.NONE, State.STANDING, "no loss was seen"));
        suspects.addAll(SuspectList.standing(
                standing, "too little was captured to exclude it", suspect -> "nothing points at it"));
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
