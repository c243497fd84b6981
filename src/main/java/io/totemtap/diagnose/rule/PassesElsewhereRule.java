package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Meanwhile;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Three hosts tell more than two. What one receiver loses and another one gets in the same seconds has left the sender's network card;
 * and a card that filters an address filters it from every sender, so that another sender's messages to the same group clear it.
 */
public final class PassesElsewhereRule implements Rule {

    @Override
    public String id() {
        return "passes-elsewhere";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            for (Segment loss : pair.losses()) {
                arrivesOfOthers(facts, pair, loss, conclusions);
                for (PairFacts other : facts.pairs()) {
                    compare(facts, pair, loss, other, conclusions);
                }
            }
        }
        return conclusions;
    }

    private void compare(Facts facts, PairFacts pair, Segment loss, PairFacts other, List<Conclusion> conclusions) {
        IpAddress from = pair.direction().from();
        IpAddress to = pair.direction().to();
        boolean sameSender =
                other.direction().from().equals(from) && !other.direction().to().equals(to);
        boolean sameReceiver =
                other.direction().to().equals(to) && !other.direction().from().equals(from);
        long passed = sameSender || sameReceiver ? Meanwhile.passed(other, loss) : 0;
        if (passed < Meanwhile.FEWEST) {
            return;
        }
        if (sameSender && loss.from().spot() == Spot.SENDER) {
            conclusions.add(Clue.clears(
                    id(),
                    pair.direction(),
                    List.of(Place.SENDER_NIC),
                    Words.count(passed, "message") + " reached "
                            + facts.name(other.direction().to()) + " in the same time"));
        }
        if (sameReceiver
                && loss.pattern().isWhole()
                && loss.to().spot() == Spot.RECEIVER
                && Meanwhile.sharesGroup(pair, other)) {
            conclusions.add(Clue.clears(
                    id(),
                    pair.direction(),
                    List.of(Place.RECEIVER_NIC),
                    Words.count(passed, "message") + " of "
                            + facts.name(other.direction().from()) + " to the same group arrived in the same time"));
        }
    }

    /** Also without a capture on that other sender: what its own tap has came through the receiver's card. */
    private void arrivesOfOthers(Facts facts, PairFacts pair, Segment loss, List<Conclusion> conclusions) {
        int index = loss.to().capture();
        Vantage capture = facts.picture().captures().get(index);
        if (!loss.pattern().isWhole()
                || loss.to().spot() != Spot.RECEIVER
                || !capture.isOn(pair.direction().to())) {
            return;
        }
        for (Flow flow : capture.observation().flows()) {
            IpAddress source = flow.key().source();
            boolean another = !source.equals(pair.direction().from())
                    && !source.equals(pair.direction().to());
            boolean toGroup = flow.key().kind() == Kind.GROUP
                    && pair.deliveries().stream()
                            .anyMatch(one ->
                                    one.group().address().equals(flow.key().destination()));
            long arrived = another && toGroup && flow.isTotem() ? within(facts, index, flow, loss) : 0;
            if (arrived >= Meanwhile.FEWEST) {
                conclusions.add(Clue.clears(
                        id(),
                        pair.direction(),
                        List.of(Place.RECEIVER_NIC),
                        Words.count(arrived, "packet") + " of " + facts.name(source) + " to the same group came to "
                                + capture.name() + " in the same time"));
                return;
            }
        }
    }

    /** Packets of a flow that surely came between the first message lost and the last. */
    private static long within(Facts facts, int capture, Flow flow, Segment loss) {
        long width = flow.overTime().widthNanos();
        long first = loss.lostFrames().firstNanos();
        long last = loss.lostFrames().lastNanos();
        LongAdder sum = new LongAdder();
        flow.overTime().forEach((begin, count) -> {
            long at = facts.picture().clocks().toReference(capture, begin);
            if (at >= first && at + width <= last) {
                sum.add(count);
            }
        });
        return sum.sum();
    }
}
