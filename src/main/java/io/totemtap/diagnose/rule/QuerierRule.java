package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Querier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Nobody queries: a snooping switch then forgets every member one group membership interval after its last report. An absence means
 * something only after a while: below 130 s nothing, from 130 s a little, from 260 s it is one (two query intervals and a response
 * time; RFC 3376 section 8.4).
 */
public final class QuerierRule implements Rule {

    /** So long nobody must have queried before that means anything. */
    static final long WEAK = 130 * EpochNanos.SECOND;

    /** Frames of a querier besides its queries that tell how often it sends. */
    private static final long FEWEST = 5;

    private static final long LONG_SILENCE = 10;

    private static final long STRONG = 260 * EpochNanos.SECOND;

    @Override
    public String id() {
        return "querier-absent";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        Optional<Vantage> longest = facts.picture().captures().stream()
                .filter(capture -> capture.observation().frames() > 0 && !capture.isLossy())
                .max(Comparator.comparingLong(Vantage::lengthNanos));
        boolean queried = facts.picture().captures().stream()
                .anyMatch(capture -> !capture.observation().queriers().isEmpty());
        List<Conclusion> conclusions = new ArrayList<>();
        if (longest.isPresent() && !queried && !facts.picture().groups().isEmpty()) {
            conclusions.add(neverSeen(longest.get()));
        }
        for (Vantage capture : facts.picture().captures()) {
            if (queried && conclusions.isEmpty() && !capture.isLossy()) {
                stopped(facts, capture).ifPresent(conclusions::add);
            }
        }
        return conclusions;
    }

    private Conclusion neverSeen(Vantage capture) {
        long watched = capture.lengthNanos();
        boolean hasIgmp = !capture.observation().memberships().isEmpty();
        if (watched < WEAK || !hasIgmp) {
            String why = hasIgmp || watched < WEAK
                    ? Words.duration(watched) + " is too short to tell; one query interval takes 125 s"
                    : "no IGMP was captured at all, perhaps because of the capture filter";
            return new Limitation(
                    "querier-unknown",
                    "whether anybody sends IGMP queries: " + why,
                    "capture 260 s with IGMP in the filter at any port of the VLAN, or ask the switch: "
                            + "show ip igmp snooping querier");
        }
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                watched >= STRONG ? Certainty.PROVEN : Certainty.LIKELY,
                "nobody sent an IGMP query in " + Words.duration(watched)
                        + ": a switch that snoops forgets each member 260 s after its last report",
                List.of(unasked(capture)),
                List.of());
    }

    /** That a capture which has IGMP reports has no query. */
    static Evidence unasked(Vantage capture) {
        Membership reported = capture.observation().memberships().get(0);
        return Proof.between(
                capture,
                reported.firstFrame(),
                reported.lastFrame(),
                capture.observation().firstNanos(),
                capture.observation().lastNanos(),
                0,
                "IGMP reports were captured, queries were not");
    }

    /** Queries were there, and then for longer than a group membership interval they were not. */
    private Optional<Finding> stopped(Facts facts, Vantage capture) {
        long end = capture.observation().lastNanos();
        for (Querier querier : capture.observation().queriers()) {
            long interval = querier.timers().groupMembershipInterval();
            boolean alone = capture.observation().queriers().stream()
                    .noneMatch(other -> other.lastNanos() > querier.lastNanos());
            if (alone && querier.generalQueries() > 1 && end - querier.lastNanos() > interval) {
                return Optional.of(new Finding(
                        id(),
                        Place.NONE,
                        Severity.WARNING,
                        Certainty.PROVEN,
                        "the querier " + querier.address() + " sent its last query at "
                                + facts.clock(querier.lastNanos()) + ", and nobody queried in the "
                                + Words.duration(end - querier.lastNanos())
                                + " after it: a switch that snoops forgets its members "
                                + Words.duration(interval) + " after their last report"
                                + whatBecame(facts, capture, querier),
                        List.of(Proof.between(
                                capture,
                                querier.firstFrame(),
                                querier.lastFrame(),
                                querier.firstNanos(),
                                querier.lastNanos(),
                                querier.generalQueries(),
                                Words.count(querier.generalQueries()) + " general queries of " + querier.address()
                                        + ", the first and the last")),
                        List.of()));
            }
        }
        return Optional.empty();
    }

    /** Whether the querier is gone, as a router that is taken out, or only queries no longer; empty if nothing else was seen of it. */
    private static String whatBecame(Facts facts, Vantage capture, Querier querier) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long frames = 0;
        for (Flow flow : capture.observation().flows()) {
            if (flow.key().source().equals(querier.address()) && flow.key().kind() != Kind.MEMBERSHIP) {
                first = Math.min(first, flow.sample().firstNanos());
                last = Math.max(last, flow.sample().lastNanos());
                frames += flow.frames();
            }
        }
        if (frames < FEWEST) {
            return "";
        }
        if (last - querier.lastNanos() > querier.timers().groupMembershipInterval() / 2) {
            return "; it was still there at " + facts.clock(last) + ", so it is its querier that stopped";
        }
        long usual = (last - first) / (frames - 1);
        boolean isGone = capture.observation().lastNanos() - last > LONG_SILENCE * usual;
        return isGone ? "; nothing else came from it either after " + facts.clock(last) + ": it is gone" : "";
    }
}
