package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Completeness;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Multicast passes and the token does not: rings form by multicast and fail at the commit token, or lose their token although everybody
 * hears everybody. A firewall that knows the group but not the port, or ARP.
 */
public final class UnicastLostRule implements Rule {

    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "unicast-lost";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Delivery delivery : facts.picture().unicast()) {
            lost(facts, delivery).ifPresent(loss -> {
                Direction direction = new Direction(delivery.from(), delivery.to());
                if (multicastPasses(facts, direction, loss)) {
                    conclusions.add(finding(facts, direction, loss));
                }
            });
        }
        return conclusions;
    }

    /** A filter may have left tokens out of the later capture altogether: then they are not there because nobody wrote them down. */
    private static boolean hasTokens(Facts facts, Segment segment) {
        return facts.picture().captures().get(segment.to().capture()).observation().flows().stream()
                .anyMatch(flow -> flow.key().kind() == Kind.UNICAST && flow.isTotem());
    }

    private static Optional<Segment> lost(Facts facts, Delivery delivery) {
        Optional<Segment> narrowest = Optional.empty();
        for (Segment segment : delivery.segments()) {
            if (segment.lost() >= FEWEST
                    && segment.endsAtReceiver()
                    && narrowest.isEmpty()
                    && hasTokens(facts, segment)
                    && !Completeness.isOfTheCapture(delivery, segment)) {
                narrowest = Optional.of(segment);
            }
        }
        return narrowest;
    }

    /** In the same seconds multicast of the same sender passed, and none of it was lost. */
    private static boolean multicastPasses(Facts facts, Direction direction, Segment loss) {
        Optional<PairFacts> pair = facts.pair(direction);
        if (pair.isEmpty() || pair.get().isLost()) {
            return false;
        }
        long from = loss.lostFrames().firstNanos();
        long to = loss.lostFrames().lastNanos();
        return pair.get().clean().stream()
                .anyMatch(clean -> clean.to().spot() == loss.to().spot() && clean.passedBetween(from, to) > 0);
    }

    private Finding finding(Facts facts, Direction direction, Segment loss) {
        Vantage from = facts.picture().captures().get(loss.from().capture());
        Vantage to = facts.picture().captures().get(loss.to().capture());
        String sentence = Words.count(loss.lost()) + " of " + Words.count(loss.sent(), "token") + " from "
                + facts.name(direction.from()) + " to " + facts.name(direction.to()) + " were lost between "
                + from.name()
                + " and " + to.name() + ", while its multicasts passed";
        Evidence evidence =
                Proof.frames(from, loss.lostFrames(), "tokens seen at " + from.name() + " and not at " + to.name());
        return new Finding(
                id(),
                Place.UNICAST,
                Severity.FAULT,
                Certainty.PROVEN,
                sentence,
                List.of(evidence),
                List.of("ring-does-not-form", "ring-interrupted"));
    }
}
