package io.totemtap.diagnose.rule;

import io.totemtap.correlate.LossPattern;
import io.totemtap.correlate.Period;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Weighs what a receiver's card counts as lost against what is missing at the tap behind it. Such a loss takes a part of everything that
 * comes to the card: never all of it, and not the multicasts of one sender alone. Where it does the latter, the counters tell of something
 * else that goes on at the same time, and accuse nobody.
 *
 * @param id the finding
 * @param what what the card counts, such as "without a buffer to put them in"
 * @param counter how many frames it counted; absent if it has no such counter
 */
record LostAtCard(String id, String what, Function<CountersInTime, OptionalLong> counter) {

    private static final long FEWEST = 3;

    /** Shapes of what no overrun and no damage makes: those take packets of any length, now and then. */
    private static final Set<LossPattern> OTHERS =
            EnumSet.of(LossPattern.TOTAL, LossPattern.FROM_A_MOMENT, LossPattern.LARGE_ONLY);

    /** What one direction lost before the tap of its receiver. */
    private record Loss(PairFacts pair, Segment segment) {

        long missing() {
            return segment.lost() + segment.repeatsLost();
        }

        boolean passedTheSwitch() {
            return segment.from().spot() == Spot.RECEIVER_PORT;
        }
    }

    /** A finding for each host whose counters rose while messages to it were lost, and a clue for each direction that it accounts for. */
    List<Conclusion> conclusions(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsWithStates()) {
            List<Loss> losses = facts.pairs().stream()
                    .filter(pair -> pair.direction().to().equals(host))
                    .flatMap(pair -> loss(pair).stream())
                    .toList();
            if (!losses.isEmpty()) {
                judge(facts, host, losses, conclusions);
            }
        }
        return conclusions;
    }

    /** Nothing if some of it was lost before, or if its shape is of another making. */
    private static Optional<Loss> loss(PairFacts pair) {
        boolean allAtTheEnd = pair.losses().stream().allMatch(loss -> loss.to().spot() == Spot.RECEIVER);
        boolean passedTheCard = pair.clean().stream().anyMatch(LostAtCard::isOfTheCard);
        return pair.narrowestLoss()
                .filter(loss -> allAtTheEnd && !passedTheCard)
                .filter(loss -> loss.isAligned() && loss.lost() < loss.sent() && !OTHERS.contains(loss.pattern()))
                .map(loss -> new Loss(pair, loss));
    }

    private static boolean isOfTheCard(Segment segment) {
        return segment.from().spot() == Spot.RECEIVER_PORT && segment.to().spot() == Spot.RECEIVER;
    }

    private void judge(Facts facts, IpAddress host, List<Loss> losses, List<Conclusion> conclusions) {
        OptionalLong counted = counter.apply(CountersInTime.of(facts, host, time(losses)));
        long count = counted.orElse(0);
        if (count < FEWEST) {
            return;
        }
        long missing = losses.stream().mapToLong(Loss::missing).sum();
        boolean accounts = count * 3 >= missing * 2;
        boolean passedTheSwitch = losses.stream().allMatch(Loss::passedTheSwitch);
        boolean accuses = accounts
                && (passedTheSwitch
                        || losses.stream().allMatch(loss -> SharedLoss.at(
                                        facts, loss.pair().direction(), loss.segment())
                                .fits(count, missing)));
        Certainty certainty = certainty(accuses, passedTheSwitch && count >= missing);
        String sentence = "the card of " + facts.name(host) + " counted " + Words.count(count, "frame") + " " + what;
        if (accuses) {
            for (Loss loss : losses) {
                conclusions.add(Clue.points(id, loss.pair().direction(), Place.RECEIVER_NIC, certainty, sentence));
            }
        }
        conclusions.add(new Finding(
                id,
                Place.RECEIVER_NIC,
                accuses ? Severity.FAULT : Severity.WARNING,
                certainty,
                sentence + " while " + Words.count(missing, "multicast") + " did not come to the capture behind it",
                List.of(Evidence.of(sentence)),
                List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted")));
    }

    private static Certainty certainty(boolean accuses, boolean isWhole) {
        if (!accuses) {
            return Certainty.POSSIBLE;
        }
        return isWhole ? Certainty.PROVEN : Certainty.LIKELY;
    }

    private static Period time(List<Loss> losses) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (Loss loss : losses) {
            from = Math.min(from, loss.segment().lostFrames().firstNanos());
            to = Math.max(to, loss.segment().lostFrames().lastNanos());
        }
        return new Period(from, to);
    }
}
