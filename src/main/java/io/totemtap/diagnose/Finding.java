package io.totemtap.diagnose;

import java.util.List;

/**
 * Something a rule found.
 *
 * @param id the rule's id, lower-case words, never re-used; {@code totemtap explain ID} shows its page
 * @param place where it is, {@link Place#NONE} for what loses nothing
 * @param among the places it can be, where {@code place} is {@link Place#UNDECIDED}
 * @param severity how much it matters
 * @param certainty how sure it is
 * @param statement one sentence with subject, number and time
 * @param evidence what it rests on
 * @param explains ids of findings that are its consequences
 */
public record Finding(
        String id,
        Place place,
        List<Place> among,
        Severity severity,
        Certainty certainty,
        String statement,
        List<Evidence> evidence,
        List<String> explains)
        implements Conclusion {

    /** Id of the finding that no multicast is to be expected: what makes a capture without any healthy. */
    public static final String NO_MULTICAST = "no-multicast-expected";

    /** Id of the finding that multicast was seen at one capture and not at the next on its way. */
    public static final String LOSS_BETWEEN_CAPTURES = "loss-between-captures";

    /** Copies the lists; evidence in the same words of the same capture is put together. */
    public Finding {
        among = List.copyOf(among);
        evidence = List.copyOf(Evidence.gathered(evidence));
        explains = List.copyOf(explains);
    }

    /** A finding whose place is known. */
    public Finding(
            String id,
            Place place,
            Severity severity,
            Certainty certainty,
            String statement,
            List<Evidence> evidence,
            List<String> explains) {
        this(id, place, List.of(place), severity, certainty, statement, evidence, explains);
    }
}
