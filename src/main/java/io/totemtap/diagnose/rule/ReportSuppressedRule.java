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
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Membership.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A member answers no query any more because another one's report of version 1 or 2 is there before its own: a switch that passes reports
 * on to hosts lets them hide each other, and one that looks at each port's reports forgets who is hidden.
 */
public final class ReportSuppressedRule implements Rule {

    private static final long GUARD = 3 * EpochNanos.SECOND;

    /** Two rounds in which a member is hidden are chance where hosts answer at random times. */
    private static final int FEWEST = 3;

    @Override
    public String id() {
        return "report-suppressed";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Optional<Segment> loss = pair.narrowestLoss().filter(AgedOutRule::concernsSwitch);
            for (int i = 0; loss.isPresent() && i < facts.picture().captures().size(); i++) {
                if (facts.picture().captures().get(i).isOn(pair.direction().to())) {
                    judge(facts, i, pair, loss.get(), conclusions);
                }
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, int capture, PairFacts pair, Segment loss, List<Conclusion> conclusions) {
        for (Endpoint group : facts.groupsOf(pair.direction().from())) {
            Vantage vantage = facts.picture().captures().get(capture);
            Optional<Membership> member = last(vantage, pair.direction().to(), group.address());
            if (member.isEmpty()) {
                continue;
            }
            long hidden = hiddenRounds(vantage, member.get());
            if (hidden > 0) {
                conclude(facts, capture, pair, loss, member.get(), hidden, conclusions);
            }
        }
    }

    /** The host's latest reports, unless it left. */
    private static Optional<Membership> last(Vantage capture, IpAddress host, IpAddress group) {
        return capture.observation().memberships().stream()
                .filter(one -> one.host().equals(host) && one.group().equals(group))
                .max(Comparator.comparingLong(Membership::endNanos))
                .filter(one -> one.reports() > 0 && one.end() != End.LEFT);
    }

    /** How often the member was hidden since it reported last; never, if it was silent in a round in which nobody hid it. */
    private static long hiddenRounds(Vantage capture, Membership member) {
        List<QueryRound> silent = QueryRound.of(capture).stream()
                .filter(round -> round.askedNanos() > member.lastReportNanos()
                        && round.untilNanos() <= capture.observation().lastNanos())
                .toList();
        return silent.stream().allMatch(round -> round.isAnsweredInPlaceOf(member)) ? silent.size() : 0;
    }

    /** Whether the loss begins when a switch must forget the host's last report. */
    private static boolean fits(Facts facts, int capture, Membership member, Segment loss) {
        Vantage vantage = facts.picture().captures().get(capture);
        long interval = vantage.observation().timers().groupMembershipInterval();
        long guard = Math.max(GUARD, interval / 10);
        long forgotten = facts.picture().clocks().toReference(capture, member.lastReportNanos()) + interval;
        return loss.passed() > 0
                && Math.abs(loss.lostFrames().firstNanos() - forgotten) <= guard
                && loss.lastPassedNanos() < loss.lostFrames().firstNanos();
    }

    private void conclude(
            Facts facts,
            int capture,
            PairFacts pair,
            Segment loss,
            Membership member,
            long hidden,
            List<Conclusion> conclusions) {
        boolean isCause = fits(facts, capture, member, loss);
        if (!isCause && hidden < FEWEST) {
            return;
        }
        String host = facts.name(member.host());
        String sentence = host + " has not reported " + member.group() + " since "
                + facts.clock(member.lastReportNanos()) + ", because another host's report was there first in "
                + Words.count(hidden, "query round");
        if (isCause) {
            conclusions.add(Clue.points(id(), pair.direction(), Place.SWITCH, Certainty.LIKELY, sentence));
        }
        conclusions.add(new Finding(
                id(),
                isCause ? Place.SWITCH : Place.NONE,
                isCause ? Severity.FAULT : Severity.WARNING,
                isCause ? Certainty.LIKELY : Certainty.PROVEN,
                sentence
                        + (isCause
                                ? ": the switch lets members hide each other, and forgot it"
                                : ": a switch that lets members hide each other may forget it"),
                List.of(Proof.between(
                        facts.picture().captures().get(capture),
                        member.firstFrame(),
                        member.lastFrame(),
                        member.sinceNanos(),
                        member.lastReportNanos(),
                        member.reports(),
                        "the reports of " + host + ", until others were there first")),
                isCause ? List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted") : List.of()));
    }
}
