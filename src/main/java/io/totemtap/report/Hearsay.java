package io.totemtap.report;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import io.totemtap.track.totem.Hearing;
import java.util.Optional;

/**
 * What totem's own messages tell of one direction, in one word, as every report says it.
 *
 * @param told what they tell
 * @param words the same for people, with its measure
 */
public record Hearsay(Told told, String words) {

    /** What totem's messages can tell. */
    public enum Told {
        /** The receiver has the sender's messages. */
        HEARS,
        /** For some time it had none of them. */
        DEAF,
        /** It asked again for some of them and got them. */
        MISSED,
        /** The sender's merge-detects did not come to the receiver's capture. */
        NONE,
        /** Some member asked again for the sender's messages, and it may be this one. */
        PERHAPS_MISSED,
        /** The last that was told is that it did not hear, or nothing. */
        UNKNOWN
    }

    /** What is told of a direction; nothing if totem said nothing of it. */
    public static Optional<Hearsay> of(Facts facts, IpAddress from, IpAddress to) {
        Optional<PairFacts> pair = facts.pair(new Direction(from, to));
        return (pair.isPresent() ? pair.get().hearing() : facts.picture().hearing(from, to))
                .flatMap(told -> of(facts, told.value()));
    }

    /** What is told of the direction that {@code hearing} is about; nothing if totem said nothing of it. */
    public static Optional<Hearsay> of(Facts facts, Hearing hearing) {
        Optional<PairFacts> pair = facts.pair(new Direction(hearing.from(), hearing.to()));
        return hearing.isKnown() ? Optional.of(of(facts, hearing, pair)) : Optional.empty();
    }

    private static Hearsay of(Facts facts, Hearing hearing, Optional<PairFacts> pair) {
        long deaf = pair.map(Hearsay::deafNanos).orElse(0L);
        if (deaf > 0) {
            return new Hearsay(Told.DEAF, "deaf " + Words.duration(deaf));
        }
        if (pair.map(PairFacts::missesSome).orElse(false)) {
            return new Hearsay(Told.MISSED, "missed " + Words.count(hearing.asked()));
        }
        Optional<Long> none = pair.flatMap(PairFacts::missingMerges)
                .map(merges -> merges.value().lastNanos() - merges.value().firstNanos());
        if (none.isPresent()) {
            return new Hearsay(Told.NONE, "none for " + Words.duration(none.get()));
        }
        if (!hearing.hearsAtEnd()) {
            return new Hearsay(Told.UNKNOWN, "?");
        }
        return mayMiss(facts, hearing) ? new Hearsay(Told.PERHAPS_MISSED, "missed?") : new Hearsay(Told.HEARS, "hears");
    }

    /** Whether it may be the member that missed messages of the sender, where nobody can tell which member it was. */
    private static boolean mayMiss(Facts facts, Hearing hearing) {
        return facts.missed().stream()
                .map(Placed::value)
                .anyMatch(missed ->
                        missed.originator().map(hearing.from()::equals).orElse(false)
                                && missed.asker().map(hearing.to()::equals).orElse(true));
    }

    private static long deafNanos(PairFacts pair) {
        return pair.deafSpans().stream()
                .mapToLong(span -> span.lastNanos() - span.firstNanos())
                .sum();
    }

    /** Whether it tells of trouble beyond doubt. */
    public boolean isTrouble() {
        return told == Told.DEAF || told == Told.MISSED || told == Told.NONE;
    }
}
