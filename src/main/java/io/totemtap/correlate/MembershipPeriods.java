package io.totemtap.correlate;

import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Membership.End;
import io.totemtap.track.totem.Node;
import io.totemtap.track.totem.Node.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When a host wanted a group: from its first report or, where that was not captured, its first own multicast to the group (a daemon
 * joins before it sends), until it leaves. An age-out at the switch is no end: the host still wants the group.
 */
final class MembershipPeriods {

    /** A switch learns a report at once; multicasts on their way need not have been forwarded. */
    private static final long GUARD = 300 * EpochNanos.MILLISECOND;

    private record Sign(long nanos, boolean wants) {}

    private MembershipPeriods() {}

    /** The periods, in order; none if there is no sign of the host wanting the group. */
    static List<Period> of(IpAddress host, IpAddress group, List<Vantage> captures, ClockAlignment clocks) {
        List<Sign> signs = new ArrayList<>();
        for (int i = 0; i < captures.size(); i++) {
            int capture = i;
            for (Membership membership : captures.get(i).observation().memberships()) {
                if (membership.host().equals(host) && membership.group().equals(group)) {
                    reports(membership, capture, clocks, signs);
                }
            }
            for (Node node : captures.get(i).observation().nodes()) {
                if (node.host().equals(host) && node.group().equals(group)) {
                    multicasts(node, capture, clocks, signs);
                }
            }
        }
        signs.sort(Comparator.comparingLong(Sign::nanos));
        return periods(signs);
    }

    private static void reports(Membership membership, int capture, ClockAlignment clocks, List<Sign> signs) {
        if (membership.reports() > 0) {
            signs.add(new Sign(clocks.toReference(capture, membership.sinceNanos()), true));
        }
        if (membership.end() == End.LEFT) {
            signs.add(new Sign(clocks.toReference(capture, membership.endNanos()), false));
        }
    }

    private static void multicasts(Node node, int capture, ClockAlignment clocks, List<Sign> signs) {
        if (node.multicasts().count() == 0) {
            return;
        }
        signs.add(new Sign(clocks.toReference(capture, node.multicasts().firstNanos()), true));
        long last = clocks.toReference(capture, node.lastNanos());
        if (node.phaseAtEnd() == Phase.LEFT || node.unreachable().lastNanos() > node.lastNanos()) {
            signs.add(new Sign(last, false));
        } else {
            signs.add(new Sign(last, true));
        }
    }

    private static List<Period> periods(List<Sign> signs) {
        List<Period> result = new ArrayList<>();
        long since = EpochNanos.NEVER;
        for (Sign sign : signs) {
            if (sign.wants() && since == EpochNanos.NEVER) {
                since = sign.nanos();
            } else if (!sign.wants() && since != EpochNanos.NEVER) {
                result.add(new Period(since + GUARD, sign.nanos()));
                since = EpochNanos.NEVER;
            }
        }
        if (since != EpochNanos.NEVER) {
            result.add(new Period(since + GUARD, Long.MAX_VALUE));
        }
        return result;
    }
}
