package io.totemtap.diagnose;

import io.totemtap.diagnose.Suspect.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Makes the list of suspects of a verdict: who is named or stands first, then the others; alike ones in the order of likelihood. */
final class SuspectList {

    /** How often each place turns out to be the one where nothing is known: hosts without a membership and switches first. */
    private static final List<Place> LIKELIHOOD = List.of(
            Place.SWITCH,
            Place.RECEIVER_HOST,
            Place.CLUSTER,
            Place.RECEIVER_NIC,
            Place.SENDER,
            Place.SENDER_NIC,
            Place.UNICAST);

    private SuspectList() {}

    /** One is named, the others are cleared. */
    static List<Suspect> naming(Place place, String because, Function<Place, String> whyCleared) {
        return list(Set.of(place), State.NAMED, because, whyCleared);
    }

    /** Some stand, the others are cleared. */
    static List<Suspect> standing(Set<Place> places, String because, Function<Place, String> whyCleared) {
        return list(places, State.STANDING, because, whyCleared);
    }

    private static List<Suspect> list(
            Set<Place> places, State state, String because, Function<Place, String> whyCleared) {
        List<Suspect> suspects = new ArrayList<>();
        for (Place place : LIKELIHOOD) {
            suspects.add(
                    places.contains(place)
                            ? new Suspect(place, state, because)
                            : new Suspect(place, State.CLEARED, whyCleared.apply(place)));
        }
        suspects.sort(Comparator.comparing(Suspect::state).reversed());
        return suspects;
    }
}
