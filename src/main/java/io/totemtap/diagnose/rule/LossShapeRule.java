package io.totemtap.diagnose.rule;

import io.totemtap.correlate.LossPattern;
import io.totemtap.correlate.Segment;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a loss hints at its cause: only what is above some rate (storm control, a policer), or only what is long (MTU,
 * fragments).
 */
public final class LossShapeRule implements Rule {

    private static final String LARGE = "large-messages-lost";

    @Override
    public String id() {
        return "rate-limited-loss";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            pair.narrowestLoss().ifPresent(loss -> {
                if (loss.pattern() == LossPattern.RATE_LIMITED) {
                    conclusions.add(rate(facts, pair, loss));
                } else if (loss.pattern() == LossPattern.LARGE_ONLY) {
                    conclusions.add(size(facts, pair, loss));
                }
            });
        }
        return conclusions;
    }

    private static String between(Facts facts, PairFacts pair, Segment loss) {
        return facts.name(pair.direction().from()) + " to "
                + facts.name(pair.direction().to()) + " between "
                + facts.picture().captures().get(loss.from().capture()).name() + " and "
                + facts.picture().captures().get(loss.to().capture()).name();
    }

    private Finding rate(Facts facts, PairFacts pair, Segment loss) {
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                Certainty.LIKELY,
                "what is lost from " + between(facts, pair, loss)
                        + " is what exceeds one and the same rate: quiet seconds lose nothing",
                List.of(Proof.frames(
                        facts.picture().captures().get(loss.from().capture()),
                        loss.lostFrames(),
                        Words.count(loss.lost(), "message") + " lost in the busy seconds")),
                List.of());
    }

    private static Finding size(Facts facts, PairFacts pair, Segment loss) {
        return new Finding(
                LARGE,
                Place.NONE,
                Severity.WARNING,
                Certainty.LIKELY,
                "only long messages are lost from " + between(facts, pair, loss) + ": the shortest lost has "
                        + Words.count(loss.shortestLost()) + " bytes, the longest that passed "
                        + Words.count(loss.longestPassed()),
                List.of(Proof.frames(
                        facts.picture().captures().get(loss.from().capture()),
                        loss.lostFrames(),
                        "long messages that were lost")),
                List.of());
    }
}
