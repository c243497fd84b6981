package io.totemtap.track.totem;

import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameSample;
import java.util.List;

/**
 * What totem itself tells about one node's multicast reaching another node's daemon: hearsay, good from any place where the
 * daemons' messages can be read.
 *
 * @param from who multicasts
 * @param to who should hear it
 * @param spans when it was heard and when it was not, in order of time; at most 64, later ones extend the last
 * @param acknowledged messages of {@code from} that {@code to} is known to have
 * @param asked messages of {@code from} that {@code to} asked for again
 * @param occasions at how many moments it asked: what is asked for within a quarter of a second is one, since a token that overtakes all that
 *     was sent before it makes as many requests as that was
 * @param passedHere of these, how many had passed this place before they were asked for
 * @param recovered of those asked for, how many {@code to} got in the end
 * @param outstanding of those asked for, how many were still missing at the end
 * @param longestMissingNanos the longest time between the first request and the message being there
 * @param requests frames that carry the requests
 */
public record Hearing(
        IpAddress from,
        IpAddress to,
        List<Span> spans,
        long acknowledged,
        long asked,
        long occasions,
        long passedHere,
        long recovered,
        long outstanding,
        long longestMissingNanos,
        FrameSample requests) {

    /** Copies the list. */
    public Hearing {
        spans = List.copyOf(spans);
    }

    /** Whether the receiver hears. */
    public enum State {
        /** It does. */
        HEARS,
        /** It does not. */
        DEAF
    }

    /** Which part of the protocol tells. */
    public enum Clue {
        /** A ring formed with both: each member must have had a JOIN of each other one with the same lists. */
        RING_FORMED(State.HEARS),
        /** The receiver passed a token whose aru covers messages of the sender. */
        ACKNOWLEDGED(State.HEARS),
        /** The receiver left its ring for a JOIN right after a message of the sender, and of nobody else. */
        ANSWERED_WITH_JOIN(State.HEARS),
        /** The receiver's JOIN newly lists the sender, and nobody else could have told. */
        LISTED_IN_JOIN(State.HEARS),
        /** The receiver asks for messages of the sender in the token's retransmit list and does not get them. */
        ASKS_AGAIN(State.DEAF),
        /** The token's aru stands below a message of the sender, held back by the receiver. */
        HOLDS_ARU_BACK(State.DEAF),
        /** The receiver's JOINs go on without the sender, who multicasts all the while. */
        MISSING_IN_JOIN(State.DEAF),
        /** The receiver works on in a ring without the sender, whose messages should have made it look for members. */
        KEEPS_ITS_RING(State.DEAF);

        private final State state;

        Clue(State state) {
            this.state = state;
        }

        /** What it says. */
        public State state() {
            return state;
        }
    }

    /**
     * A stretch of time with one answer.
     *
     * @param state the answer
     * @param clue what told first
     * @param firstNanos the first time it was known to be so
     * @param lastNanos the last time
     * @param firstFrame frame that told first
     * @param lastFrame frame that told last
     * @param count how often it was told
     */
    public record Span(
            State state, Clue clue, long firstNanos, long lastNanos, long firstFrame, long lastFrame, long count) {}

    /** Whether anything is known. */
    public boolean isKnown() {
        return !spans.isEmpty();
    }

    /** Whether the receiver was ever known not to hear. */
    public boolean wasDeaf() {
        return spans.stream().anyMatch(span -> span.state() == State.DEAF);
    }

    /** Whether the last word is that it hears. */
    public boolean hearsAtEnd() {
        return isKnown() && spans.get(spans.size() - 1).state() == State.HEARS;
    }
}
