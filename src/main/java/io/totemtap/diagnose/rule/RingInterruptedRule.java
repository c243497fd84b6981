package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Elimination;
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
import io.totemtap.track.TimeHistogram;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.totem.Node;
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.Ring.Ended;
import io.totemtap.track.totem.Ring.Standstill;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A ring broke without anybody joining it or leaving it, or its token was repeated for long before it went on: a token was lost, a node
 * stood still, a link was down. Something happened, also where nothing tells what.
 */
public final class RingInterruptedRule implements Rule {

    private static final long LONG = 5 * EpochNanos.SECOND;

    /** A token is repeated within half a second at most usual settings; so long nobody took any of its repeats. */
    private static final long STANDSTILL = EpochNanos.SECOND;

    /** A ring of whose members each hears the others forms sooner than this. */
    private static final long LASTING = 3 * EpochNanos.SECOND;

    private static final long FEWEST = 5;

    /** Members that look for each other multicast ten times and more within this. */
    private static final long AT_ONCE = EpochNanos.SECOND;

    /** Who is left where the multicast is known to have passed. */
    private static final List<Place> BEYOND_MULTICAST = List.of(Place.UNICAST, Place.CLUSTER, Place.RECEIVER_HOST);

    @Override
    public String id() {
        return "ring-interrupted";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        for (Vantage capture : facts.picture().captures()) {
            List<Ring> rings = capture.observation().rings().stream()
                    .filter(ring -> ring.tokens() > 0 || ring.messages() > 0)
                    .sorted(Comparator.comparingLong(ring -> ring.seen().firstNanos()))
                    .toList();
            for (Ring ring : rings) {
                if (ring.members().size() > 1 && ring.endedBy() == Ended.GATHER) {
                    Optional<Finding> found = interruption(facts, capture, ring, rings);
                    if (found.isPresent()) {
                        return List.of(found.get());
                    }
                }
            }
        }
        Optional<Finding> stoodStill = standstill(facts);
        return stoodStill.isPresent() ? List.of(stoodStill.get()) : encrypted(facts);
    }

    /** The longest time in which a token did not go on, though the ring survived it. */
    private Optional<Finding> standstill(Facts facts) {
        Optional<Finding> found = Optional.empty();
        long longest = STANDSTILL;
        for (Vantage capture : facts.picture().captures()) {
            for (Ring ring : capture.observation().rings()) {
                long nanos = ring.standstill().map(Standstill::nanos).orElse(0L);
                if (nanos >= longest) {
                    longest = nanos + 1;
                    found = ring.standstill().map(one -> standstill(facts, capture, one));
                }
            }
        }
        return found;
    }

    private Finding standstill(Facts facts, Vantage capture, Standstill one) {
        return new Finding(
                id(),
                Place.UNDECIDED,
                Elimination.SUSPECTS,
                Severity.FAULT,
                Certainty.PROVEN,
                "the token " + facts.name(one.from()) + " passed on"
                        + one.to().map(to -> " to " + facts.name(to)).orElse("") + " at "
                        + facts.clock(one.fromNanos()) + " stood still for " + Words.duration(one.nanos())
                        + " and was repeated meanwhile; the ring survived it",
                List.of(Proof.between(
                        capture,
                        one.lastFrame(),
                        one.nextFrame(),
                        one.fromNanos(),
                        one.toNanos(),
                        one.repeats() + 1,
                        "the token, and the next one")),
                List.of());
    }

    /** Where nothing can be read, tokens that stop for a while and go on tell the same. */
    private List<Conclusion> encrypted(Facts facts) {
        for (Vantage capture : facts.picture().captures()) {
            for (Flow flow : capture.observation().flows()) {
                long[] gap = flow.overTime().longestGap();
                boolean isOpaque =
                        flow.key().kind() == Kind.UNICAST && flow.keys().containsKey(Flow.OPAQUE);
                if (isOpaque && gap[1] - gap[0] > LONG && !sendsElsewhere(capture, flow, gap)) {
                    return List.of(new Finding(
                            id(),
                            Place.UNDECIDED,
                            Elimination.SUSPECTS,
                            Severity.FAULT,
                            Certainty.LIKELY,
                            "tokens from " + facts.name(flow.key().source()) + " to "
                                    + facts.name(flow.key().destination())
                                    + " stopped for " + Words.duration(gap[1] - gap[0]) + " from " + facts.clock(gap[0])
                                    + " on: the ring was interrupted",
                            List.of(Proof.frames(capture, flow.sample(), "encrypted tokens")),
                            List.of()));
                }
            }
        }
        return List.of();
    }

