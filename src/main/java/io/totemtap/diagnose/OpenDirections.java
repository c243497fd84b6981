package io.totemtap.diagnose;

import io.totemtap.correlate.Period;
import io.totemtap.net.IpAddress;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The directions whose trouble nothing explains yet, taken together: what they have in common, and how to speak of them. */
final class OpenDirections {

    private final Facts facts;
    private final List<Elimination> open;

    /** Whether messages nobody can place were missed before any of these began, of which they may be the consequence. */
    private final boolean isSequel;

    private OpenDirections(Facts facts, List<Elimination> open, boolean isSequel) {
        this.facts = facts;
        this.open = open;
        this.isSequel = isSequel;
    }

    /**
     * Directions whose trouble began first, and those whose trouble overlaps with theirs. What only begins when the first trouble is over
     * may be its consequence: a switch forgets a host whose reports were lost.
     */
    static OpenDirections first(Facts facts, List<Elimination> open) {
        Optional<Period> earliest = open.stream()
                .flatMap(elimination -> trouble(facts, elimination).stream())
                .min(Comparator.comparingLong(Period::fromNanos));
        if (earliest.isEmpty()) {
            return new OpenDirections(facts, open, false);
        }
        Period first = earliest.get();
        return new OpenDirections(
                facts,
                open.stream()
                        .filter(elimination -> trouble(facts, elimination)
                                .map(period -> overlaps(period, first))
                                .orElse(true))
                        .toList(),
                facts.missed().stream().anyMatch(missed -> facts.isMissedBefore(missed, first.fromNanos())));
    }

    private static Optional<Period> trouble(Facts facts, Elimination elimination) {
        return facts.pair(elimination.direction()).flatMap(PairFacts::trouble);
    }

    private static boolean overlaps(Period one, Period other) {
        return one.equals(other) || one.and(other).nanos() * 4 >= Math.min(one.nanos(), other.nanos());
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Whether something nobody can place came first, so that these directions tell nothing of the cause. */
    boolean areSequel() {
        return isSequel;
    }

    /** Who is left in every direction; directions whose clues contradict one another do not count. */
    Set<Place> common() {
        Set<Place> common = EnumSet.copyOf(Elimination.SUSPECTS);
        for (Elimination elimination : open) {
            Set<Place> left = elimination.left();
            if (!left.isEmpty()) {
                common.retainAll(left);
            }
        }
        Set<Place> alone = EnumSet.noneOf(Place.class);
        common.stream()
                .filter(place -> !isOfOneHost(place) || haveOneHost(place))
                .forEach(alone::add);
        return alone.isEmpty() ? common : alone;
    }

    /** Who is left in any direction. */
    Set<Place> any() {
        Set<Place> any = EnumSet.noneOf(Place.class);
        open.forEach(elimination -> any.addAll(elimination.left()));
        return any;
    }

    /** Whether nobody but one is left in each direction. */
    boolean leaveOneEach() {
        return open.stream().allMatch(elimination -> elimination.left().size() == 1);
    }

    /**
     * Whether a place belongs to one host, so that two of them would have to fail at once. Hosts and daemons are often set up alike and
     * fail alike; network cards filter alike too, but that a promiscuous capture excludes.
     */
    private static boolean isOfOneHost(Place place) {
        return place == Place.SENDER_NIC || place == Place.RECEIVER_NIC;
    }

    private boolean haveOneHost(Place place) {
        List<IpAddress> owners = place == Place.SENDER_NIC ? senders() : receivers();
        return owners.size() < 2
                || (place == Place.RECEIVER_NIC
                        && owners.stream().anyMatch(owner -> facts.capturesOn(owner).stream()
                                .noneMatch(capture -> capture.promiscuous().orElse(false))));
    }

    /** The surest accusation against one of {@code places}; the first of equally sure ones in the order of directions. */
    Optional<Clue> accusation(Set<Place> places) {
        return open.stream()
                .flatMap(elimination -> elimination.accusation().stream())
                .filter(clue -> places.contains(clue.places().get(0)))
                .reduce((one, other) -> other.certainty().compareTo(one.certainty()) > 0 ? other : one);
    }

    /** Why a suspect is excluded. */
    String why(Place place) {
        return open.stream()
                .flatMap(elimination -> elimination.whyCleared(place).stream())
                .findFirst()
                .orElse("another place accounts for it");
    }

    List<Direction> directions() {
        return open.stream().map(Elimination::direction).toList();
    }

    List<IpAddress> senders() {
        Set<IpAddress> ends = new TreeSet<>();
        open.forEach(elimination -> ends.add(elimination.direction().from()));
        return List.copyOf(ends);
    }

    List<IpAddress> receivers() {
        Set<IpAddress> ends = new TreeSet<>();
        open.forEach(elimination -> ends.add(elimination.direction().to()));
        return List.copyOf(ends);
    }

    /** "both directions", "my-host-1 to my-host-2", "3 of 6 directions". */
    String phrase() {
        Direction one = open.get(0).direction();
        if (open.size() == 1) {
            return facts.name(one.from()) + " to " + facts.name(one.to());
        }
        return open.size() == 2 && one.equals(open.get(1).direction().reversed())
                ? "both directions"
                : open.size() + " of " + facts.pairs().size() + " directions";
    }
}
