package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Period;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Membership.End;
import io.totemtap.track.igmp.SourceFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A host's own reports ask for the cluster's group from some sources only, and its peer is not among them. Whoever withholds the peer's
 * messages then, a switch that reads sources or the host's own kernel, does what the host asked for.
 */
public final class SourceFilterRule implements Rule {

    private static final long GUARD = EpochNanos.SECOND;
    private static final int MOST_NAMED = 4;

    @Override
    public String id() {
        return "source-filter";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            for (Endpoint group : facts.groupsOf(pair.direction().from())) {
                refusal(facts, pair.direction(), group.address())
                        .ifPresent(told -> judge(facts, pair, told, conclusions));
            }
        }
        return conclusions;
    }

    /** The report by which the receiver refuses the sender, unless another one wants it in the same time. */
    private static Optional<Placed<Membership>> refusal(Facts facts, Direction direction, IpAddress group) {
        Optional<Placed<Membership>> refusal = Optional.empty();
        long wanted = Long.MIN_VALUE;
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            for (Membership one :
                    facts.picture().captures().get(i).observation().memberships()) {
                boolean isIts = one.host().equals(direction.to()) && one.group().equals(group) && one.reports() > 0;
                if (isIts && one.filter().refuses(direction.from())) {
                    refusal = refusal.isPresent() ? refusal : Optional.of(new Placed<>(i, one));
                } else if (isIts) {
                    wanted = Math.max(wanted, facts.picture().clocks().toReference(i, one.lastReportNanos()));
                }
            }
        }
        long last = wanted;
        return refusal.filter(told -> since(facts, told) > last);
    }

    private static long since(Facts facts, Placed<Membership> told) {
        return facts.picture()
                .clocks()
                .toReference(told.capture(), told.value().filter().sinceNanos());
    }

    /** A direction that was troubled before the filter, or is troubled still after it, has another trouble. */
    private static boolean fits(Facts facts, Placed<Membership> told, Period trouble) {
        long end = told.value().end() == End.LEFT
                ? facts.picture()
                        .clocks()
                        .toReference(told.capture(), told.value().endNanos())
                : Long.MAX_VALUE - GUARD;
        return trouble.fromNanos() >= since(facts, told) - GUARD && trouble.toNanos() <= end + GUARD;
    }

    private void judge(Facts facts, PairFacts pair, Placed<Membership> told, List<Conclusion> conclusions) {
        Optional<Period> trouble = pair.trouble();
        boolean isCause = trouble.filter(time -> fits(facts, told, time)).isPresent();
        if (!isCause && (trouble.isPresent() || pair.isHeard())) {
            return;
        }
        Direction direction = pair.direction();
        SourceFilter filter = told.value().filter();
        String sentence =
                facts.name(direction.to()) + " reports " + told.value().group()
                        + (filter.isInclude() ? " for " : " for all sources but ")
                        + named(filter.sources()) + (filter.isInclude() ? " only, and not for " : ", so not for ")
                        + facts.name(direction.from());
        if (isCause) {
            clues(pair, sentence, conclusions);
        }
        Vantage capture = facts.picture().captures().get(told.capture());
        conclusions.add(new Finding(
                id(),
                Place.RECEIVER_HOST,
                isCause ? Severity.FAULT : Severity.WARNING,
                Certainty.PROVEN,
                sentence,
                List.of(Proof.between(
                        capture,
                        told.value().firstFrame(),
                        told.value().lastFrame(),
                        told.value().sinceNanos(),
                        told.value().lastReportNanos(),
                        told.value().reports(),
                        "reports of " + facts.name(direction.to()) + "; the last one has the sources")),
                isCause ? List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted") : List.of()));
    }

    /** What is lost where a switch may have read the sources is not the switch's fault; what came to the host stayed there. */
    private void clues(PairFacts pair, String sentence, List<Conclusion> conclusions) {
        Direction direction = pair.direction();
        if (!pair.isLost()) {
            conclusions.add(Clue.points(id(), direction, Place.RECEIVER_HOST, Certainty.PROVEN, sentence));
        } else if (pair.narrowestLoss().filter(AgedOutRule::concernsSwitch).isPresent()) {
            conclusions.add(Clue.clears(id(), direction, List.of(Place.SWITCH), sentence));
            conclusions.add(Clue.explains(id(), direction, sentence));
        }
    }

    private static String named(List<IpAddress> sources) {
        List<String> names = new ArrayList<>(
                sources.stream().limit(MOST_NAMED).map(IpAddress::toString).toList());
        if (sources.size() > MOST_NAMED) {
            names.add(Words.count(sources.size() - MOST_NAMED) + " more");
        }
        return Words.list(names);
    }
}
