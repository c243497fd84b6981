package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.diagnose.Certainty;
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
import io.totemtap.net.IpAddress;
import io.totemtap.track.totem.Ring.Missed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some member of a ring does not get messages, and nobody here can tell which member, or whose messages: a capture on one node sees the
 * token only where it comes to that node and where it leaves it, and who asked for a message in between stays open; and of a message that
 * never came here it is not known who sent it. Said only where nothing more exact is known.
 */
public final class MemberMissesRule implements Rule {

    @Override
    public String id() {
        return "member-misses-messages";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        Map<Optional<IpAddress>, Placed<Missed>> worst = new HashMap<>();
        for (Placed<Missed> placed : facts.missed()) {
            worst.merge(placed.value().originator(), placed, MemberMissesRule::longer);
        }
        List<Conclusion> conclusions = new ArrayList<>();
        worst.values().stream()
                .filter(placed -> isNews(facts, placed))
                .sorted(Comparator.comparing(placed ->
                        placed.value().originator().map(IpAddress::toString).orElse("")))
                .forEach(placed -> conclusions.add(finding(facts, placed)));
        return conclusions;
    }

    private static Placed<Missed> longer(Placed<Missed> one, Placed<Missed> other) {
        return other.value().longestNanos() > one.value().longestNanos() ? other : one;
    }

    /** What began with the trouble of a direction that is known is that trouble. */
    private static boolean isNews(Facts facts, Placed<Missed> placed) {
        return facts.pairs().stream()
                .filter(PairFacts::isTroubled)
                .filter(pair -> placed.value()
                        .originator()
                        .map(pair.direction().from()::equals)
                        .orElse(true))
                .allMatch(pair -> pair.trouble()
                        .map(period -> facts.isMissedBefore(placed, period.fromNanos()))
                        .orElse(false));
    }

    private Finding finding(Facts facts, Placed<Missed> placed) {
        Missed missed = placed.value();
        String asker = missed.asker().map(facts::name).orElse("some member of the ring");
        String whose =
                missed.originator().map(sender -> " of " + facts.name(sender)).orElse(" that never came here");
        String how = missed.longestNanos() >= Facts.IN_VAIN
                ? ", for " + Words.duration(missed.longestNanos())
                : ", at " + Words.count(missed.occasions(), "moment");
        return new Finding(
                id(),
                Place.UNDECIDED,
                Elimination.SUSPECTS,
                Severity.FAULT,
                Certainty.LIKELY,
                asker + " asked again and again for messages" + whose + how + "; from here nobody can tell "
                        + (missed.originator().isPresent() ? "which" : "whose they are"),
                List.of(Proof.frames(
                        facts.picture().captures().get(placed.capture()),
                        missed.requests(),
                        missed.originator().isPresent()
                                ? "tokens that ask for messages" + whose + ", or repeats of these"
                                : "tokens that ask for messages" + whose)),
                List.of());
    }
}
