package io.totemtap.diagnose;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.Ring.Missed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Losses on the way that may be the consequence of another trouble, which came first. They tell nothing of the cause. */
final class Sequels {

    private static final long FEWEST_OCCASIONS = 3;

    private final Correlation picture;

    /** By host, since when its reports went unheard; asked for each loss of each pair, worked out once. */
    private final Map<IpAddress, OptionalLong> unheard = new HashMap<>();

    /** What each host sent to others. */
    private final Map<IpAddress, List<Delivery>> sent = new HashMap<>();

    Sequels(Correlation picture) {
        this.picture = picture;
        for (Delivery delivery : picture.paths()) {
            sent.computeIfAbsent(delivery.from(), none -> new ArrayList<>()).add(delivery);
        }
    }

    /** Whether a loss may be the consequence of another trouble. */
    boolean may(Direction direction, Segment loss) {
        return ofUnheardReports(direction.to(), loss) || ofUnnamedTrouble(direction, loss);
    }

    /**
     * Whether messages of the sender were repeated that had come to the receiver's own tap, well before they stopped to come there. Some
     * member had missed them, and where nobody can tell which, it may be the receiver: a host that drops multicast drops queries too.
     */
    private boolean ofUnnamedTrouble(Direction direction, Segment loss) {
        boolean stops = loss.pattern().isWhole();
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
    private boolean ofUnheardReports(IpAddress host, Segment loss) {
        OptionalLong since = unheard.computeIfAbsent(host, this::unheardSince);
        return since.isPresent() && loss.lostFrames().firstNanos() - since.getAsLong() > PairFacts.BEFORE;
    }

    private OptionalLong unheardSince(IpAddress host) {
        long earliest = Long.MAX_VALUE;
        boolean isSeenAtPort = picture.captures().stream().anyMatch(capture -> capture.faces(host));
        for (Delivery delivery : isSeenAtPort ? List.<Delivery>of() : sent.getOrDefault(host, List.of())) {
            for (Segment way : delivery.segments()) {
                if (way.from().spot() == Spot.SENDER && way.sent() > 0) {
                    if (!isLost(way)) {
                        return OptionalLong.empty();
                    }
                    earliest = Math.min(earliest, way.lostFrames().firstNanos());
                }
            }
        }
        return earliest != Long.MAX_VALUE && wentOnReporting(host, earliest)
                ? OptionalLong.of(earliest)
                : OptionalLong.empty();
    }

    private static boolean isLost(Segment way) {
        return way.isAligned() && way.lost() >= PairFacts.FEWEST_LOSSES;
    }

    private boolean wentOnReporting(IpAddress host, long sinceNanos) {
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
