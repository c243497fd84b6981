package io.totemtap.diagnose.rule;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.correlate.Period;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.Ring.Missing;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sender's daemon gave out and its own capture does not have was dropped in the queue of its interface: the queue counts about as
 * many, or the interface does. The repeats of what was dropped are dropped as well. A queue that dropped many more had to do with others'
 * packets too: that is worth knowing, and accuses nobody.
 */
public final class SenderQueueDropsRule implements Rule {

    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "sender-queue-drops";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            Vantage capture = facts.picture().captures().get(i);
            if (capture.host().isPresent() && capture.role() == Role.NODE && !capture.isLossy()) {
                judge(facts, i, capture.host().get(), conclusions);
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, int capture, IpAddress host, List<Conclusion> conclusions) {
        long missing = 0;
        long repeats = 0;
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (Ring ring : facts.picture().captures().get(capture).observation().rings()) {
            for (Missing gap : ring.missing()) {
                if (gap.known() && gap.originator().equals(host) && gap.seen().count() > 0) {
                    missing += gap.all();
                    repeats = Math.max(repeats, SenderSilentRule.silentAnswers(ring, host));
                    from = Math.min(
                            from,
                            facts.picture()
                                    .clocks()
                                    .toReference(capture, gap.seen().firstNanos()));
                    to = Math.max(
                            to,
                            facts.picture()
                                    .clocks()
                                    .toReference(capture, gap.seen().lastNanos()));
                }
            }
        }
        if (missing < FEWEST) {
            return;
        }
        CountersInTime counters = CountersInTime.of(facts, host, new Period(from, to));
        long queued = counters.queueDrops().orElse(0);
        long dropped = counters.ofInterface(List.of("tx_dropped")).orElse(0);
        if (fits(queued, missing, repeats)) {
            conclude(facts, host, sentence("queue", facts, host, queued, "tc -s qdisc"), missing, repeats, conclusions);
        } else if (fits(dropped, missing, repeats)) {
            conclude(
                    facts,
                    host,
                    sentence("interface", facts, host, dropped, "tx_dropped"),
                    missing,
                    repeats,
                    conclusions);
        } else if (queued * 3 >= missing * 2) {
            String sentence = sentence("queue", facts, host, queued, "tc -s qdisc");
            conclusions.add(finding(sentence, missing, repeats, Severity.WARNING, Certainty.POSSIBLE, List.of()));
        }
    }

    /** Whether somebody dropped these messages, and perhaps the repeats of them, and little else. */
    private static boolean fits(long count, long missing, long repeats) {
        return count * 3 >= missing * 2 && count * 3 <= (missing + repeats) * 4;
    }

    private static String sentence(String what, Facts facts, IpAddress host, long count, String counter) {
        return "the " + what + " of " + facts.name(host) + " dropped " + Words.count(count, "packet")
                + " on their way out (" + counter + ")";
    }

    private void conclude(
            Facts facts, IpAddress host, String sentence, long missing, long repeats, List<Conclusion> conclusions) {
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            if (direction.from().equals(host) && pair.isTroubled() && facts.shareGroup(host, direction.to())) {
                conclusions.add(Clue.points(id(), direction, Place.SENDER, Certainty.LIKELY, sentence));
            }
        }
        conclusions.add(finding(
                sentence,
                missing,
                repeats,
                Severity.FAULT,
                Certainty.LIKELY,
                List.of("daemon-does-not-hear", "ring-interrupted")));
    }

    private Finding finding(
            String sentence,
            long missing,
            long repeats,
            Severity severity,
            Certainty certainty,
            List<String> explains) {
        return new Finding(
                id(),
                Place.SENDER,
                severity,
                certainty,
                sentence + ", and " + Words.count(missing, "message")
                        + (repeats > 0 ? " and " + Words.count(repeats, "repeat") : "")
                        + " of its daemon did not come to the capture there",
                List.of(Evidence.of(sentence)),
                explains);
    }
}
