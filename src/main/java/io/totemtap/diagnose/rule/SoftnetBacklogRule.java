package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A processor of the receiver had too many packets waiting and dropped some. The counter is one for the whole host, and the drop may come
 * before the tap or behind it: it accuses the host only of what came to the tap.
 */
public final class SoftnetBacklogRule implements Rule {

    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "softnet-backlog";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsWithStates()) {
            List<BehindTap> behind = BehindTap.of(facts, host).stream()
                    .filter(BehindTap::isPartial)
                    .toList();
            if (!behind.isEmpty()) {
                behind(facts, host, behind, conclusions);
            } else {
                before(facts, host, conclusions);
            }
        }
        return conclusions;
    }

    private void behind(Facts facts, IpAddress host, List<BehindTap> behind, List<Conclusion> conclusions) {
        long count =
                CountersInTime.of(facts, host, BehindTap.time(behind)).backlog().orElse(0);
        if (count < FEWEST) {
            return;
        }
        boolean accounts = count * 3 >= BehindTap.sum(behind) * 2;
        String sentence = sentence(facts, host, count);
        if (accounts) {
            for (BehindTap one : behind) {
                conclusions.add(
                        Clue.points(id(), one.pair().direction(), Place.RECEIVER_HOST, Certainty.LIKELY, sentence));
            }
        }
        conclusions.add(finding(sentence, accounts));
    }

    /** What never came to the tap may have been dropped by the backlog as well, but also by anybody before it. */
    private void before(Facts facts, IpAddress host, List<Conclusion> conclusions) {
        for (PairFacts pair : facts.pairs()) {
            Optional<Segment> loss = pair.losses().stream()
                    .filter(one -> one.to().spot() == Spot.RECEIVER && one.lost() < one.sent())
                    .findFirst();
            if (pair.direction().to().equals(host) && loss.isPresent()) {
                long count = pair.trouble()
                        .map(time ->
                                CountersInTime.of(facts, host, time).backlog().orElse(0))
                        .orElse(0L);
                if (count >= FEWEST) {
                    conclusions.add(finding(sentence(facts, host, count), false));
                    return;
                }
            }
        }
    }

    private static String sentence(Facts facts, IpAddress host, long count) {
        return "the processors of " + facts.name(host) + " dropped " + Words.count(count, "packet")
                + " from full backlogs (softnet_stat)";
    }

    private Finding finding(String sentence, boolean accuses) {
        return new Finding(
                id(),
                Place.RECEIVER_HOST,
                accuses ? Severity.FAULT : Severity.WARNING,
                accuses ? Certainty.LIKELY : Certainty.POSSIBLE,
                sentence + " while messages to it were missed",
                List.of(Evidence.of(sentence)),
                List.of("daemon-does-not-hear", "ring-interrupted"));
    }
}
