package io.totemtap.correlate;

import io.totemtap.correlate.Station.Spot;
import io.totemtap.track.FrameSample;
import io.totemtap.track.TimeHistogram;

/**
 * What became of a sender's messages between two captures on the way to a receiver, in the time both were capturing and the receiver
 * wanted the group. A totem message counts once; its repeats are counted apart.
 *
 * @param from the earlier place
 * @param to the later place
 * @param isAligned whether packets tell how the two clocks stand, and every packet could be waited for; if not, both are taken to
 *     have run at the same time, and only loss of everything means something
 * @param sent messages seen at the earlier place
 * @param lost of these, not seen at the later place
 * @param repeats further copies of these messages seen at the earlier place
 * @param repeatsLost of these, not seen at the later place
 * @param bounds 95 % interval of the share lost
 * @param pattern shape of the loss
 * @param firstNanos the first message that counts
 * @param lastNanos the last one
 * @param lastPassedNanos the last one that passed, {@link io.totemtap.net.EpochNanos#NEVER} if none did
 * @param lostFrames frames at the earlier place of messages that were lost
 * @param passedFrames frames at the earlier place of messages that passed
 * @param runFirstNanos begin of the longest run of losses
 * @param runLastNanos end of the longest run of losses
 * @param runLength messages in it
 * @param shortestLost UDP payload of the shortest lost message in bytes, 0 if none was lost
 * @param longestPassed UDP payload of the longest message that passed
 * @param passedOverTime when messages passed; not changed any more
 * @param lostOverTime when messages were lost; not changed any more
 */
public record Segment(
        Station from,
        Station to,
        boolean isAligned,
        long sent,
        long lost,
        long repeats,
        long repeatsLost,
        WilsonInterval bounds,
        LossPattern pattern,
        long firstNanos,
        long lastNanos,
        long lastPassedNanos,
        FrameSample lostFrames,
        FrameSample passedFrames,
        long runFirstNanos,
        long runLastNanos,
        long runLength,
        int shortestLost,
        int longestPassed,
        TimeHistogram passedOverTime,
        TimeHistogram lostOverTime) {

    static Segment of(Station from, Station to, boolean isAligned, LossTally tally) {
        return new Segment(
                from,
                to,
                isAligned,
                tally.sent(),
                tally.lost(),
                tally.repeats(),
                tally.repeatsLost(),
                WilsonInterval.of(tally.lost(), tally.sent()),
                tally.pattern(),
                tally.firstNanos(),
                tally.lastNanos(),
                tally.lastPassedNanos(),
                tally.lostFrames(),
                tally.passedFrames(),
                tally.longestRunFirstNanos(),
                tally.longestRunLastNanos(),
                tally.longestRun(),
                tally.shortestLost(),
                tally.longestPassed(),
                tally.passedOverTime(),
                tally.lostOverTime());
    }

    /** Whether the later place is the receiver itself or its switch port. */
    public boolean endsAtReceiver() {
        return to.spot() == Spot.RECEIVER || to.spot() == Spot.RECEIVER_PORT;
    }

    /** Messages that passed in a stretch of time, to the width of a histogram slot. */
    public long passedBetween(long fromNanos, long toNanos) {
        return passedOverTime.between(fromNanos, toNanos);
    }

    /** Messages that passed. */
    public long passed() {
        return sent - lost;
    }
}
