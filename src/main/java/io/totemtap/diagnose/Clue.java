package io.totemtap.diagnose;

import java.util.List;

/**
 * What one fact means for the suspects of one direction.
 *
 * @param rule id of the rule that found it
 * @param direction which direction it is about
 * @param effect what it does
 * @param places the suspects it concerns
 * @param certainty how sure it is; only for {@link Effect#POINTS}
 * @param because a clause that reads well behind a place's name and a colon
 */
public record Clue(
        String rule, Direction direction, Effect effect, List<Place> places, Certainty certainty, String because)
        implements Conclusion {

    /** Copies the list. */
    public Clue {
        places = List.copyOf(places);
    }

    /** What a fact does to suspects. */
    public enum Effect {
        /** It excludes them. */
        CLEARS,
        /** It accuses them. */
        POINTS,
        /** It accounts for the trouble of this direction by something that is found elsewhere: no suspect of its own is needed. */
        EXPLAINS
    }

    /** A fact that excludes suspects. */
    public static Clue clears(String rule, Direction direction, List<Place> places, String because) {
        return new Clue(rule, direction, Effect.CLEARS, places, Certainty.PROVEN, because);
    }

    /** A fact that accuses a suspect. */
    public static Clue points(String rule, Direction direction, Place place, Certainty certainty, String because) {
        return new Clue(rule, direction, Effect.POINTS, List.of(place), certainty, because);
    }

    /** A fact that accounts for a direction's trouble. */
    public static Clue explains(String rule, Direction direction, String because) {
        return new Clue(rule, direction, Effect.EXPLAINS, List.of(), Certainty.LIKELY, because);
    }
}
