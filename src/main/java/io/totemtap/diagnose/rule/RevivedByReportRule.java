package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Segment;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Everything was lost to a receiver until it answered a query, and from that answer on everything arrives. Who answers a query does nothing
 * to its own card or kernel; it is the switch to which the answer says something new.
 */
public final class RevivedByReportRule implements Rule {

    /** The longest that IGMPv2 and most queriers let a member wait with its answer (RFC 2236 section 8.3), and a little. */
    private static final long ANSWERED = 11 * EpochNanos.SECOND;

    /** How probable it may be at most that the losses ended beside reports by chance. */
    private static final double CHANCE = 0.05;

    @Override
    public String id() {
        return "revived-by-report";
    }

    /** All that was lost to one receiver, and the report that ended it, by the reference clock. */
    private record Revival(IpAddress receiver, List<PairFacts> pairs, long reported, double chance) {}

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        Map<IpAddress, List<PairFacts>> lost = new TreeMap<>();
        for (PairFacts pair : facts.pairs()) {
            boolean concerned = pair.narrowestLoss()
                    .filter(loss -> TopologyChangeRule.isOfGroups(facts, pair, loss))
                    .isPresent();
            if (pair.isLost() && concerned) {
                lost.computeIfAbsent(pair.direction().to(), none -> new ArrayList<>())
                        .add(pair);
            }
        }
        List<Revival> revivals = new ArrayList<>();
        lost.forEach((receiver, pairs) -> revive(facts, receiver, pairs, revivals));
        double chance = revivals.stream().mapToDouble(Revival::chance).reduce(1, (one, other) -> one * other);
        List<Conclusion> conclusions = new ArrayList<>();
        if (!revivals.isEmpty() && chance <= CHANCE) {
            revivals.forEach(revival -> conclude(facts, revival, conclusions));
        }
        return conclusions;
    }

    private static void revive(Facts facts, IpAddress receiver, List<PairFacts> pairs, List<Revival> revivals) {
        List<Segment> losses =
                pairs.stream().flatMap(pair -> pair.narrowestLoss().stream()).toList();
        List<Long> reports = SinceLinkEventRule.reports(facts, receiver);
        OptionalLong healing = reports.stream()
                .mapToLong(Long::longValue)
                .filter(report -> losses.stream().allMatch(loss -> SinceLinkEventRule.isHealedBy(loss, report)))
                .findFirst();
        OptionalInt capture = captureOn(facts, receiver);
        if (healing.isEmpty() || capture.isEmpty()) {
            return;
        }
        long slot = losses.get(0).passedOverTime().widthNanos();
        long watched = losses.get(0).lastNanos() - losses.get(0).firstNanos();
        long report = healing.getAsLong();
        if (AgedOutRule.isAsked(facts, capture.getAsInt(), report - ANSWERED, report + slot)
                && wasMember(facts, capture.getAsInt(), pairs.get(0), losses.get(0))) {
            double chance = reports.size() * (double) (SinceLinkEventRule.AT_ONCE + slot) / Math.max(1, watched);
            revivals.add(new Revival(receiver, pairs, report, chance));
        }
    }

    private static OptionalInt captureOn(Facts facts, IpAddress host) {
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            if (facts.picture().captures().get(i).isOn(host)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether it had joined before: who joins anew sets its card's filter anew as well. */
    private static boolean wasMember(Facts facts, int capture, PairFacts pair, Segment loss) {
        return facts.picture().captures().get(capture).observation().memberships().stream()
                .anyMatch(membership -> AgedOutRule.isOfReceiver(pair, membership)
                        && facts.picture().clocks().toReference(capture, membership.sinceNanos())
                                < loss.runFirstNanos());
    }

    /** A report's time is known to the width of a slot only. */
    private static String second(Facts facts, long nanos) {
        String clock = facts.clock(nanos);
        return clock.substring(0, Math.max(clock.lastIndexOf('.'), 0));
    }

    private void conclude(Facts facts, Revival revival, List<Conclusion> conclusions) {
        String sentence = "multicast to " + facts.name(revival.receiver()) + " was lost until "
                + facts.name(revival.receiver()) + " answered a query at about " + second(facts, revival.reported())
                + ": the switch had forgotten it";
        List<Evidence> evidence = new ArrayList<>();
        for (PairFacts pair : revival.pairs()) {
            conclusions.add(Clue.points(id(), pair.direction(), Place.SWITCH, Certainty.LIKELY, sentence));
            Segment loss = pair.narrowestLoss().orElseThrow();
            evidence.add(Proof.frames(
                    facts.picture().captures().get(loss.from().capture()),
                    loss.lostFrames(),
                    Words.count(loss.lost(), "message") + " of "
                            + facts.name(pair.direction().from()) + " that were lost, the last of them at "
                            + facts.clock(loss.runLastNanos())));
        }
        conclusions.add(new Finding(
                id(),
                Place.SWITCH,
                Severity.FAULT,
                Certainty.LIKELY,
                sentence,
                evidence,
                List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted", "merge-detects-missing")));
    }
}
