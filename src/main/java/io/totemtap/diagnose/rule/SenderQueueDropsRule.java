package io.totemtap.diagnose.rule;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.correlate.Period;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.Ring.Missing;
import java.util.ArrayList;
import java.util.List;

/**
 * The sender's interface counts packets that it dropped on their way out, about as many as its daemon gave out and its own capture does not
 * have. The counter is one for all that the host sends, so it has to fit in both directions.
 */
public final class SenderQueueDropsRule implements Rule {

    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "sender-queue-drops";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            Vantage capture = facts.picture().captures().get(i);
            if (capture.host().isPresent() && capture.role() == Role.NODE && !capture.isLossy()) {
                judge(facts, i, capture.host().get(), conclusions);
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, int capture, IpAddress host, List<Conclusion> conclusions) {
        long missing = 0;
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (Ring ring : facts.picture().captures().get(capture).observation().rings()) {
            for (Missing gap : ring.missing()) {
                if (gap.known() && gap.originator().equals(host) && gap.seen().count() > 0) {
                    missing += gap.count();
                    from = Math.min(
                            from,
                            facts.picture()
                                    .clocks()
                                    .toReference(capture, gap.seen().firstNanos()));
                    to = Math.max(
                            to,
                            facts.picture()
                                    .clocks()
                                    .toReference(capture, gap.seen().lastNanos()));
                }
            }
        }
        if (missing < FEWEST) {
            return;
        }
        long count = CountersInTime.of(facts, host, new Period(from, to))
                .ofInterface(List.of("tx_dropped"))
                .orElse(0);
        if (count * 3 < missing * 2 || count * 3 > missing * 4) {
            return;
        }
        conclude(facts, host, count, missing, conclusions);
    }

    private void conclude(Facts facts, IpAddress host, long count, long missing, List<Conclusion> conclusions) {
        String sentence = "the interface of " + facts.name(host) + " dropped " + Words.count(count, "packet")
                + " on their way out (tx_dropped)";
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            if (direction.from().equals(host) && pair.isTroubled() && facts.shareGroup(host, direction.to())) {
                conclusions.add(Clue.points(id(), direction, Place.SENDER, Certainty.LIKELY, sentence));
            }
        }
        conclusions.add(new Finding(
                id(),
                Place.SENDER,
                Severity.FAULT,
                Certainty.LIKELY,
                sentence + ", and " + Words.count(missing, "message")
                        + " of its daemon did not come to the capture there",
                List.of(Evidence.of(sentence)),
                List.of("daemon-does-not-hear", "ring-interrupted")));
    }
}
