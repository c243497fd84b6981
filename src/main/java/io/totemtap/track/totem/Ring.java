package io.totemtap.track.totem;

import io.totemtap.decode.totem.RingId;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameSample;
import java.util.List;
import java.util.Optional;

/**
 * One ring as one vantage point saw it.
 *
 * @param id representative and sequence
 * @param port UDP port its packets go to
 * @param members who is in it, in order of appearance; complete if {@code membersKnown}
 * @param membersKnown whether {@code members} is complete: a commit token named them, or the JOINs before it did, or the hops of the token's
 *     rotations counted them
 * @param previousSequences sequences of the rings its members came from, as the commit token tells
 * @param seen frames that carry its id
 * @param formedBy how it began, as far as was seen
 * @param endedBy how it ended
 * @param endNanos when it ended, the last frame where it did not
 * @param messages sequence numbers known to have been given out while it was watched
 * @param missing messages that did not pass this place when they should have, by originator
 * @param missed messages that members asked for again where the capture cannot tell which members, or whose messages
 * @param repeats who answered retransmit requests, and how many repeats were seen
 * @param rotation time a token takes round the ring
 * @param rotationHistory the same over time, and its distribution
 * @param turnarounds time each member keeps the token, as seen from here: for others it contains the way there and back
 * @param tokens token frames that were not repeats
 * @param repeatedTokens frames that repeated a token nobody seemed to have taken
 * @param standstill the longest time between a token that was repeated and the next one, if one was and the ring went on
 * @param highestBacklog largest number of messages waiting at all members, as a token told
 * @param highestFlowControl largest number of multicasts in one rotation, as a token told (fcc)
 */
public record Ring(
        RingId id,
        int port,
        List<IpAddress> members,
        boolean membersKnown,
        List<Long> previousSequences,
        FrameSample seen,
        Formed formedBy,
        Ended endedBy,
        long endNanos,
        long messages,
        List<Missing> missing,
        List<Missed> missed,
        List<Repeats> repeats,
        Rotation rotation,
        RotationHistory rotationHistory,
        List<Turnaround> turnarounds,
        long tokens,
        long repeatedTokens,
        Optional<Standstill> standstill,
        long highestBacklog,
        long highestFlowControl) {

    /** Copies the lists. */
    public Ring {
        members = List.copyOf(members);
        previousSequences = List.copyOf(previousSequences);
        missing = List.copyOf(missing);
        missed = List.copyOf(missed);
        repeats = List.copyOf(repeats);
        turnarounds = List.copyOf(turnarounds);
    }

    /** How a ring began. */
    public enum Formed {
        /** It was there before the capture, or its forming was not captured. */
        NOT_SEEN,
        /** A commit token went round. */
        COMMIT_TOKEN,
        /** A node formed it for itself: nothing of that is on the wire but its first merge-detect or message. */
        ALONE
    }

    /** How a ring ended. */
    public enum Ended {
        /** It was there when the capture ended. */
        NOT_SEEN,
        /** Its members looked for new ones: JOINs. */
        GATHER,
        /** Its last member said that it leaves. */
        LEAVE
    }

    /**
     * Messages that were given out and did not pass this place, or only as a repeat long after.
     *
     * @param originator who must have sent them; empty list entry for unknown is not made, see {@code known}
     * @param known whether the originator is known
     * @param count how many never passed
     * @param late how many passed more than a tenth of a second after their number had been given out
     * @param seen tokens that gave them out
     */
    public record Missing(IpAddress originator, boolean known, long count, long late, FrameSample seen) {

        /** All that did not pass when they should have. */
        public long all() {
            return count + late;
        }
    }

    /**
     * Messages that some member asked for again, as tokens say, or repeats of what had come here. Who asks is known only if the token was
     * seen before and after it passed the member; whose messages they are, only if they came here. One of the two is missing at least.
     *
     * @param originator who sent them; empty for messages that never came here
     * @param asker who asks for them
     * @param occasions at how many moments somebody asked; what is asked for within a quarter of a second is one
     * @param longestNanos the longest time one message was asked for
     * @param requests tokens that ask, and repeats
     */
    public record Missed(
            Optional<IpAddress> originator,
            Optional<IpAddress> asker,
            long occasions,
            long longestNanos,
            FrameSample requests) {}

    /**
     * A token that did not go on until it had been repeated.
     *
     * @param from who passed it on
     * @param to to whom, if that is known
     * @param fromNanos when it was passed on first
     * @param toNanos when the next one was
     * @param repeats how often it was repeated here
     * @param lastFrame its frame
     * @param nextFrame the frame of the next one
     */
    public record Standstill(
            IpAddress from,
            Optional<IpAddress> to,
            long fromNanos,
            long toNanos,
            long repeats,
            long lastFrame,
            long nextFrame) {

        /** How long it stood still. */
        public long nanos() {
            return toNanos - fromNanos;
        }
    }

    /**
     * Repeats of messages others missed.
     *
     * @param host who took requests off the token, or whose repeats were seen
     * @param answers requests it took off the token: it says that it repeated them
     * @param seen repeats that passed this place
     */
    public record Repeats(IpAddress host, long answers, FrameSample seen) {}

    /**
     * How long a member keeps a token, from its passing here towards it to its passing here from it.
     *
     * @param host which member
     * @param times the distribution
     */
    public record Turnaround(IpAddress host, Rotation times) {}

    /**
     * How long a token takes round the ring, the hold time of an idle ring left out.
     *
     * @param count rotations measured
     * @param lowest shortest, nanoseconds
     * @param median middle one
     * @param high 95 % are at most this long
     * @param highest longest
     */
    public record Rotation(long count, long lowest, long median, long high, long highest) {}
}
