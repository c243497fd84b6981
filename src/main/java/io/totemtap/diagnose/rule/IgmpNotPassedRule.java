package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.track.igmp.Querier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two hosts in one subnet hear queries of different queriers, each of its own and never of the other's. Queries go to every port of a
 * VLAN, so something between them takes IGMP for itself: a snooping proxy, multicast VLAN registration, a filter. It does not tell one
 * side what the other wants, and the group is not passed on.
 */
public final class IgmpNotPassedRule implements Rule {

    private static final int FEWEST_QUERIES = 2;

    @Override
    public String id() {
        return "igmp-not-passed";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        Set<Set<IpAddress>> told = new HashSet<>();
        for (PairFacts pair : facts.pairs()) {
            Optional<Segment> whole = pair.wholeLoss();
            if (whole.isPresent() && isApart(facts, pair, whole.get())) {
                Set<IpAddress> both =
                        Set.of(pair.direction().from(), pair.direction().to());
                conclude(facts, pair, whole.get(), told.add(both), conclusions);
            }
        }
        return conclusions;
    }

    private static boolean isApart(Facts facts, PairFacts pair, Segment loss) {
        int from = loss.from().capture();
        int to = loss.to().capture();
        List<Querier> here = queriers(facts, from);
        List<Querier> there = queriers(facts, to);
        boolean apart = !here.isEmpty()
                && !there.isEmpty()
                && here.stream().allMatch(one -> isHeardAlone(facts, from, one, to, there))
                && there.stream().allMatch(one -> isHeardAlone(facts, to, one, from, here));
        return apart
                && RouterBetween.of(facts, pair.direction()).isEmpty()
                && NotAcrossSwitchesRule.otherTraffic(facts, pair.direction()).isPresent();
    }

    private static List<Querier> queriers(Facts facts, int capture) {
        return facts.picture().captures().get(capture).observation().queriers().stream()
                .filter(querier -> querier.address() instanceof Ipv4Address && querier.generalQueries() > 0)
                .toList();
    }

    /** Whether a querier with an address of its own asked again and again while others asked elsewhere, and was not heard there. */
    private static boolean isHeardAlone(Facts facts, int capture, Querier one, int elsewhere, List<Querier> others) {
        boolean named = !one.address().isUnspecified() && one.generalQueries() >= FEWEST_QUERIES;
        return named
                && others.stream()
                        .allMatch(other -> !other.address().equals(one.address())
                                && overlap(facts, capture, one, elsewhere, other));
    }

    private static boolean overlap(Facts facts, int capture, Querier one, int elsewhere, Querier other) {
        return facts.picture().clocks().toReference(capture, one.firstNanos())
                        < facts.picture().clocks().toReference(elsewhere, other.lastNanos())
                && facts.picture().clocks().toReference(elsewhere, other.firstNanos())
                        < facts.picture().clocks().toReference(capture, one.lastNanos());
    }

    /** One finding for both directions. */
    private void conclude(Facts facts, PairFacts pair, Segment loss, boolean isFirst, List<Conclusion> conclusions) {
        Querier here = queriers(facts, loss.from().capture()).get(0);
        Querier there = queriers(facts, loss.to().capture()).get(0);
        Vantage from = facts.picture().captures().get(loss.from().capture());
        Vantage to = facts.picture().captures().get(loss.to().capture());
        String sentence = from.name() + " hears the queries of " + here.address() + " and " + to.name() + " those of "
                + there.address() + ", neither hears the other's";
        conclusions.add(Clue.points(id(), pair.direction(), Place.SWITCH, Certainty.LIKELY, sentence));
        if (!isFirst) {
            return;
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(QueriersRule.evidence(facts, from, here));
        evidence.add(QueriersRule.evidence(facts, to, there));
        evidence.add(Proof.frames(
                from,
                loss.lostFrames(),
                "messages of " + facts.name(pair.direction().from()) + " that did not come to "
                        + facts.name(pair.direction().to())));
        NotAcrossSwitchesRule.otherTraffic(facts, pair.direction()).ifPresent(evidence::add);
        conclusions.add(new Finding(
                id(),
                Place.SWITCH,
                Severity.FAULT,
                Certainty.LIKELY,
                sentence + ": something between them keeps IGMP for itself, and the group is not passed on",
                evidence,
                List.of(
                        Finding.LOSS_BETWEEN_CAPTURES,
                        "switch-ignores-reports",
                        "daemon-does-not-hear",
                        "merge-detects-missing",
                        "ring-interrupted",
                        "ring-does-not-form",
                        "revived-by-report")));
    }
}
