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
import io.totemtap.net.Ipv4Address;
import io.totemtap.track.igmp.Querier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        for (PairFacts pair : facts.pairs()) {
            pair.narrowestLoss()
                    .filter(loss -> loss.pattern().isWhole() && loss.endsAtReceiver())
                    .ifPresent(loss -> judge(facts, pair, loss, conclusions));
        }
        return conclusions;
    }

    private void judge(Facts facts, PairFacts pair, Segment loss, List<Conclusion> conclusions) {
        int from = loss.from().capture();
        int to = loss.to().capture();
        List<Querier> here = queriers(facts, from);
        List<Querier> there = queriers(facts, to);
        boolean apart = !here.isEmpty()
                && !there.isEmpty()
                && here.stream().allMatch(one -> isHeardAlone(facts, from, one, to, there))
                && there.stream().allMatch(one -> isHeardAlone(facts, to, one, from, here));
        if (!apart || RouterBetween.of(facts, pair.direction()).isPresent()) {
            return;
        }
        Optional<Evidence> passes = NotAcrossSwitchesRule.otherTraffic(facts, pair.direction());
        if (passes.isPresent()) {
            conclude(facts, pair, loss, here.get(0), there.get(0), passes.get(), conclusions);
        }
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

    private void conclude(
            Facts facts,
            PairFacts pair,
            Segment loss,
            Querier here,
            Querier there,
            Evidence passes,
            List<Conclusion> conclusions) {
        Vantage from = facts.picture().captures().get(loss.from().capture());
        Vantage to = facts.picture().captures().get(loss.to().capture());
        String sentence = from.name() + " hears the queries of " + here.address() + " and " + to.name() + " those of "
                + there.address() + ", neither hears the other's";
        conclusions.add(Clue.points(id(), pair.direction(), Place.SWITCH, Certainty.LIKELY, sentence));
        conclusions.add(new Finding(
                id(),
                Place.SWITCH,
                Severity.FAULT,
                Certainty.LIKELY,
                sentence + ": something between them keeps IGMP for itself, and the group is not passed on",
                List.of(
                        queries(from, here),
                        queries(to, there),
                        Proof.frames(
                                from,
                                loss.lostFrames(),
                                "messages of " + facts.name(pair.direction().from()) + " that did not come to "
                                        + facts.name(pair.direction().to())),
                        passes),
                List.of(
                        Finding.LOSS_BETWEEN_CAPTURES,
                        "daemon-does-not-hear",
                        "merge-detects-missing",
                        "ring-interrupted",
                        "ring-does-not-form",
                        "revived-by-report")));
    }

    private static Evidence queries(Vantage capture, Querier querier) {
        return Proof.between(
                capture,
                querier.firstFrame(),
                querier.lastFrame(),
                querier.firstNanos(),
                querier.lastNanos(),
                querier.generalQueries(),
                "queries of " + querier.address());
    }
}
