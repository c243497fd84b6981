package io.totemtap.diagnose.rule;

import io.totemtap.capture.log.LogEvent.DaemonStarted;
import io.totemtap.capture.log.LogEvent.FenceDue;
import io.totemtap.capture.log.LogEvent.FenceResult;
import io.totemtap.capture.log.LogEvent.Fencing;
import io.totemtap.capture.log.LogEvent.InterfaceUp;
import io.totemtap.capture.log.LogEvent.LinkChanged;
import io.totemtap.capture.log.LogEvent.LinkChanged.Change;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.HostLog;
import io.totemtap.correlate.HostLog.Line;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Segment;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.totem.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node fenced another one soon after its own start or link, while the other one's multicast was on its way and did not come, and later
 * it did: fencing was faster than the network. Who delayed the network is not told here.
 */
public final class FencedEarlyRule implements Rule {

    /** A spanning tree makes a port listen and learn for 30 s; a link takes some seconds besides. */
    private static final long LONGEST = 35 * EpochNanos.SECOND;

    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "fenced-too-early";
    }

    /**
     * A node that fences another one.
     *
     * @param line the first line that tells of it
     */
    private record Fenced(IpAddress by, IpAddress node, HostLog log, Line line) {}

    /** What a node had begun with shortly before. */
    private record Start(long nanos, String words) {}

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Fenced fenced : fenced(facts)) {
            Optional<Start> start = start(facts, fenced);
            Optional<Segment> late = start.flatMap(since -> late(facts, fenced));
            if (late.isPresent()) {
                conclusions.add(finding(facts, fenced, start.get(), late.get()));
            }
        }
        return conclusions;
    }

    /** The first time each node is fenced by each other one. */
    private static List<Fenced> fenced(Facts facts) {
        List<Fenced> all = new ArrayList<>();
        for (HostLog log : facts.logs()) {
            for (Line line : log.lines()) {
                Optional<IpAddress> node = target(line)
                        .flatMap(name -> node(facts, name, log.host().orElseThrow()));
                boolean isNew = node.isPresent()
                        && all.stream()
                                .noneMatch(one -> one.node().equals(node.get())
                                        && Optional.of(one.by()).equals(log.host()));
                if (isNew) {
                    all.add(new Fenced(log.host().orElseThrow(), node.get(), log, line));
                }
            }
        }
        return all;
    }

    private static Optional<String> target(Line line) {
        if (line.event() instanceof FenceDue due) {
            return Optional.of(due.node());
        }
        if (line.event() instanceof Fencing fencing) {
            return Optional.of(fencing.node());
        }
        return line.event() instanceof FenceResult result && result.success()
                ? Optional.of(result.node())
                : Optional.empty();
    }

    /** The node of a name; in a cluster of two it is the other one whatever it is called. */
    private static Optional<IpAddress> node(Facts facts, String name, IpAddress by) {
        List<Participant> others = facts.picture().hosts().stream()
                .filter(host -> host.isTotem() && !host.address().equals(by))
                .toList();
        return others.stream()
                .filter(host -> bare(host.name()).equals(bare(name)))
                .findFirst()
                .or(() -> others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty())
                .map(Participant::address);
    }

    private static String bare(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The link, else the daemon, else its first JOIN. */
    private static Optional<Start> start(Facts facts, Fenced fenced) {
        Optional<Start> link = Optional.empty();
        Optional<Start> daemon = Optional.empty();
        for (Line line : fenced.log().lines()) {
            boolean isShortlyBefore =
                    line.nanos() <= fenced.line().nanos() && fenced.line().nanos() - line.nanos() < LONGEST;
            if (isShortlyBefore && line.event() instanceof LinkChanged changed && changed.change() == Change.UP) {
                link = Optional.of(new Start(line.nanos(), "the link of " + changed.device() + " had come up"));
            } else if (isShortlyBefore
                    && (line.event() instanceof InterfaceUp || line.event() instanceof DaemonStarted)) {
                daemon = Optional.of(new Start(line.nanos(), "its daemon had started"));
            }
        }
        Optional<Start> told = link.isPresent() ? link : daemon;
        return told.isPresent() ? told : firstJoin(facts, fenced);
    }

    private static Optional<Start> firstJoin(Facts facts, Fenced fenced) {
        Optional<Placed<Node>> node = facts.picture().node(fenced.by());
        if (node.isEmpty() || node.get().value().joins().count() == 0) {
            return Optional.empty();
        }
        long first = facts.picture()
                .clocks()
                .toReference(node.get().capture(), node.get().value().joins().firstNanos());
        long after = fenced.line().nanos() - first;
        return after >= 0 && after < LONGEST ? Optional.of(new Start(first, "its first JOIN")) : Optional.empty();
    }

    /** What the fenced node had multicast to the other one before, all of it lost until then, and that passed later. */
    private static Optional<Segment> late(Facts facts, Fenced fenced) {
        long moment = fenced.line().nanos();
        return facts.pair(new Direction(fenced.node(), fenced.by())).stream()
                .flatMap(pair -> pair.deliveries().stream())
                .map(Delivery::endToEnd)
                .flatMap(Optional::stream)
                .filter(Segment::isAligned)
                .filter(way -> way.lostOverTime().between(way.firstNanos(), moment) >= FEWEST)
                .filter(way -> way.passedBetween(way.firstNanos(), moment) == 0 && way.passed() >= FEWEST)
                .findFirst();
    }

    private Finding finding(Facts facts, Fenced fenced, Start start, Segment late) {
        long moment = fenced.line().nanos();
        long[] first = {Long.MAX_VALUE};
        late.passedOverTime().forEach((begin, count) -> first[0] = Math.min(first[0], begin));
        String by = facts.name(fenced.by());
        String node = facts.name(fenced.node());
        String sentence = by + " fenced " + node + " at " + facts.clock(moment) + ", "
                + Words.duration(moment - start.nanos()) + " after " + start.words() + ": "
                + Words.count(late.lostOverTime().between(late.firstNanos(), moment), "message") + " of " + node
                + " had been lost by then, and the first one came at " + facts.clock(first[0]) + ", "
                + Words.duration(first[0] - moment) + " later. Fencing was faster than the network";
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                Certainty.LIKELY,
                sentence,
                List.of(
                        Evidence.of(fenced.log().file() + " line "
                                + fenced.line().number() + ": " + fenced.line().text()),
                        Proof.frames(
                                facts.picture().captures().get(late.from().capture()),
                                late.lostFrames(),
                                "messages of " + node + " that did not come to " + by)),
                List.of());
    }
}
