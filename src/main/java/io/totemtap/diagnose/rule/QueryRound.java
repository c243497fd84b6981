package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Querier;
import java.util.ArrayList;
import java.util.List;

/**
 * A general query and the time hosts have to answer it, by the clock of the capture that has it. With versions 1 and 2 a host that hears
 * another one's report for its group in that time keeps its own back (RFC 2236 section 3).
 *
 * @param capture which capture
 * @param version the querier's
 * @param askedNanos the query
 * @param untilNanos when every answer must have come
 */
record QueryRound(Vantage capture, int version, long askedNanos, long untilNanos) {

    private static final int LAST_TO_KEEP_BACK = 2;
    private static final long LATE = EpochNanos.SECOND;

    /** The latest rounds of every querier a capture has seen. */
    static List<QueryRound> of(Vantage capture) {
        List<QueryRound> rounds = new ArrayList<>();
        for (Querier querier : capture.observation().queriers()) {
            long response = querier.timers().queryResponseInterval() + LATE;
            querier.lastQueries()
                    .forEach(asked -> rounds.add(new QueryRound(capture, querier.version(), asked, asked + response)));
        }
        return rounds;
    }

    /** Whether a host's report of version 1 or 2 for the group came. */
    boolean isAnsweredBy(IpAddress host, IpAddress group) {
        return capture.observation().flows().stream()
                .anyMatch(flow -> flow.key().kind() == Kind.MEMBERSHIP
                        && flow.key().source().equals(host)
                        && flow.key().destination().equals(group)
                        && flow.overTime().between(askedNanos, untilNanos) > 0);
    }

    /** Whether a member had reason to keep its report back: it speaks version 1 or 2, and another one's report was there. */
    boolean isAnsweredInPlaceOf(Membership member) {
        return Math.min(version, member.version()) <= LAST_TO_KEEP_BACK
                && isAnsweredByAnother(member.host(), member.group());
    }

    private boolean isAnsweredByAnother(IpAddress host, IpAddress group) {
        return capture.observation().memberships().stream()
                .filter(one -> one.group().equals(group) && one.reports() > 0)
                .map(Membership::host)
                .anyMatch(other -> !other.equals(host) && isAnsweredBy(other, group));
    }
}
