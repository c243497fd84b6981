package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Vantage;
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
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.totem.Ring;
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

    /** A message that is asked for longer than this was not overtaken, it was lost, and its repeats as well. */
    private static final long IN_VAIN = EpochNanos.SECOND / 2;

    /** Somebody who misses messages now and then asks at several moments. */
    private static final long FEWEST_OCCASIONS = 3;

    @Override
    public String id() {
        return "member-misses-messages";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        Map<Optional<IpAddress>, Placed<Missed>> worst = new HashMap<>();
        List<Vantage> captures = facts.picture().captures();
        for (int i = 0; i < captures.size(); i++) {
            for (Ring ring : captures.get(i).observation().rings()) {
                for (Missed missed : ring.missed()) {
                    if (isLost(missed)) {
                        worst.merge(missed.originator(), new Placed<>(i, missed), MemberMissesRule::longer);
                    }
                }
            }
        }
        List<Conclusion> conclusions = new ArrayList<>();
        worst.values().stream()
                .filter(placed -> isNews(facts, placed.value()))
                .sorted(Comparator.comparing(placed ->
                        placed.value().originator().map(IpAddress::toString).orElse("")))
                .forEach(placed -> conclusions.add(finding(facts, placed)));
        return conclusions;
    }

    /** What never came here may have been overtaken by its token at any moment; only that it is asked for in vain means something. */
    private static boolean isLost(Missed missed) {
        return missed.longestNanos() >= IN_VAIN
                || (missed.occasions() >= FEWEST_OCCASIONS
                        && missed.originator().isPresent());
    }

    private static Placed<Missed> longer(Placed<Missed> one, Placed<Missed> other) {
        return other.value().longestNanos() > one.value().longestNanos() ? other : one;
    }

    private static boolean isNews(Facts facts, Missed missed) {
        return facts.pairs().stream()
                .filter(pair ->
                        missed.originator().map(pair.direction().from()::equals).orElse(true))
                .noneMatch(PairFacts::isTroubled);
    }

    private Finding finding(Facts facts, Placed<Missed> placed) {
        Missed missed = placed.value();
        String asker = missed.asker().map(facts::name).orElse("some member of the ring");
        String whose =
                missed.originator().map(sender -> " of " + facts.name(sender)).orElse(" that never came here");
        String how = missed.longestNanos() >= IN_VAIN
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
                                ? "tokens that ask for messages" + whose + ", and repeats"
                                : "tokens that ask for messages" + whose)),
                List.of());
    }
}
