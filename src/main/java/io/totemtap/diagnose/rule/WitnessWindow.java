package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.witness.Lost;
import io.totemtap.capture.host.witness.Rung;
import io.totemtap.capture.host.witness.Way;
import io.totemtap.correlate.Period;
import io.totemtap.diagnose.Facts;
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.stream.Stream;

/**
 * Whether what a witness counted may exclude its host: all of it counted, over the whole trouble, and no less than a capture on the
 * same host saw.
 *
 * @param facts all facts
 * @param host on which the witness ran
 * @param run what it counted
 * @param capture index of a capture on that host
 */
record WitnessWindow(Facts facts, IpAddress host, WitnessedRun run, int capture) {

    /** Fewer packets than this exclude nobody. */
    static final long FEWEST = 10;

    private static final long SLACK = 2 * EpochNanos.SECOND;

    /** Whether no packet of a sender was dropped on its way; later fragments have no port, and a ladder of their own. */
    boolean isNothingDropped(Way way, IpAddress sender, Endpoint group) {
        return run.last().drops().stream()
                .filter(drop -> drop.place().way() == way && drop.rung() != Rung.TAP)
                .noneMatch(drop -> drop.place().source().equals(sender)
                        && drop.place().group().equals(group.address()));
    }

    /**
     * Whether the witness counted everything: it says so itself, and the capture saw no more. Headers that it could not read may be
     * those of anybody; they are not this sender's if the capture has no packet that was not counted.
     *
     * @param packets how many the witness counted, with later fragments
     */
    boolean isWhole(IpAddress sender, Endpoint group, long packets) {
        Lost lost = run.last().lost();
        if (lost.places() + lost.drops() + lost.owners() + lost.missed() > 0) {
            return false;
        }
        long from = run.last().fromNanos() + SLACK;
        long until = run.last().untilNanos() - SLACK;
        return flows(group)
                        .filter(flow -> flow.key().source().equals(sender))
                        .mapToLong(flow -> flow.overTime().between(from, until))
                        .sum()
                <= packets;
    }

    /** Whether it counted during the whole trouble. */
    boolean covers(Period trouble) {
        return reference(run.last().fromNanos()) <= trouble.fromNanos() + SLACK
                && reference(run.last().untilNanos()) >= trouble.toNanos() - SLACK;
    }

    /** Whether packets of a group that somebody else sent were captured until the end of the trouble, or after it. */
    boolean goesOn(Endpoint group, Period trouble) {
        long late = own(trouble.toNanos() - trouble.nanos() / 4 - SLACK);
        return flows(group)
                .filter(flow -> !flow.key().source().equals(host))
                .anyMatch(flow -> flow.overTime().between(late, Long.MAX_VALUE) > 0);
    }

    /** Whether packets to a group that this host sent were captured in the middle of the trouble. */
    boolean isSending(Endpoint group, Period trouble) {
        long from = own(trouble.fromNanos() + trouble.nanos() / 4);
        long until = own(trouble.toNanos() - trouble.nanos() / 4);
        return flows(group)
                .filter(flow -> flow.key().source().equals(host))
                .anyMatch(flow -> flow.overTime().between(from, until) > 0);
    }

    /** A time of the reference clock by this host's. */
    private long own(long nanos) {
        return nanos - (reference(nanos) - nanos);
    }

    private long reference(long nanos) {
        return facts.picture().clocks().toReference(capture, nanos);
    }

    private Stream<Flow> flows(Endpoint group) {
        return facts.picture().captures().get(capture).observation().flows().stream()
                .filter(flow -> flow.key().kind() == Kind.GROUP)
                .filter(flow -> flow.key().destination().equals(group.address())
                        && flow.key().port() == group.port());
    }
}
