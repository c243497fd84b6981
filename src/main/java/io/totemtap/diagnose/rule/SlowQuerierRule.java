package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.Ipv6Address;
import io.totemtap.track.FrameId;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.igmp.IgmpTimers;
import io.totemtap.track.igmp.Querier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Queries come, and further apart than a switch remembers a member: between two of them members are forgotten though all goes on asking
 * and answering. A switch that does not take the interval from the querier uses its own, mostly 260 s.
 */
public final class SlowQuerierRule implements Rule {

    private static final long EARLIEST = 117 * EpochNanos.SECOND;
    private static final long LATEST = 313 * EpochNanos.SECOND;

    /** A report's time is known to the width of a slot; the query it answers may be in the same. */
    private static final long GUARD = 10 * EpochNanos.SECOND;

    /** Two queries that follow one another, of whomever. */
    private record Gap(long fromNanos, long toNanos) {
        long nanos() {
            return toNanos - fromNanos;
        }
    }

    @Override
    public String id() {
        return "querier-too-slow";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            Vantage capture = facts.picture().captures().get(i);
            Optional<Querier> querier = capture.observation().queriers().stream()
                    .filter(one -> one.generalQueries() > 1 && !(one.address() instanceof Ipv6Address))
                    .findFirst();
            if (querier.isPresent() && !capture.isLossy()) {
                Optional<Gap> gap = longest(capture).filter(one -> one.nanos() > limit(querier.get()));
                if (gap.isPresent()) {
                    return List.of(finding(facts, i, querier.get(), gap.get()));
                }
            }
        }
        return List.of();
    }

    /** What a switch waits at most, be it by what the querier says or by its own standard, and a tenth more. */
    private static long limit(Querier querier) {
        long interval =
                Math.min(querier.timers().groupMembershipInterval(), IgmpTimers.DEFAULT.groupMembershipInterval());
        return interval + interval / 10;
    }

    /** The longest time without a query of anybody, between two queries. */
    private static Optional<Gap> longest(Vantage capture) {
        List<Long> times = capture.observation().queriers().stream()
                .filter(querier -> !(querier.address() instanceof Ipv6Address))
                .flatMap(querier -> querier.lastQueries().stream())
                .sorted()
                .toList();
        Optional<Gap> longest = Optional.empty();
        for (int i = 1; i < times.size(); i++) {
            Gap gap = new Gap(times.get(i - 1), times.get(i));
            longest = longest.filter(one -> one.nanos() >= gap.nanos()).or(() -> Optional.of(gap));
        }
        return longest;
    }

    private Finding finding(Facts facts, int capture, Querier querier, Gap gap) {
        String sentence = "from " + facts.clock(gap.fromNanos()) + " to " + facts.clock(gap.toNanos())
                + " nobody queried for " + Words.duration(gap.nanos());
        List<String> forgotten = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            boolean isIts = pair.narrowestLoss()
                    .filter(AgedOutRule::concernsSwitch)
                    .filter(loss -> isForgotten(facts, capture, pair, loss))
                    .isPresent();
            String name = facts.name(pair.direction().to());
            if (isIts && !forgotten.contains(name)) {
                forgotten.add(name);
            }
        }
        boolean isCause = !forgotten.isEmpty();
        return new Finding(
                id(),
                isCause ? Place.SWITCH : Place.NONE,
                isCause ? Severity.FAULT : Severity.WARNING,
                isCause ? Certainty.LIKELY : Certainty.PROVEN,
                sentence
                        + (isCause
                                ? ", and the switch forgot " + Words.list(forgotten) + " meanwhile"
                                : ": a switch may forget its members meanwhile"),
                List.of(Proof.between(
                        facts.picture().captures().get(capture),
                        FrameId.NONE,
                        FrameId.NONE,
                        gap.fromNanos(),
                        gap.toNanos(),
                        2,
                        "general queries of " + querier.address() + ", one before and one after")),
                isCause ? List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted") : List.of());
    }

    /**
     * Whether the loss begins when a switch that goes by its own timers must forget the receiver, with no query since its last report.
     * Where the interval the queries announce fits, it is an ordinary age-out, of which another rule speaks.
     */
    private static boolean isForgotten(Facts facts, int capture, PairFacts pair, Segment loss) {
        Vantage vantage = facts.picture().captures().get(capture);
        if (vantage.observation().timers().groupMembershipInterval() <= LATEST || loss.passed() == 0) {
            return false;
        }
        long onset = loss.runFirstNanos();
        long reported = lastReport(facts, capture, pair, onset);
        return reported != EpochNanos.NEVER
                && onset - reported >= EARLIEST
                && onset - reported <= LATEST
                && vantage.observation().memberships().stream().anyMatch(one -> AgedOutRule.isOfReceiver(pair, one))
                && !AgedOutRule.isAsked(facts, capture, reported + GUARD, onset);
    }

    /** The receiver's last report before a moment of the reference clock, to the width of a histogram slot. */
    private static long lastReport(Facts facts, int capture, PairFacts pair, long before) {
        List<Long> times = new ArrayList<>();
        for (Flow flow : facts.picture().captures().get(capture).observation().flows()) {
            if (flow.key().kind() == Kind.MEMBERSHIP
                    && flow.key().source().equals(pair.direction().to())) {
                flow.overTime()
                        .forEach((begin, count) ->
                                times.add(facts.picture().clocks().toReference(capture, begin)));
            }
        }
        return times.stream().filter(time -> time < before).max(Long::compare).orElse(EpochNanos.NEVER);
    }
}
