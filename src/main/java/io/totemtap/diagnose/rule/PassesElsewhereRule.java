package io.totemtap.diagnose.rule;

import io.totemtap.correlate.LossPattern;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Three hosts tell more than two. What one receiver loses and another one gets in the same seconds has left the sender's network card;
 * and a card that filters an address filters it from every sender, so that another sender's messages to the same group clear it.
 */
public final class PassesElsewhereRule implements Rule {

    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "passes-elsewhere";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            for (Segment loss : pair.losses()) {
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
        long passed = sameSender || sameReceiver ? passedMeanwhile(other, loss) : 0;
        if (passed < FEWEST) {
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
        boolean whole = loss.pattern() == LossPattern.TOTAL || loss.pattern() == LossPattern.FROM_A_MOMENT;
        if (sameReceiver && whole && loss.to().spot() == Spot.RECEIVER && sharesGroup(pair, other)) {
            conclusions.add(Clue.clears(
                    id(),
                    pair.direction(),
                    List.of(Place.RECEIVER_NIC),
                    Words.count(passed, "message") + " of "
                            + facts.name(other.direction().from()) + " to the same group arrived in the same time"));
        }
    }

    private static boolean sharesGroup(PairFacts one, PairFacts other) {
        return one.deliveries().stream().anyMatch(mine -> other.deliveries().stream()
                .anyMatch(theirs -> theirs.group().address().equals(mine.group().address())));
    }

    /** Messages of another direction that passed to the receiver's side inside the time of a loss, where none were lost. */
    private static long passedMeanwhile(PairFacts other, Segment loss) {
        if (other.isLost()) {
            return 0;
        }
        long most = 0;
        for (Segment clean : other.clean()) {
            boolean arrives = clean.to().spot() == Spot.RECEIVER || clean.to().spot() == Spot.RECEIVER_PORT;
            if (arrives) {
                most = Math.max(
                        most,
                        clean.passedBetween(
                                loss.lostFrames().firstNanos(),
                                loss.lostFrames().lastNanos()));
            }
        }
        return most;
    }
}
