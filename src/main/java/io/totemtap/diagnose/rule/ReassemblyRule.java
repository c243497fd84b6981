package io.totemtap.diagnose.rule;

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
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The receiver's kernel gives up putting fragments together. If the capture in front of it has all of them, it is the host that loses them;
 * if long messages are missing there already, pieces of them were lost on the way, and the host can do nothing about it.
 */
public final class ReassemblyRule implements Rule {

    private static final String FAILS = "Ip.ReasmFails";
    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "reassembly-fails";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsWithStates()) {
            List<BehindTap> behind = BehindTap.of(facts, host).stream()
                    .filter(one -> fragmented(facts, one.pair()) >= FEWEST)
                    .toList();
            if (!behind.isEmpty()) {
                behind(facts, host, behind, conclusions);
            }
            for (PairFacts pair : facts.pairs()) {
                if (pair.direction().to().equals(host) && pair.isLargeOnly()) {
                    before(facts, pair, conclusions);
                }
            }
        }
        return conclusions;
    }

    /** Messages of a direction that came to the receiver's capture in fragments, all of which came. */
    private static long fragmented(Facts facts, PairFacts pair) {
        return facts.capturesOn(pair.direction().to()).stream()
                .flatMap(capture -> capture.observation().flows().stream())
                .filter(flow -> flow.key().kind() == Kind.GROUP
                        && flow.isTotem()
                        && flow.key().source().equals(pair.direction().from()))
                .mapToLong(Flow::fragmented)
                .max()
                .orElse(0);
    }

    private void behind(Facts facts, IpAddress host, List<BehindTap> behind, List<Conclusion> conclusions) {
        long count = CountersInTime.of(facts, host, BehindTap.time(behind))
                .kernel(FAILS)
                .orElse(0);
        if (count < FEWEST || count * 3 < BehindTap.sum(behind) * 2) {
            return;
        }
        String sentence = "the kernel of " + facts.name(host) + " failed " + Words.count(count, "time")
                + " to put fragments together, and all of them are in the capture there";
        for (BehindTap one : behind) {
            conclusions.add(Clue.points(id(), one.pair().direction(), Place.RECEIVER_HOST, Certainty.LIKELY, sentence));
        }
        conclusions.add(finding(Place.RECEIVER_HOST, Severity.FAULT, sentence));
    }

    private void before(Facts facts, PairFacts pair, List<Conclusion> conclusions) {
        boolean atTheReceiver =
                pair.losses().stream().anyMatch(loss -> loss.to().spot() == Spot.RECEIVER);
        long count = pair.trouble()
                .map(time -> CountersInTime.of(facts, pair.direction().to(), time)
                        .kernel(FAILS)
                        .orElse(0))
                .orElse(0L);
        if (atTheReceiver && count >= FEWEST) {
            conclusions.add(finding(
                    Place.NONE,
                    Severity.WARNING,
                    "the kernel of " + facts.name(pair.direction().to()) + " failed " + Words.count(count, "time")
                            + " to put fragments together: of long messages some pieces come and others do not"));
        }
    }

    private Finding finding(Place place, Severity severity, String sentence) {
        return new Finding(
                id(),
                place,
                severity,
                Certainty.LIKELY,
                sentence,
                List.of(Evidence.of(sentence)),
                severity == Severity.FAULT ? List.of("daemon-does-not-hear", "ring-interrupted") : List.of());
    }
}
