package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
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
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Membership.End;
import java.util.ArrayList;
import java.util.List;

/**
 * One host leaves the group, and within two seconds another one that never left is cut off: a switch that removes a port at the first
 * leave (fast or immediate leave) although there is more than one member behind it.
 */
public final class FastLeaveRule implements Rule {

    private static final long AT_ONCE = 2 * EpochNanos.SECOND;

    /** How many times as long as the times after all leaves a capture has to be. */
    private static final long CHANCE = 10;

    @Override
    public String id() {
        return "fast-leave";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            pair.narrowestLoss()
                    .filter(loss -> loss.passed() > 0)
                    .ifPresent(loss -> judge(facts, pair, loss, conclusions));
        }
        return conclusions;
    }

    private void judge(Facts facts, PairFacts pair, Segment loss, List<Conclusion> conclusions) {
        IpAddress group = pair.deliveries().get(0).group().address();
        long onset = loss.runFirstNanos();
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            Vantage capture = facts.picture().captures().get(i);
            for (Membership left : capture.observation().memberships()) {
                boolean isOther = left.group().equals(group)
                        && left.end() == End.LEFT
                        && !left.host().equals(pair.direction().to())
                        && !left.host().equals(pair.direction().from());
                long when = isOther ? facts.picture().clocks().toReference(i, left.endNanos()) : 0;
                boolean fits = isOther
                        && onset >= when
                        && onset - when <= AT_ONCE
                        && !leaves(capture, pair.direction().to(), group)
                        && capture.observation().queriers().stream()
                                .allMatch(querier -> querier.groupQueries().count() == 0);
                if (fits) {
                    if (isNoChance(capture, group) && TopologyChangeRule.isOfGroups(facts, pair, loss)) {
                        conclusions.add(Clue.points(
                                id(),
                                pair.direction(),
                                Place.SWITCH,
                                Certainty.LIKELY,
                                "lost since " + facts.name(left.host()) + " left the group at "
                                        + facts.clock(left.endNanos())));
                    }
                    conclusions.add(finding(facts, pair, loss, capture, left, onset - when));
                    return;
                }
            }
        }
    }

    /** Where hosts leave so often that a loss is near a leave by chance in one of ten cases, nearness means nothing. */
    private static boolean isNoChance(Vantage capture, IpAddress group) {
        long leaves = capture.observation().memberships().stream()
                .filter(one -> one.group().equals(group) && one.end() == End.LEFT)
                .count();
        return leaves * AT_ONCE * CHANCE <= capture.lengthNanos();
    }

    private static boolean leaves(Vantage capture, IpAddress host, IpAddress group) {
        return capture.observation().memberships().stream()
                .anyMatch(one -> one.host().equals(host) && one.group().equals(group) && one.end() == End.LEFT);
    }

    private Finding finding(
            Facts facts, PairFacts pair, Segment loss, Vantage capture, Membership left, long afterNanos) {
        String receiver = facts.name(pair.direction().to());
        String leaver = facts.name(left.host());
        return new Finding(
                id(),
                Place.SWITCH,
                Severity.FAULT,
                Certainty.LIKELY,
                receiver + " was cut off " + Words.duration(afterNanos) + " after " + leaver + " left " + left.group()
                        + ", without a query for the group: the switch removes a port at the first leave",
                List.of(
                        Proof.between(
                                capture,
                                left.lastFrame(),
                                left.lastFrame(),
                                left.endNanos(),
                                left.endNanos(),
                                1,
                                "the leave of " + leaver),
                        Proof.frames(
                                facts.picture().captures().get(loss.from().capture()),
                                loss.lostFrames(),
                                "messages to " + receiver + " that were lost")),
                List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted"));
    }
}
