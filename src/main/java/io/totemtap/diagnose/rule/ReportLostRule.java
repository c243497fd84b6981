package io.totemtap.diagnose.rule;

import io.totemtap.correlate.ClockAlignment;
import io.totemtap.correlate.Period;
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
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A host's reports leave its kernel and do not come to its switch port, while other frames of the same seconds do: a switch cannot know a
 * member of which it has no report.
 */
public final class ReportLostRule implements Rule {

    private static final long FEWEST = 3;
    private static final long GUARD = EpochNanos.SECOND;

    /** A histogram that is full has so many slots at least: that is how finely times are known. */
    private static final int FEWEST_SLOTS = 256;

    /** A host's reports to one destination in two captures; times by the reference clock. */
    private record Compared(Flow sent, long count, long arrived, long firstMissing, long lastArrived) {}

    @Override
    public String id() {
        return "report-lost";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (int on = 0; on < facts.picture().captures().size(); on++) {
            for (int port = 0; port < facts.picture().captures().size(); port++) {
                Vantage host = facts.picture().captures().get(on);
                Vantage mirror = facts.picture().captures().get(port);
                boolean comparable = host.host()
                                .filter(one -> host.isOn(one) && mirror.faces(one))
                                .isPresent()
                        && !host.isLossy()
                        && !mirror.isLossy()
                        && facts.picture().clocks().areRelated(on, port);
                if (comparable && !losesAll(facts, host.host().get(), on, port)) {
                    judge(facts, host.host().get(), on, port, conclusions);
                }
            }
        }
        return conclusions;
    }

    /** Where its multicast is lost as well it is no matter of reports. */
    private static boolean losesAll(Facts facts, IpAddress host, int on, int port) {
        return facts.pairs().stream()
                .filter(pair -> pair.direction().from().equals(host))
                .flatMap(pair -> pair.losses().stream())
                .anyMatch(loss -> loss.from().capture() == on && loss.to().capture() == port);
    }

    private void judge(Facts facts, IpAddress host, int on, int port, List<Conclusion> conclusions) {
        Set<IpAddress> groups = new TreeSet<>();
        facts.picture().groups().forEach(group -> groups.add(group.address()));
        for (Flow sent : reports(facts.picture().captures().get(on), host)) {
            IpAddress to = sent.key().destination();
            if (groups.contains(to) || (to.isLinkLocalMulticast() && isV3(facts, host, on))) {
                compare(facts, sent, on, port)
                        .filter(compared -> compared.count() - compared.arrived() >= FEWEST)
                        .ifPresent(lost -> conclude(facts, on, port, lost, conclusions));
            }
        }
    }

    private static boolean isV3(Facts facts, IpAddress host, int on) {
        return facts.picture().captures().get(on).observation().memberships().stream()
                .anyMatch(one -> one.host().equals(host) && one.version() > 2);
    }

    private static List<Flow> reports(Vantage capture, IpAddress host) {
        return capture.observation().flows().stream()
                .filter(flow -> flow.key().kind() == Kind.MEMBERSHIP
                        && flow.key().source().equals(host))
                .toList();
    }

