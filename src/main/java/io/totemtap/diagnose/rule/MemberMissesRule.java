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

/**
 * Some member of a ring does not get a node's messages, and nobody here can tell which member: a capture on one node sees the token only
 * where it comes to that node and where it leaves it, and who asked for a message in between stays open. Said only of a sender of whom
 * nothing more exact is known.
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
        Map<IpAddress, Placed<Missed>> worst = new HashMap<>();
        List<Vantage> captures = facts.picture().captures();
        for (int i = 0; i < captures.size(); i++) {
            for (Ring ring : captures.get(i).observation().rings()) {
                for (Missed missed : ring.missed()) {
                    if (missed.longestNanos() >= IN_VAIN || missed.occasions() >= FEWEST_OCCASIONS) {
                        worst.merge(missed.originator(), new Placed<>(i, missed), MemberMissesRule::longer);
                    }
                }
            }
        }
        List<Conclusion> conclusions = new ArrayList<>();
        worst.values().stream()
                .filter(placed -> isNews(facts, placed.value().originator()))
                .sorted(Comparator.comparing(placed -> placed.value().originator()))
                .forEach(placed -> conclusions.add(finding(facts, placed)));
        return conclusions;
    }

    private static Placed<Missed> longer(Placed<Missed> one, Placed<Missed> other) {
        return other.value().longestNanos() > one.value().longestNanos() ? other : one;
    }

    private static boolean isNews(Facts facts, IpAddress sender) {
        return facts.pairs().stream()
                .filter(pair -> pair.direction().from().equals(sender))
                .noneMatch(PairFacts::isTroubled);
    }

    private Finding finding(Facts facts, Placed<Missed> placed) {
        Missed missed = placed.value();
        String sender = facts.name(missed.originator());
        String how = missed.longestNanos() >= IN_VAIN
                ? ", for " + Words.duration(missed.longestNanos())
                : ", at " + Words.count(missed.occasions(), "moment");
        return new Finding(
                id(),
                Place.UNDECIDED,
                Elimination.SUSPECTS,
                Severity.FAULT,
                Certainty.LIKELY,
                "some member of the ring asked again and again for messages of " + sender + how
                        + "; from here nobody can tell which",
                List.of(Proof.frames(
                        facts.picture().captures().get(placed.capture()),
                        missed.requests(),
                        "tokens that ask for messages of " + sender + ", and repeats")),
                List.of());
    }
}
