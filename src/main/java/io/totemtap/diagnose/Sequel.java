package io.totemtap.diagnose;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.LossPattern;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.Ring.Missed;
import java.util.Optional;

/** Losses on the way that may be the consequence of another trouble, which came first. They tell nothing of the cause. */
final class Sequel {

    private static final long FEWEST_OCCASIONS = 3;

    private Sequel() {}

    /** Whether a loss may be the consequence of another trouble. */
    static boolean may(Correlation picture, Direction direction, Segment loss) {
        return ofUnheardReports(picture, direction.to(), loss) || ofUnnamedTrouble(picture, direction, loss);
    }

    /**
     * Whether messages of the sender were repeated that had come to the receiver's own tap, well before they stopped to come there. Some
     * member had missed them, and where nobody can tell which, it may be the receiver: a host that drops multicast drops queries too.
     */
    private static boolean ofUnnamedTrouble(Correlation picture, Direction direction, Segment loss) {
        boolean stops = loss.pattern() == LossPattern.TOTAL || loss.pattern() == LossPattern.FROM_A_MOMENT;
        for (int i = 0; stops && i < picture.captures().size(); i++) {
            if (picture.captures().get(i).isOn(direction.to())) {
                for (Ring ring : picture.captures().get(i).observation().rings()) {
                    for (Missed missed : ring.missed()) {
                        long first = picture.clocks()
                                .toReference(i, missed.requests().firstNanos());
                        if (missed.originator().equals(Optional.of(direction.from()))
                                && missed.occasions() >= FEWEST_OCCASIONS
                                && loss.lostFrames().firstNanos() - first > PairFacts.BEFORE) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    /**
     * Whether a host went on reporting its membership while its multicast was lost on its way out, to everybody: its reports were lost as
     * well. Then a snooping switch forgets the host, and is right to. A capture at its port would show it, and is asked elsewhere.
     */
    private static boolean ofUnheardReports(Correlation picture, IpAddress host, Segment loss) {
        if (picture.captures().stream().anyMatch(capture -> capture.faces(host))) {
            return false;
        }
        long earliest = Long.MAX_VALUE;
        for (Participant other : picture.hosts()) {
            for (Delivery delivery : picture.paths(host, other.address())) {
                for (Segment sent : delivery.segments()) {
                    if (sent.from().spot() == Spot.SENDER && sent.sent() > 0) {
                        if (!isLost(sent)) {
                            return false;
                        }
                        earliest = Math.min(earliest, sent.lostFrames().firstNanos());
                    }
                }
            }
        }
        return earliest != Long.MAX_VALUE
                && loss.lostFrames().firstNanos() - earliest > PairFacts.BEFORE
                && wentOnReporting(picture, host, earliest);
    }

    private static boolean isLost(Segment sent) {
        return sent.isAligned() && sent.lost() >= PairFacts.FEWEST_LOSSES;
    }

    private static boolean wentOnReporting(Correlation picture, IpAddress host, long sinceNanos) {
        for (int i = 0; i < picture.captures().size(); i++) {
            if (picture.captures().get(i).isOn(host)) {
                for (Membership membership :
                        picture.captures().get(i).observation().memberships()) {
                    if (membership.host().equals(host)
                            && membership.lastReportNanos() != EpochNanos.NEVER
                            && picture.clocks().toReference(i, membership.lastReportNanos()) > sinceNanos) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
