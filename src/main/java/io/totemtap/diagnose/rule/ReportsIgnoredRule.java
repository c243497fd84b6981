package io.totemtap.diagnose.rule;

import io.totemtap.correlate.LossPattern;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.correlate.Vantage;
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
import io.totemtap.net.IpAddress;
import io.totemtap.track.igmp.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A host reports its group, its reports are seen at its own switch port, and while they go on the switch passes none of the group's
 * multicast to that port.
 */
public final class ReportsIgnoredRule implements Rule {

    @Override
    public String id() {
        return "switch-ignores-reports";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Optional<Segment> loss = pair.losses().stream()
                    .filter(one -> one.to().spot() == Spot.RECEIVER_PORT
                            && (one.from().spot() == Spot.SENDER_PORT
                                    || one.from().spot() == Spot.ELSEWHERE)
                            && one.pattern() == LossPattern.TOTAL)
                    .findFirst();
            loss.flatMap(segment -> judge(facts, pair, segment)).ifPresent(conclusions::add);
        }
        return conclusions;
    }

    private Optional<Finding> judge(Facts facts, PairFacts pair, Segment loss) {
        int index = loss.to().capture();
        Vantage port = facts.picture().captures().get(index);
        IpAddress group = pair.deliveries().get(0).group().address();
        IpAddress receiver = pair.direction().to();
        for (Membership membership : port.observation().memberships()) {
            long first = facts.picture().clocks().toReference(index, membership.sinceNanos());
            boolean reported = membership.host().equals(receiver)
                    && membership.group().equals(group)
                    && membership.reports() > 1
                    && first < loss.lostFrames().lastNanos();
            if (reported) {
                return Optional.of(finding(facts, pair, loss, port, membership));
            }
        }
        return Optional.empty();
    }

    private Finding finding(Facts facts, PairFacts pair, Segment loss, Vantage port, Membership membership) {
        String receiver = facts.name(pair.direction().to());
        return new Finding(
                id(),
                Place.SWITCH,
                Severity.FAULT,
                Certainty.PROVEN,
                receiver + " reported " + membership.group() + " " + Words.count(membership.reports())
                        + " times to its switch port, and the switch passed none of the "
                        + Words.count(loss.sent(), "message") + " of "
                        + facts.name(pair.direction().from()) + " to that port",
                List.of(
                        Proof.between(
                                port,
                                membership.firstFrame(),
                                membership.lastFrame(),
                                membership.sinceNanos(),
                                membership.lastReportNanos(),
                                membership.reports(),
                                "IGMPv" + membership.version() + " reports of " + receiver + " at its port"),
                        Proof.frames(
                                facts.picture().captures().get(loss.from().capture()),
                                loss.lostFrames(),
                                "messages that never came out at that port")),
                List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted"));
    }
}