    /** Nothing where the mirror has no IGMP at all: its filter may have left it out. */
    private static Optional<Compared> compare(Facts facts, Flow sent, int on, int port) {
        List<Flow> mirrored = facts.picture().captures().get(port).observation().flows();
        boolean hasIgmp = mirrored.stream()
                .anyMatch(flow -> flow.key().kind() == Kind.MEMBERSHIP
                        && flow.key().destination().isLinkLocalMulticast());
        if (!hasIgmp) {
            return Optional.empty();
        }
        IpAddress host = sent.key().source();
        NavigableMap<Long, Long> others = times(
                facts,
                port,
                flow -> flow.key().source().equals(host) && flow.key().kind() != Kind.MEMBERSHIP);
        NavigableMap<Long, Long> arrivals =
                times(facts, port, flow -> flow.key().equals(sent.key()));
        Period common = time(facts, on).and(time(facts, port));
        long guard = Math.max(GUARD, common.nanos() / FEWEST_SLOTS);
        long count = 0;
        long firstMissing = Long.MAX_VALUE;
        for (Map.Entry<Long, Long> some :
                times(facts, on, flow -> flow.key().equals(sent.key())).entrySet()) {
            long at = some.getKey();
            boolean isTrusted = at > common.fromNanos() + guard
                    && at < common.toNanos() - guard
                    && !others.subMap(at - guard, at + guard).isEmpty();
            count += isTrusted ? some.getValue() : 0;
            boolean isMissing =
                    isTrusted && arrivals.subMap(at - guard, at + guard).isEmpty();
            firstMissing = isMissing ? Math.min(firstMissing, at) : firstMissing;
        }
        long arrived = arrivals.values().stream().mapToLong(Long::longValue).sum();
        long last = arrivals.isEmpty() ? EpochNanos.NEVER : arrivals.lastKey();
        return Optional.of(new Compared(sent, count, arrived, firstMissing, last));
    }

    /** How many frames of some flows came when, by the reference clock, to the width of a histogram slot. */
    private static NavigableMap<Long, Long> times(Facts facts, int capture, Predicate<Flow> which) {
        NavigableMap<Long, Long> times = new TreeMap<>();
        facts.picture().captures().get(capture).observation().flows().stream()
                .filter(which)
                .forEach(flow -> flow.overTime()
                        .forEach((begin, count) -> times.merge(
                                facts.picture().clocks().toReference(capture, begin), (long) count, Long::sum)));
        return times;
    }

    private static Period time(Facts facts, int capture) {
        Vantage vantage = facts.picture().captures().get(capture);
        ClockAlignment clocks = facts.picture().clocks();
        return new Period(
                clocks.toReference(capture, vantage.observation().firstNanos()),
                clocks.toReference(capture, vantage.observation().lastNanos()));
    }

    private void conclude(Facts facts, int on, int port, Compared lost, List<Conclusion> conclusions) {
        Vantage capture = facts.picture().captures().get(on);
        IpAddress host = lost.sent().key().source();
        String sentence = Words.count(lost.count() - lost.arrived()) + " of " + Words.count(lost.count(), "report")
                + " of " + facts.name(host) + " never came to its switch port, though other frames of it did";
        long interval = capture.observation().timers().groupMembershipInterval();
        boolean explains = false;
        for (PairFacts pair : facts.pairs()) {
            Optional<Segment> loss = pair.narrowestLoss().filter(AgedOutRule::concernsSwitch);
            if (pair.direction().to().equals(host)
                    && loss.filter(one -> isForgotten(lost, one, interval)).isPresent()) {
                explains = true;
                conclusions.add(Clue.clears(id(), pair.direction(), List.of(Place.SWITCH), sentence));
                conclusions.add(Clue.explains(id(), pair.direction(), sentence));
            }
        }
        conclusions.add(new Finding(
                id(),
                Place.SENDER_NIC,
                explains ? Severity.FAULT : Severity.WARNING,
                reports(facts.picture().captures().get(port), host).isEmpty() ? Certainty.LIKELY : Certainty.PROVEN,
                sentence + ": a switch cannot know a member of which it has no report",
                List.of(Proof.frames(
                        capture,
                        lost.sent().sample(),
                        "reports of " + facts.name(host) + " at " + capture.name() + "; "
                                + (lost.arrived() == 0 ? "none" : "only " + Words.count(lost.arrived()))
                                + " of them at "
                                + facts.picture().captures().get(port).name())),
                explains ? List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted") : List.of()));
    }

    /** The switch had no report to go by when the loss began: none ever came, or the last one's time was over. */
    private static boolean isForgotten(Compared lost, Segment loss, long interval) {
        long onset = loss.lostFrames().firstNanos();
        return lost.firstMissing() < onset
                && (lost.lastArrived() == EpochNanos.NEVER || onset - lost.lastArrived() >= interval - interval / 10);
    }
}
