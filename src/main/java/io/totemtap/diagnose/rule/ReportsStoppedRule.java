package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
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
 * A receiver no longer answers queries with reports for its group, or its reports do not reach its switch port: the switch is right to
 * stop forwarding. What keeps the reports back is to be blamed, not the switch.
 */
public final class ReportsStoppedRule implements Rule {

    @Override
    public String id() {
        return "reports-stopped";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Optional<Segment> loss = pair.narrowestLoss();
            if (loss.isPresent()) {
                for (int i = 0; i < facts.picture().captures().size(); i++) {
                    Vantage capture = facts.picture().captures().get(i);
                    IpAddress receiver = pair.direction().to();
                    if (capture.isOn(receiver) || capture.faces(receiver)) {
                        judge(facts, i, pair, loss.get(), conclusions);
                    }
                }
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, int capture, PairFacts pair, Segment loss, List<Conclusion> conclusions) {
        Vantage vantage = facts.picture().captures().get(capture);
        IpAddress receiver = pair.direction().to();
        IpAddress group = pair.deliveries().get(0).group().address();
        long onset = loss.lostFrames().firstNanos();
        long end = loss.lostFrames().lastNanos();
        Optional<Membership> last = lastReport(facts, capture, vantage, receiver, group, end);
        if (last.isEmpty()) {
            return;
        }
        long reported = facts.picture().clocks().toReference(capture, last.get().lastReportNanos());
        long unanswered = unanswered(facts, capture, vantage, last.get(), end);
        if (unanswered == 0 || reported > onset) {
            return;
        }
        explain(facts, vantage, pair.direction(), last.get(), unanswered, conclusions);
    }

    private static Optional<Membership> lastReport(
            Facts facts, int capture, Vantage vantage, IpAddress host, IpAddress group, long before) {
        Optional<Membership> last = Optional.empty();
        for (Membership membership : vantage.observation().memberships()) {
            boolean earlier = facts.picture().clocks().toReference(capture, membership.sinceNanos()) < before;
            if (membership.host().equals(host)
                    && membership.group().equals(group)
                    && earlier
                    && membership.reports() > 0) {
                last = Optional.of(membership);
            }
        }
        return last;
    }

    /** When the host reported again, if it did. */
    private static Optional<Long> next(Vantage vantage, Membership last) {
        return vantage.observation().memberships().stream()
                .filter(membership -> membership.host().equals(last.host())
                        && membership.group().equals(last.group())
                        && membership.sinceNanos() > last.lastReportNanos())
                .map(Membership::sinceNanos)
                .min(Long::compare);
    }

    /**
     * General queries after the last report that had all their time to be answered before the loss ended. Where another host's report of
     * version 1 or 2 came in that time the host had to keep its own back.
     */
    private static long unanswered(Facts facts, int capture, Vantage vantage, Membership last, long end) {
        long reported = facts.picture().clocks().toReference(capture, last.lastReportNanos());
        return QueryRound.of(vantage).stream()
                .filter(round -> facts.picture().clocks().toReference(capture, round.askedNanos()) > reported
                        && facts.picture().clocks().toReference(capture, round.untilNanos()) < end)
                .filter(round -> !round.isAnsweredInPlaceOf(last))
                .count();
    }

    private void explain(
            Facts facts,
            Vantage capture,
            Direction direction,
            Membership last,
            long unanswered,
            List<Conclusion> conclusions) {
        String receiver = facts.name(direction.to());
        boolean atPort = capture.faces(direction.to());
        String sentence =
                "no report of " + receiver + " for " + last.group() + (atPort ? " reached its switch port" : " left it")
                        + next(capture, last)
                                .map(again -> " for " + Words.duration(again - last.lastReportNanos()))
                                .orElse("")
                        + " after " + facts.clock(last.lastReportNanos()) + ", and "
                        + Words.count(unanswered, "query").replace("querys", "queries")
                        + " went unanswered";
        conclusions.add(Clue.clears(id(), direction, List.of(Place.SWITCH), sentence));
        conclusions.add(Clue.explains(id(), direction, sentence));
        conclusions.add(new Finding(
                id(),
                atPort ? Place.SENDER_NIC : Place.RECEIVER_HOST,
                Severity.WARNING,
                Certainty.LIKELY,
                sentence + ": a snooping switch is right to stop forwarding",
                List.of(Proof.between(
                        capture,
                        last.firstFrame(),
                        last.lastFrame(),
                        last.sinceNanos(),
                        last.lastReportNanos(),
                        last.reports(),
                        "the reports of " + receiver + ", until they stopped")),
                List.of("loss-between-captures")));
    }
}
