package io.totemtap.diagnose.rule;

import io.totemtap.track.Turn;
import java.util.List;
import java.util.Optional;

/**
 * What came of one flow while an interface was promiscuous in turn: in every turn with it, and in none without.
 *
 * @param turns one after the other
 * @param flow the flow's number
 */
record TurnExperiment(List<Turn> turns, int flow) {

    /** Messages in each turn with promiscuity. */
    private static final long FEWEST = 3;

    /** Turns of each kind. */
    static final int FEWEST_TURNS = 2;

    /** Copies the list. */
    TurnExperiment {
        turns = List.copyOf(turns);
    }

    /** The longest experiment that shows a filter; it ends with the capture, and may begin later, as the fault may. */
    static Optional<TurnExperiment> on(List<Turn> turns, int flow) {
        for (int skipped = 0; skipped < turns.size(); skipped++) {
            TurnExperiment experiment = new TurnExperiment(turns.subList(skipped, turns.size()), flow);
            if (experiment.isFiltered()) {
                return Optional.of(experiment);
            }
        }
        return Optional.empty();
    }

    /** The turns of one kind. */
    List<Turn> of(boolean promiscuous) {
        return turns.stream().filter(turn -> turn.promiscuous() == promiscuous).toList();
    }

    /** All messages that came. */
    long frames() {
        return turns.stream().mapToLong(turn -> turn.frames(flow)).sum();
    }

    private boolean isFiltered() {
        return of(true).stream().allMatch(turn -> turn.frames(flow) >= FEWEST)
                && of(false).stream().allMatch(turn -> turn.frames(flow) == 0)
                && cameBack() >= FEWEST_TURNS;
    }

    /** Turns without promiscuity after which messages came with it: the sender was there. */
    private long cameBack() {
        long count = 0;
        for (int i = 1; i < turns.size(); i++) {
            count += turns.get(i).promiscuous() && !turns.get(i - 1).promiscuous() ? 1 : 0;
        }
        return count;
    }

    /**
     * How likely it is that all came with promiscuity if it made no difference. A turn without it that was longer than those with it
     * counts no more than they.
     */
    double chance() {
        long longest = of(true).stream().mapToLong(Turn::nanos).max().orElse(0);
        double on = of(true).stream().mapToDouble(turn -> (double) turn.nanos()).sum();
        double off = of(false).stream()
                .mapToDouble(turn -> (double) Math.min(turn.nanos(), longest))
                .sum();
        return Math.pow(on / (on + off), (double) frames());
    }
}
