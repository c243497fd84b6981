package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.totem.Hearing.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Hearsay ends where nobody acknowledges any more: an idle ring multicasts merge-detects only, and whether these arrive shows nowhere
 * but at the receiver. That a node heard another one holds until the last message it is known to have, and not beyond.
 */
public final class HeardUntilRule implements Rule {

    /** Moments are the same if their times of day read the same. */
    private static final long ALIKE = EpochNanos.MILLISECOND;

    @Override
    public String id() {
        return "heard-until";
    }

    /** Everybody in doubt since the same moment: one sentence for all of them. */
    private static final class Doubt {
        final Set<IpAddress> from = new TreeSet<>();
        final Set<IpAddress> to = new TreeSet<>();
        final List<Evidence> evidence = new ArrayList<>();
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        Map<Long, Doubt> doubts = new TreeMap<>();
        for (PairFacts pair : facts.pairs()) {
            if (pair.isHeard() && !pair.hasArrived() && !pair.isTroubled()) {
                pair.heardLast().ifPresent(told -> judge(facts, pair, told, doubts));
            }
        }
        List<Conclusion> conclusions = new ArrayList<>();
        boolean asked = facts.picture().captures().stream().anyMatch(HeardUntilRule::isAsked);
        doubts.forEach((heard, doubt) -> {
            conclusions.add(limitation(facts, heard, doubt));
            if (!asked) {
                conclusions.add(perhapsForgotten(facts, heard, doubt));
            }
        });
        return conclusions;
    }

    /** Whether somebody asks who is a member, to the end of the capture; who asks for one group asks for all, though a filter hid it. */
    private static boolean isAsked(Vantage capture) {
        long end = capture.observation().lastNanos();
        return capture.observation().queriers().stream()
                .anyMatch(querier -> querier.generalQueries() == 0
                        || end - querier.lastNanos() < querier.timers().groupMembershipInterval());
    }

    /** A switch that snoops and is not kept awake forgets, and in an idle ring nobody notices: this is not health. */
    private static Finding perhapsForgotten(Facts facts, long heard, Doubt doubt) {
        boolean one = doubt.to.size() == 1;
        return new Finding(
                "querier-absent",
                Place.UNDECIDED,
                List.of(Place.SWITCH),
                Severity.WARNING,
                Certainty.POSSIBLE,
                "nobody was seen to ask who is a member, and nothing shows that " + names(facts, doubt.to)
                        + " still heard "
                        + (doubt.from.equals(doubt.to) ? "one another" : names(facts, doubt.from)) + " after "
                        + facts.clock(heard * ALIKE) + ": a switch that snoops may have forgotten "
                        + (one ? "it" : "them"),
                doubt.evidence,
                List.of());
    }

    private static void judge(Facts facts, PairFacts pair, Placed<Span> told, Map<Long, Doubt> doubts) {
        Span last = told.value();
        long heard = facts.picture().clocks().toReference(told.capture(), last.lastNanos());
        Doubt doubt = doubts.computeIfAbsent(heard / ALIKE, none -> new Doubt());
        doubt.from.add(pair.direction().from());
        doubt.to.add(pair.direction().to());
        if (doubt.evidence.isEmpty()) {
            doubt.evidence.add(Proof.between(
                    facts.picture().captures().get(told.capture()),
                    last.firstFrame(),
                    last.lastFrame(),
                    last.firstNanos(),
                    last.lastNanos(),
                    last.count(),
                    "the first and the last that tell of it"));
        }
    }

    private Limitation limitation(Facts facts, long heard, Doubt doubt) {
        String to = names(facts, doubt.to);
        return new Limitation(
                id(),
                "whether " + to + " still heard "
                        + (doubt.from.equals(doubt.to) ? "one another" : names(facts, doubt.from)) + " after "
                        + facts.clock(heard * ALIKE)
                        + ": what was multicast since then is of the kind that nobody acknowledges",
                "capture on " + to + " at the same time, or look whether "
                        + (doubt.to.size() == 1 ? "its" : "their")
                        + " memberships are still in the switch: show ip igmp snooping groups");
    }

    private static String names(Facts facts, Set<IpAddress> hosts) {
        return Words.list(hosts.stream().map(facts::name).toList());
    }
}
