package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.Generation;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two nodes on one group speak totem of different generations, whose messages have different layouts: each discards what the other says.
 * The byte order does not matter, a message tells it; nor does openais beside corosync 1, whose messages are the same.
 */
public final class GenerationMismatchRule implements Rule {

    private static final long FEWEST = 3;

    private static final List<Set<Generation>> ALIKE = List.of(
            EnumSet.of(Generation.A, Generation.B, Generation.A_OR_B),
            EnumSet.of(Generation.C2_0, Generation.C2_2, Generation.C2_3),
            EnumSet.of(Generation.D));

    /** What a node speaks, and where that is seen. */
    private record Speech(Set<Generation> layout, Generation generation, Vantage capture, Flow flow) {}

    @Override
    public String id() {
        return "generation-mismatch";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        Map<IpAddress, Optional<Speech>> speeches = speeches(facts);
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            Optional<Speech> from = speeches.getOrDefault(direction.from(), Optional.empty());
            Optional<Speech> to = speeches.getOrDefault(direction.to(), Optional.empty());
            if (from.isPresent()
                    && to.isPresent()
                    && !from.get().layout().equals(to.get().layout())
                    && facts.shareGroup(direction.from(), direction.to())
                    && !pair.isHeard()) {
                judge(facts, direction, from.get(), to.get(), conclusions);
            }
        }
        return conclusions;
    }

    /** Each node's layout; empty for one that has spoken in two, as after an update. */
    private static Map<IpAddress, Optional<Speech>> speeches(Facts facts) {
        Map<IpAddress, Optional<Speech>> speeches = new HashMap<>();
        for (Vantage capture : facts.picture().captures()) {
            for (Flow flow : capture.observation().flows()) {
                speech(capture, flow)
                        .ifPresent(told -> speeches.merge(
                                flow.key().source(),
                                Optional.of(told),
                                (one, other) ->
                                        one.filter(known -> known.layout().equals(told.layout()))));
            }
        }
        return speeches;
    }

    /** What stays opaque may be anybody's: only packets that were read tell their layout. */
    private static Optional<Speech> speech(Vantage capture, Flow flow) {
        boolean isRead = flow.key().kind() == Kind.GROUP
                && flow.frames() >= FEWEST
                && !flow.keys().isEmpty()
                && !flow.keys().containsKey(Flow.OPAQUE);
        Set<Generation> told = EnumSet.noneOf(Generation.class);
        told.addAll(flow.generations());
        told.remove(Generation.UNKNOWN);
        if (!isRead || told.isEmpty()) {
            return Optional.empty();
        }
        return ALIKE.stream()
                .filter(layout -> layout.containsAll(told))
                .findFirst()
                .map(layout -> new Speech(layout, told.iterator().next(), capture, flow));
    }

    private void judge(Facts facts, Direction direction, Speech from, Speech to, List<Conclusion> conclusions) {
        String sentence = facts.name(direction.from()) + " speaks "
                + from.generation().software() + ", " + facts.name(direction.to()) + " "
                + to.generation().software();
        conclusions.add(Clue.points(id(), direction, Place.CLUSTER, Certainty.PROVEN, sentence));
        if (direction.from().compareTo(direction.to()) < 0) {
            conclusions.add(new Finding(
                    id(),
                    Place.CLUSTER,
                    Severity.FAULT,
                    Certainty.PROVEN,
                    sentence + ": neither understands what the other one says",
                    List.of(evidence(facts, from), evidence(facts, to)),
                    List.of("daemon-does-not-hear", "key-mismatch", "secauth-mismatch")));
        }
    }

    private static Evidence evidence(Facts facts, Speech speech) {
        return Proof.frames(
                speech.capture(),
                speech.flow().sample(),
                "multicasts of " + facts.name(speech.flow().key().source()) + ", "
                        + speech.generation().software());
    }
}
