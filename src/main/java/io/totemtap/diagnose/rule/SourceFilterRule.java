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

    /** A time in which the receiver wanted some sources, by the reference clock; without an end it goes on. */
    private record Wish(Placed<Membership> told, SourceFilter filter, long from, long until) {

        /** Reports are told to several captures, whose clocks differ a little. */
        boolean overlaps(Wish other) {
            return Math.min(until, other.until) - Math.max(from, other.from) > GUARD;
        }

        /** A direction that was troubled before the filter, or is troubled still after it, has another trouble. */
        boolean fits(Period trouble) {
            return trouble.fromNanos() >= from - GUARD && trouble.toNanos() <= until + GUARD;
        }
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            for (Endpoint group : facts.groupsOf(pair.direction().from())) {
                List<Wish> refusals = refusals(facts, pair.direction(), group.address());
                refusals.stream()
                        .filter(told -> pair.trouble().filter(told::fits).isPresent())
                        .findFirst()
                        .or(() -> refusals.stream().findFirst())
                        .ifPresent(told -> judge(facts, pair, told, conclusions));
            }
        }
        return conclusions;
    }

    /** The times in which the receiver refuses the sender, unless other reports of it want it in the same time. */
    private static List<Wish> refusals(Facts facts, Direction direction, IpAddress group) {
        List<Wish> refusals = new ArrayList<>();
        List<Wish> wanted = new ArrayList<>();
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            for (Membership one :
                    facts.picture().captures().get(i).observation().memberships()) {
                if (one.host().equals(direction.to()) && one.group().equals(group) && one.reports() > 0) {
                    for (Wish wish : wishes(facts, new Placed<>(i, one))) {
                        (wish.filter().refuses(direction.from()) ? refusals : wanted).add(wish);
                    }
                }
            }
        }
        return refusals.stream()
                .filter(refusal -> wanted.stream().noneMatch(refusal::overlaps))
                .toList();
    }

    /** What a host wanted, one after the other; all sources only for as long as reports say so. */
    private static List<Wish> wishes(Facts facts, Placed<Membership> told) {
        Membership one = told.value();
        List<Wish> wishes = new ArrayList<>();
        long from = reference(facts, told, one.sinceNanos());
        for (Membership.Earlier earlier : one.earlier()) {
            long until = reference(facts, told, earlier.untilNanos());
            wishes.add(new Wish(told, earlier.filter(), from, until));
            from = until;
        }
        long last = one.end() == End.LEFT
                ? reference(facts, told, one.endNanos())
                : one.filter().equals(SourceFilter.ALL)
                        ? reference(facts, told, one.lastReportNanos())
                        : Long.MAX_VALUE - GUARD;
        wishes.add(new Wish(told, one.filter(), from, last));
        return wishes;
    }

    private static long reference(Facts facts, Placed<Membership> told, long nanos) {
        return facts.picture().clocks().toReference(told.capture(), nanos);
    }

    private void judge(Facts facts, PairFacts pair, Wish refusal, List<Conclusion> conclusions) {
        Optional<Period> trouble = pair.trouble();
        boolean isCause = trouble.filter(refusal::fits).isPresent();
        if (!isCause && (trouble.isPresent() || pair.isHeard())) {
            return;
        }
        Direction direction = pair.direction();
        Placed<Membership> told = refusal.told();
        SourceFilter filter = refusal.filter();
        String sentence =
                facts.name(direction.to()) + " reports " + told.value().group()
                        + (filter.isInclude() ? " for " : " for all sources but ")
                        + named(filter.sources()) + (filter.isInclude() ? " only, and not for " : ", so not for ")
                        + facts.name(direction.from());
        if (isCause && isAtTheHost(pair)) {
            conclusions.add(Clue.explains(id(), direction, sentence));
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
                        "reports of " + facts.name(direction.to()) + ", some of which have the sources")),
                isCause ? List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted") : List.of()));
    }

    /** A switch that reads sources withholds them, else the host's kernel does; before the switch nobody knows what is refused. */
    private static boolean isAtTheHost(PairFacts pair) {
        return !pair.isLost()
                || pair.narrowestLoss().filter(AgedOutRule::concernsSwitch).isPresent();
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
