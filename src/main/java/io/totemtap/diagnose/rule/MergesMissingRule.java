package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Elimination;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.track.FrameSample;
import io.totemtap.track.totem.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * An idle ring does not notice that multicast is lost: its token goes on, and nothing is missed until the next message. But the
 * representative multicasts a merge-detect about once a rotation. Tokens without them, seen on a member, mean that its multicast no
 * longer arrives there.
 */
public final class MergesMissingRule implements Rule {

    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "merge-detects-missing";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            pair.missingMerges().ifPresent(found -> judge(facts, pair, found, conclusions));
        }
        for (Vantage capture : facts.picture().captures()) {
            if (capture.host().isEmpty()) {
                for (Node node : capture.observation().nodes()) {
                    if (node.mergesMissing().count() >= FEWEST
                            && node.multicasts().count() > 0) {
                        conclusions.add(somewhere(facts, capture, node));
                    }
                }
            }
        }
        return conclusions;
    }

    /** Where the capture was taken is not known: at either end of the way, or between. */
    private Finding somewhere(Facts facts, Vantage capture, Node node) {
        String sender = facts.name(node.host());
        FrameSample tokens = node.mergesMissing();
        return new Finding(
                id(),
                Place.UNDECIDED,
                Elimination.SUSPECTS,
                Severity.FAULT,
                Certainty.LIKELY,
                "no merge-detect of " + sender + " came to the capture " + capture.name() + " from "
                        + facts.clock(tokens.firstNanos()) + " to " + facts.clock(tokens.lastNanos()) + ", while "
                        + Words.count(tokens.count(), "token") + " did: its multicast no longer comes there",
                List.of(Proof.frames(capture, tokens, "tokens of " + sender + " without a merge-detect beside them")),
                List.of());
    }

    private void judge(Facts facts, PairFacts pair, Placed<FrameSample> found, List<Conclusion> conclusions) {
        Vantage capture = facts.picture().captures().get(found.capture());
        String sender = facts.name(pair.direction().from());
        String receiver = facts.name(pair.direction().to());
        FrameSample tokens = found.value();
        String sentence = "no merge-detect of " + sender + " came to " + receiver + " from "
                + facts.clock(tokens.firstNanos()) + " to " + facts.clock(tokens.lastNanos()) + ", while "
                + Words.count(tokens.count(), "token") + " did";
        conclusions.add(Clue.clears(
                id(), pair.direction(), List.of(Place.RECEIVER_HOST, Place.CLUSTER, Place.UNICAST), sentence));
        conclusions.add(new Finding(
                id(),
                Place.UNDECIDED,
                List.of(Place.SENDER, Place.SENDER_NIC, Place.SWITCH, Place.RECEIVER_NIC),
                Severity.FAULT,
                Certainty.LIKELY,
                sentence + ": its multicast no longer arrives",
                List.of(Proof.frames(capture, tokens, "tokens of " + sender + " without a merge-detect beside them")),
                List.of()));
    }
}
