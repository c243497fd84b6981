package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
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
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.StateChange;
import io.totemtap.track.StateChange.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Messages to a receiver are lost when it joins or leaves a group, whichever, and hardly at other times: somebody rewrites a table then
 * and lets nothing through meanwhile. Drivers did it with their cards' address filter (e1000e until 2009, ixgbe until 2011, fec until
 * 2017). Names a reason and accuses nobody.
 */
public final class LostAtJoinsRule implements Rule {

    /** A filter is written in milliseconds, a switch's table in some more. */
    private static final long AT_ONCE = EpochNanos.SECOND / 4;

    private static final int FEWEST = 3;

    /** Of ten lost messages so many at least. */
    private static final int MOST_OF_TEN = 8;

    /** Where one tenth of all time is beside a join, nearness means nothing. */
    private static final long CHANCE = 10;

    @Override
    public String id() {
        return "lost-at-joins";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            pair.narrowestLoss()
                    .filter(loss -> loss.isAligned()
                            && loss.to().spot() == Spot.RECEIVER
                            && !loss.pattern().isWhole())
                    .ifPresent(loss -> judge(facts, pair, loss, conclusions));
        }
        return conclusions;
    }

    private void judge(Facts facts, PairFacts pair, Segment loss, List<Conclusion> conclusions) {
        List<Long> joins = joins(facts, loss.to().capture(), pair.direction().to());
        long slot = loss.lostOverTime().widthNanos();
        long beside = joins.size() * (2 * slot + AT_ONCE);
        Set<Long> hit = new HashSet<>();
        long[] near = {0};
        loss.lostOverTime().forEach((begin, count) -> {
            List<Long> of = joins.stream()
                    .filter(join -> begin + slot >= join && begin <= join + AT_ONCE)
                    .toList();
            hit.addAll(of);
            near[0] += of.isEmpty() ? 0 : count;
        });
        boolean rare = beside * CHANCE <= loss.lastNanos() - loss.firstNanos();
        if (rare && hit.size() >= FEWEST && near[0] * 10 >= loss.lost() * MOST_OF_TEN) {
            conclusions.add(finding(facts, pair, loss, near[0], hit.size()));
        }
    }

    /** When the receiver joined or left any group, by the reference clock. */
    private static List<Long> joins(Facts facts, int capture, IpAddress receiver) {
        return facts.picture().captures().get(capture).observation().changes().stream()
                .filter(change -> change.kind() == Kind.JOINED_GROUP || change.kind() == Kind.LEFT_GROUP)
                .filter(change -> change.host().equals(receiver))
                .map(StateChange::timeNanos)
                .map(nanos -> facts.picture().clocks().toReference(capture, nanos))
                .toList();
    }

    private Finding finding(Facts facts, PairFacts pair, Segment loss, long near, int joins) {
        String receiver = facts.name(pair.direction().to());
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                Certainty.LIKELY,
                Words.count(near) + " of " + Words.count(loss.lost(), "lost message") + " to " + receiver
                        + " were sent as "
                        + receiver + " joined or left a group, at " + Words.count(joins, "such moment")
                        + ": a filter is rewritten then and lets nothing through",
                List.of(Proof.frames(
                        facts.picture().captures().get(loss.from().capture()),
                        loss.lostFrames(),
                        "messages to " + receiver + " that were lost")),
                List.of());
    }
}
