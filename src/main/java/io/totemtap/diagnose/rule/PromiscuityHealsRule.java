package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Period;
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
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import java.util.ArrayList;
import java.util.List;

/**
 * A group's messages reach a host only while a second, promiscuous capture runs on it: promiscuity switches the card's address filter
 * off, so the filter is what drops them. Two captures on one interface are the experiment that proves it.
 */
public final class PromiscuityHealsRule implements Rule {

    private static final long EDGE = 2 * EpochNanos.SECOND;
    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "nic-filter";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            for (Segment loss : pair.losses()) {
                Vantage first = facts.picture().captures().get(loss.to().capture());
                for (int i = 0; i < facts.picture().captures().size(); i++) {
                    Vantage second = facts.picture().captures().get(i);
                    boolean sameHost = i != loss.to().capture()
                            && first.isOn(pair.direction().to())
                            && second.isOn(pair.direction().to());
                    if (sameHost
                            && second.promiscuous().orElse(true)
                            && !first.promiscuous().orElse(false)) {
                        judge(facts, pair, loss, i, conclusions);
                    }
                }
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, PairFacts pair, Segment loss, int second, List<Conclusion> conclusions) {
        Vantage capture = facts.picture().captures().get(second);
        Period running = new Period(
                facts.picture()
                        .clocks()
                        .toReference(second, capture.observation().firstNanos()),
                facts.picture()
                        .clocks()
                        .toReference(second, capture.observation().lastNanos()));
        long passedInside = loss.passedBetween(running.fromNanos(), running.toNanos());
        long lostInside = loss.lostOverTime().between(running.fromNanos() + EDGE, running.toNanos() - EDGE);
        long lostOutside = loss.lost() - loss.lostOverTime().between(running.fromNanos(), running.toNanos());
        long passedOutside = loss.passed() - loss.passedBetween(running.fromNanos() - EDGE, running.toNanos() + EDGE);
        if (passedInside < FEWEST || lostInside > 0 || lostOutside < FEWEST || passedOutside > 0) {
            return;
        }
        Vantage first = facts.picture().captures().get(loss.to().capture());
        boolean known = first.promiscuous().isPresent() && capture.promiscuous().isPresent();
        String receiver = facts.name(pair.direction().to());
        String sentence = "messages of " + facts.name(pair.direction().from()) + " reach " + receiver
                + " only while the capture " + capture.name() + " runs" + (known ? ", which is promiscuous" : "");
        Certainty certainty = known ? Certainty.PROVEN : Certainty.LIKELY;
        conclusions.add(Clue.points(id(), pair.direction(), Place.RECEIVER_NIC, certainty, sentence));
        conclusions.add(new Finding(
                id(),
                Place.RECEIVER_NIC,
                Severity.FAULT,
                certainty,
                sentence + ": " + Words.count(passedInside) + " then, and none of " + Words.count(lostOutside)
                        + " before and after. The card's address filter drops the group",
                List.of(Evidence.of("seen at " + first.name() + ": " + Words.count(passedInside, "message") + " while "
                        + capture.name() + " ran from " + facts.clock(running.fromNanos()) + " to "
                        + facts.clock(running.toNanos()) + ", none outside")),
                List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted")));
    }
}