    /** A token that goes to another member meanwhile is no token that stopped: the ring has got a member more, or one less. */
    private static boolean sendsElsewhere(Vantage capture, Flow stopped, long[] gap) {
        return capture.observation().flows().stream()
                .anyMatch(flow -> flow.key().kind() == Kind.UNICAST
                        && flow.isTotem()
                        && flow.key().source().equals(stopped.key().source())
                        && !flow.key().equals(stopped.key())
                        && flow.overTime().between(gap[0], gap[1]) > 1);
    }

    private Optional<Finding> interruption(Facts facts, Vantage capture, Ring broken, List<Ring> rings) {
        Set<IpAddress> before = new HashSet<>(broken.members());
        List<Ring> later = rings.stream()
                .filter(ring -> ring.seen().firstNanos() >= broken.endNanos()
                        && ring.members().stream().anyMatch(before::contains))
                .toList();
        if (later.isEmpty() || later.get(0).members().stream().anyMatch(member -> !before.contains(member))) {
            return Optional.empty();
        }
        List<IpAddress> after = later.get(0).members();
        List<IpAddress> gone = broken.members().stream()
                .filter(member -> !after.contains(member))
                .toList();
        boolean saidGoodbye = !gone.isEmpty()
                && gone.stream().allMatch(member -> facts.node(member)
                        .map(Node::leaves)
                        .map(leaves -> leaves.count() > 0)
                        .orElse(false));
        if (saidGoodbye) {
            return Optional.empty();
        }
        String how = gone.isEmpty()
                ? " and formed again with the same members"
                : " and went on without "
                        + Words.list(gone.stream().map(facts::name).toList());
        boolean passed = multicastPassed(facts, capture, broken, later.get(0));
        return Optional.of(new Finding(
                id(),
                Place.UNDECIDED,
                passed ? BEYOND_MULTICAST : Elimination.SUSPECTS,
                Severity.FAULT,
                Certainty.PROVEN,
                "the ring of "
                        + Words.list(broken.members().stream().map(facts::name).toList()) + " broke at "
                        + facts.clock(broken.endNanos()) + how + ", although nobody had joined or left"
                        + (passed ? "; meanwhile every multicast arrived" : ""),
                List.of(Proof.frames(capture, broken.seen(), "the ring that broke")),
                List.of()));
    }

    /**
     * Whether the members could not form a ring for a while although every one of them multicast meanwhile, and all of it arrived: then the
     * way of the multicast is not what was broken. Who was silent before the ring broke, or for a moment after, may be the reason: its own
     * host may have dropped what it sent before any capture saw it.
     */
    private static boolean multicastPassed(Facts facts, Vantage capture, Ring broken, Ring again) {
        long from = broken.endNanos();
        long to = again.seen().firstNanos();
        List<Flow> multicasts = capture.observation().flows().stream()
                .filter(flow -> flow.key().kind() == Kind.GROUP
                        && flow.isTotem()
                        && broken.members().contains(flow.key().source()))
                .toList();
        return to - from > LASTING
                && multicasts.size() >= broken.members().size()
                && multicasts.stream().allMatch(flow -> speaks(flow.overTime(), from, to))
                && facts.pairs().stream().allMatch(PairFacts::hasArrived);
    }

    private static boolean speaks(TimeHistogram sent, long from, long to) {
        return sent.between(from, to) >= FEWEST
                && sent.between(from - LASTING, from - 1) > 0
                && sent.between(from, from + AT_ONCE) > 0;
    }
}
