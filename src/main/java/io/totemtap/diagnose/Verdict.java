package io.totemtap.diagnose;

import io.totemtap.net.IpAddress;
import java.util.List;

/**
 * The answer.
 *
 * @param status in one word
 * @param place where it is; {@link Place#NONE} or {@link Place#UNDECIDED} where it is nowhere or not known
 * @param certainty how sure it is
 * @param cause id of the finding that names the reason, or the loss itself; empty if there is none
 * @param from senders concerned
 * @param to receivers concerned
 * @param headline what is wrong, where; the first thing a reader sees
 * @param statement one sentence with numbers
 * @param next the one measurement to take next; empty if nothing is left to measure
 * @param suspects every place, in the order of likelihood
 */
public record Verdict(
        Status status,
        Place place,
        Certainty certainty,
        String cause,
        List<IpAddress> from,
        List<IpAddress> to,
        String headline,
        String statement,
        String next,
        List<Suspect> suspects) {

    /** Copies the lists. */
    public Verdict {
        from = List.copyOf(from);
        to = List.copyOf(to);
        suspects = List.copyOf(suspects);
    }

    /** The answer in one word. */
    public enum Status {
        /** Nothing is lost. */
        HEALTHY,
        /** Something is wrong. */
        FAULT,
        /** Too little is known. */
        INCONCLUSIVE;

        /** The name in JSON. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
