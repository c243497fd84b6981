package io.totemtap.diagnose;

import io.totemtap.diagnose.Clue.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the clues leave of the suspects of one direction. The order of clues does not matter: what one excludes stays excluded, and an
 * accusation against somebody excluded is a contradiction, which is kept.
 */
public final class Elimination {

    /** Everybody who can be suspected, in the order of a packet's way. */
    public static final List<Place> SUSPECTS = List.of(
            Place.SENDER,
            Place.SENDER_NIC,
            Place.SWITCH,
            Place.RECEIVER_NIC,
            Place.RECEIVER_HOST,
            Place.CLUSTER,
            Place.UNICAST);

    private final Direction direction;
    private final Map<Place, Clue> cleared = new EnumMap<>(Place.class);
    private final Map<Place, Clue> accused = new EnumMap<>(Place.class);
    private final List<Clue> explanations = new ArrayList<>();

    private Elimination(Direction direction) {
        this.direction = direction;
    }

    /** Weighs all clues about one direction. */
    public static Elimination of(Direction direction, List<Clue> clues) {
        Elimination elimination = new Elimination(direction);
        for (Clue clue : clues) {
            if (clue.direction().equals(direction)) {
                elimination.weigh(clue);
            }
        }
        return elimination;
    }

    private void weigh(Clue clue) {
        if (clue.effect() == Effect.EXPLAINS) {
            explanations.add(clue);
        }
        for (Place place : clue.places()) {
            if (clue.effect() == Effect.CLEARS) {
                cleared.merge(place, clue, Elimination::earlier);
            } else if (clue.effect() == Effect.POINTS) {
                accused.merge(place, clue, Elimination::surer);
            }
        }
    }

    /** Of several exclusions the same whatever the order. */
    private static Clue earlier(Clue one, Clue other) {
        int order = one.because().compareTo(other.because());
        return order < 0 || (order == 0 && one.rule().compareTo(other.rule()) <= 0) ? one : other;
    }

    /** The surer accusation; of equally sure ones the same whatever the order. */
    private static Clue surer(Clue one, Clue other) {
        int surer = one.certainty().compareTo(other.certainty());
        return surer > 0 || (surer == 0 && one.because().compareTo(other.because()) <= 0) ? one : other;
    }

    /** Which direction. */
    public Direction direction() {
        return direction;
    }

    /** Who is not excluded. Empty if the clues contradict one another. */
    public Set<Place> left() {
        Set<Place> left = EnumSet.copyOf(SUSPECTS);
        left.removeAll(cleared.keySet());
        return left;
    }

    /** Why a suspect is excluded, if it is. */
    public Optional<String> whyCleared(Place place) {
        return Optional.ofNullable(cleared.get(place)).map(Clue::because);
    }

    /** The surest accusation that no clue excludes. */
    public Optional<Clue> accusation() {
        return accused.values().stream()
                .filter(clue -> !cleared.containsKey(clue.places().get(0)))
                .reduce((one, other) -> other.certainty().compareTo(one.certainty()) > 0 ? other : one);
    }

    /**
     * Two clues that cannot both be right.
     *
     * @param place whom they are about
     * @param accusing what accuses it
     * @param clearing what excludes it
     */
    public record Clash(Place place, Clue accusing, Clue clearing) {}

    /** Accusations against suspects that other clues exclude, in the order of a packet's way. */
    public List<Clash> clashes() {
        List<Clash> clashes = new ArrayList<>();
        accused.forEach((place, clue) -> {
            Clue clearing = cleared.get(place);
            if (clearing != null) {
                clashes.add(new Clash(place, clue, clearing));
            }
        });
        return clashes;
    }

    /** Every exclusion, in the order of a packet's way; with nobody {@link #left} they contradict one another. */
    public Map<Place, Clue> exclusions() {
        return Collections.unmodifiableMap(cleared);
    }

    /** What accounts for this direction's trouble without a suspect of its own. */
    public Optional<Clue> explanation() {
        return explanations.stream().findFirst();
    }
}
