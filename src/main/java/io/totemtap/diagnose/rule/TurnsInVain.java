package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Period;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.track.Turn;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.totem.Hearing;
import java.util.List;
import java.util.Optional;

/**
 * Turns with promiscuity in which messages were missed all the same: then it is no filter that drops them.
 *
 * @param facts all facts
 * @param pair the direction
 * @param capture on the receiver
 * @param turns its turns, those that are long enough
 */
record TurnsInVain(Facts facts, PairFacts pair, Vantage capture, List<Turn> turns) {

    /** Copies the list. */
    TurnsInVain {
        turns = List.copyOf(turns);
    }

    /** Whether the turns clear the receiver's filter. */
    boolean excludeTheFilter() {
        List<Turn> empty = turns.stream()
                .filter(turn -> turn.promiscuous() && multicasts(turn) == 0)
                .toList();
        long deaf = empty.stream().filter(this::isDeaf).count();
        return (deaf >= TurnExperiment.FEWEST_TURNS || isMissedInThem(empty)) && othersCame();
    }

    private long multicasts(Turn turn) {
        List<Flow> flows = capture.observation().flows();
        long count = 0;
        for (int i = 0; i < flows.size(); i++) {
            boolean mine = PromiscuityInTurnRule.isMulticast(
                    flows.get(i), pair.direction().from());
            count += mine ? turn.frames(i) : 0;
        }
        return count;
    }

    private Period time(Turn turn) {
        int index = facts.picture().captures().indexOf(capture);
        return new Period(
                facts.picture().clocks().toReference(index, turn.firstNanos()),
                facts.picture().clocks().toReference(index, turn.lastNanos()));
    }

    private static boolean covers(Period trouble, Period turn) {
        long common = Math.min(trouble.toNanos(), turn.toNanos()) - Math.max(trouble.fromNanos(), turn.fromNanos());
        return common > turn.nanos() / 2;
    }

    /** Whether the receiver's daemon is known not to have heard for half of a turn and more. */
    private boolean isDeaf(Turn turn) {
        int told = pair.hearing().map(Placed::capture).orElse(0);
        return pair.deafSpans().stream()
                .map(span -> new Period(
                        facts.picture().clocks().toReference(told, span.firstNanos()),
                        facts.picture().clocks().toReference(told, span.lastNanos())))
                .anyMatch(span -> covers(span, time(turn)));
    }

    /**
     * Whether so many messages were missed that some of them must have been sent in these turns: others repeat them, so that nobody is
     * deaf for long.
     */
    private boolean isMissedInThem(List<Turn> empty) {
        Optional<Period> trouble = pair.trouble();
        long asked = pair.hearing().map(Placed::value).map(Hearing::asked).orElse(0L);
        if (trouble.isEmpty() || trouble.get().nanos() <= 0) {
            return false;
        }
        List<Turn> within =
                empty.stream().filter(turn -> covers(trouble.get(), time(turn))).toList();
        double share =
                within.stream().mapToDouble(turn -> (double) turn.nanos()).sum()
                        / (double) trouble.get().nanos();
        return within.size() >= TurnExperiment.FEWEST_TURNS
                && Math.pow(1 - Math.min(share, 1), (double) asked) <= PromiscuityInTurnRule.SURE;
    }

    /** Whether anything of other hosts came in turns with promiscuity, so that cable and card are well. */
    private boolean othersCame() {
        List<Flow> flows = capture.observation().flows();
        for (int i = 0; i < flows.size(); i++) {
            int flow = i;
            boolean other = !flows.get(i).key().source().equals(pair.direction().to());
            long came = turns.stream()
                    .filter(turn -> turn.promiscuous() && turn.frames(flow) > 0)
                    .count();
            if (other && came >= TurnExperiment.FEWEST_TURNS) {
                return true;
            }
        }
        return false;
    }
}
