package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Segment;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Meanwhile;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * A receiver gets the group from one sender and nothing of another, whose messages reach somebody else meanwhile. A switch forwards by
 * group, so that the receiver's own port has it. What differs is the way to there: a trunk that is not in another switch's table, one
 * member of an aggregated link, an access list. Which of them cannot be seen.
 */
public final class OneSenderLostRule implements Rule {

    @Override
    public String id() {
        return "one-sender-lost";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            pair.narrowestLoss().ifPresent(loss -> Meanwhile.heardInstead(facts, pair)
                    .map(heard -> finding(facts, pair, loss, facts.name(heard)))
                    .ifPresent(conclusions::add));
        }
        return conclusions;
    }

    private Finding finding(Facts facts, PairFacts pair, Segment loss, String heard) {
        String sender = facts.name(pair.direction().from());
        String receiver = facts.name(pair.direction().to());
        return new Finding(
                id(),
                Place.SWITCH,
                Severity.WARNING,
                Certainty.LIKELY,
                receiver + " gets the group from " + heard + " and not from " + sender
                        + ", whose messages reach others: the port of " + receiver
                        + " is in the table, the way from " + sender + " to there is another matter",
                List.of(Proof.frames(
                        facts.picture().captures().get(loss.from().capture()),
                        loss.lostFrames(),
                        Words.count(loss.lost(), "message") + " of " + sender + " that did not come to " + receiver)),
                List.of());
    }
}
