package io.totemtap.diagnose;

import java.util.List;

/**
 * Facts about one direction that speak against each other: one accuses a place that another one excludes, or everything is excluded. The
 * exclusion holds. Either there is a better account of what accuses, or a fact is not what it seems: a capture is not where it is said
 * to be, a clock is wrong, a counter was reset.
 *
 * @param direction which direction
 * @param place the suspect that is accused and excluded; {@link Place#UNDECIDED} where everybody is excluded
 * @param statement one sentence that tells what contradicts what
 * @param evidence what each side rests on
 */
public record Contradiction(Direction direction, Place place, String statement, List<Evidence> evidence) {

    /** Copies the list. */
    public Contradiction {
        evidence = List.copyOf(evidence);
    }
}
