package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.LossPattern;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Completeness;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A part of the multicast is lost on a stretch, and tokens to the same host are lost there in like measure. Whatever loses both does not
 * know groups: a queue that is full, a damaged cable, a ring that is too small.
 */
public final class UnicastLostTooRule implements Rule {

    private static final long FEWEST = 3;

    /** Unicast suffers in like measure if it loses a third of what multicast loses, in proportion. */
    private static final double LIKE = 3;

    /** Shapes in which a part is lost, here and there. */
    private static final Set<LossPattern> IN_PART =
            EnumSet.of(LossPattern.RANDOM, LossPattern.BURSTS, LossPattern.RATE_LIMITED);

    /** Frames that were sent, and those of them that were lost, repeats counted. */
    private record Tally(long sent, long lost) {

        static Tally of(Segment segment) {
            return new Tally(segment.sent() + segment.repeats(), segment.lost() + segment.repeatsLost());
        }

        Tally and(Tally other) {
            return new Tally(sent + other.sent, lost + other.lost);
        }

        double share() {
            return (double) lost / Math.max(1, sent);
        }
    }

    @Override
    public String id() {
        return "unicast-lost-too";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            pair.narrowestLoss()
                    .filter(loss -> loss.isAligned() && IN_PART.contains(loss.pattern()))
                    .flatMap(loss -> judge(facts, pair, loss))
                    .ifPresent(conclusions::add);
        }
        return conclusions;
    }

    private Optional<Finding> judge(Facts facts, PairFacts pair, Segment loss) {
        Tally multicast = Tally.of(loss);
        Tally tokens = new Tally(0, 0);
        List<Evidence> evidence = new ArrayList<>();
        for (Delivery delivery : facts.picture().unicast()) {
            if (delivery.to().equals(pair.direction().to())) {
                for (Segment segment : delivery.segments()) {
                    if (isSameStretch(segment, loss) && !Completeness.isOfTheCapture(delivery, segment)) {
                        tokens = tokens.and(Tally.of(segment));
                        lost(facts, delivery, segment).ifPresent(evidence::add);
                    }
                }
            }
        }
        boolean alike = tokens.lost() >= FEWEST && tokens.share() * LIKE >= multicast.share();
        return alike && !evidence.isEmpty()
                ? Optional.of(finding(facts, pair, loss, multicast, tokens, evidence))
                : Optional.empty();
    }

    /** Between the same captures; or, from another sender, between places of the same kind and to the same capture. */
    private static boolean isSameStretch(Segment unicast, Segment loss) {
        boolean ends = unicast.isAligned()
                && unicast.to().capture() == loss.to().capture()
                && unicast.from().spot() == loss.from().spot();
        return ends
                && (unicast.from().capture() == loss.from().capture()
                        || unicast.from().spot() == Spot.SENDER_PORT
                        || unicast.from().spot() == Spot.SENDER);
    }

    private static Optional<Evidence> lost(Facts facts, Delivery delivery, Segment segment) {
        if (segment.lost() == 0) {
            return Optional.empty();
        }
        Vantage from = facts.picture().captures().get(segment.from().capture());
        return Optional.of(Proof.frames(
                from,
                segment.lostFrames(),
                "tokens from " + facts.name(delivery.from()) + " to " + facts.name(delivery.to())
                        + " that never came to "
                        + facts.picture().captures().get(segment.to().capture()).name()));
    }

    private Finding finding(
            Facts facts, PairFacts pair, Segment loss, Tally multicast, Tally tokens, List<Evidence> evidence) {
        String receiver = facts.name(pair.direction().to());
        List<Evidence> all = new ArrayList<>();
        all.add(Proof.frames(
                facts.picture().captures().get(loss.from().capture()),
                loss.lostFrames(),
                "multicasts of " + facts.name(pair.direction().from()) + " that were lost"));
        all.addAll(evidence);
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                Certainty.LIKELY,
                "not only multicast is lost on the way to " + receiver + ": of " + Words.count(tokens.sent(), "token")
                        + " to it " + Words.percent(tokens.share()) + " never came, of the multicasts of "
                        + facts.name(pair.direction().from()) + " " + Words.percent(multicast.share())
                        + ": what loses both knows no groups, as a full queue or a damaged cable",
                all,
                List.of());
    }
}
