package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Period;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
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
import java.util.ArrayList;
import java.util.List;

/**
 * The sender's card counts errors of sending while frames that were captured on their way to it came to no other capture. What one other
 * capture has was sent; what a card fails to send is missing everywhere, and unicast is among it.
 */
public final class SenderNicErrorsRule implements Rule {

    private static final List<String> COUNTERS = List.of("tx_errors", "tx_carrier_errors", "tx_fifo_errors");
    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "sender-nic-errors";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsWithStates()) {
            List<PairFacts> lost = facts.pairs().stream()
                    .filter(pair -> pair.direction().from().equals(host)
                            && pair.losses().stream().anyMatch(SenderNicErrorsRule::isFromTheSender))
                    .toList();
            if (!lost.isEmpty()) {
                judge(facts, host, lost, conclusions);
            }
        }
        return conclusions;
    }

    private static boolean isFromTheSender(Segment segment) {
        return segment.from().spot() == Spot.SENDER;
    }

    private void judge(Facts facts, IpAddress host, List<PairFacts> lost, List<Conclusion> conclusions) {
        List<Segment> losses = new ArrayList<>();
        Direction direction = lost.get(0).direction();
        Segment most = lost.get(0).losses().get(0);
        for (PairFacts pair : lost) {
            for (Segment loss : pair.losses()) {
                if (isFromTheSender(loss)) {
                    losses.add(loss);
                    direction = loss.lost() > most.lost() ? pair.direction() : direction;
                    most = loss.lost() > most.lost() ? loss : most;
                }
            }
        }
        long count = CountersInTime.of(facts, host, time(losses))
                .ofInterface(COUNTERS)
                .orElse(0);
        if (count < FEWEST) {
            return;
        }
        long missing = most.lost() + most.repeatsLost();
        boolean accuses = count * 3 >= missing * 2
                && isOfTheCard(facts, host)
                && SharedLoss.of(facts, direction, most).fits(count, missing);
        String sentence = "the card of " + facts.name(host) + " counted " + Words.count(count, "error") + " of sending";
        if (accuses) {
            for (PairFacts pair : lost) {
                conclusions.add(Clue.points(id(), pair.direction(), Place.SENDER_NIC, Certainty.LIKELY, sentence));
            }
        }
        conclusions.add(new Finding(
                id(),
                Place.SENDER_NIC,
                accuses ? Severity.FAULT : Severity.WARNING,
                accuses ? Certainty.LIKELY : Certainty.POSSIBLE,
                sentence + " while " + Words.count(most.lost(), "multicast")
                        + " captured there came to no other capture",
                List.of(Evidence.of(sentence)),
                List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted")));
    }

    private static Period time(List<Segment> losses) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (Segment loss : losses) {
            from = Math.min(from, loss.lostFrames().firstNanos());
            to = Math.max(to, loss.lostFrames().lastNanos());
        }
        return new Period(from, to);
    }

    /** Whether nothing shows that a message was lost behind the card, or that one of the sender's messages passed it unharmed. */
    private static boolean isOfTheCard(Facts facts, IpAddress host) {
        return facts.pairs().stream()
                .filter(pair -> pair.direction().from().equals(host))
                .allMatch(pair -> pair.losses().stream().allMatch(SenderNicErrorsRule::isFromTheSender)
                        && pair.clean().stream().noneMatch(SenderNicErrorsRule::isFromTheSender));
    }
}
