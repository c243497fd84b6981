package io.totemtap.diagnose.rule;

import io.totemtap.correlate.LossPattern;
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
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.igmp.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Multicast stops for several receivers, for each at a moment of its own and for all of them the same time after their last report, with
 * no query since: the switch's own membership interval, however long it is. What cuts off everybody at once, or one host alone, does not
 * look like this.
 */
public final class AgedOutAlikeRule implements Rule {

    /** How far timers of a switch and the clocks of two captures may be apart; moments closer than this are one. */
    private static final long GUARD = EpochNanos.SECOND / 2;

    /** Shorter than any membership interval. */
    private static final long SHORTEST = 5 * EpochNanos.SECOND;

    @Override
    public String id() {
        return AgedOutRule.ID;
    }

    /** All that was lost to one receiver, and the report before; times by the reference clock. */
    private record CutOff(
            IpAddress receiver,
            List<PairFacts> pairs,
            int capture,
            Membership membership,
            long reported,
            long lastPassed,
            long firstLost) {

        long atLeast() {
            return lastPassed - reported;
        }

        long atMost() {
            return firstLost - reported;
        }
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        Map<IpAddress, List<PairFacts>> lost = new TreeMap<>();
        for (PairFacts pair : facts.pairs()) {
            if (pair.isLost()) {
                lost.computeIfAbsent(pair.direction().to(), any -> new ArrayList<>())
                        .add(pair);
            }
        }
        List<CutOff> all = new ArrayList<>();
        lost.forEach((receiver, pairs) -> cutOff(facts, receiver, pairs).ifPresent(all::add));
        List<Conclusion> conclusions = new ArrayList<>();
        if (all.size() == lost.size() && areAlike(all)) {
            for (CutOff one : all) {
                for (PairFacts pair : one.pairs()) {
                    conclusions.add(Clue.points(
                            id(),
                            pair.direction(),
                            Place.SWITCH,
                            Certainty.LIKELY,
                            "it forgot each receiver the same time after its last report"));
                    conclusions.add(finding(facts, pair, one, all));
                }
            }
        }
        return conclusions;
    }

    /** The moment after which nothing of any sender came to a receiver; absent if there was none, or it is no age-out. */
    private static Optional<CutOff> cutOff(Facts facts, IpAddress receiver, List<PairFacts> pairs) {
        long lastPassed = Long.MIN_VALUE;
        long firstLost = Long.MAX_VALUE;
        for (PairFacts pair : pairs) {
            Segment loss = pair.narrowestLoss().orElseThrow();
            if (loss.pattern() != LossPattern.FROM_A_MOMENT || !AgedOutRule.concernsSwitch(loss)) {
                return Optional.empty();
            }
            lastPassed = Math.max(lastPassed, loss.lastPassedNanos());
            firstLost = Math.min(firstLost, loss.lostFrames().firstNanos());
        }
        if (lastPassed > firstLost + GUARD) {
            return Optional.empty();
        }
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            Vantage capture = facts.picture().captures().get(i);
            if (capture.isOn(receiver) || capture.faces(receiver)) {
                for (Membership membership : capture.observation().memberships()) {
                    long reported = facts.picture().clocks().toReference(i, membership.lastReportNanos());
                    if (AgedOutRule.isOfReceiver(pairs.get(0), membership)
                            && firstLost - reported >= SHORTEST
                            && !AgedOutRule.isAsked(facts, i, reported, firstLost)) {
                        return Optional.of(new CutOff(receiver, pairs, i, membership, reported, lastPassed, firstLost));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether one interval fits all, and moments differ, so that the reports and nothing else can be what they have in common. */
    private static boolean areAlike(List<CutOff> all) {
        long atLeast = all.stream().mapToLong(CutOff::atLeast).max().orElse(0);
        long atMost = all.stream().mapToLong(CutOff::atMost).min().orElse(0);
        long latest = all.stream().mapToLong(CutOff::lastPassed).max().orElse(0);
        long earliest = all.stream().mapToLong(CutOff::firstLost).min().orElse(0);
        return all.size() > 1 && atLeast <= atMost + GUARD && latest > earliest + GUARD;
    }

    private static Finding finding(Facts facts, PairFacts pair, CutOff own, List<CutOff> all) {
        List<Evidence> more = new ArrayList<>();
        for (CutOff other : all) {
            if (!other.receiver().equals(own.receiver())) {
                more.add(Evidence.of(facts.name(other.receiver()) + " was cut off at another moment, "
                        + Words.duration(other.atMost()) + " after its own last report"));
            }
        }
        return AgedOutRule.finding(
                facts,
                own.capture(),
                pair,
                own.membership(),
                pair.narrowestLoss().orElseThrow(),
                more);
    }
}
