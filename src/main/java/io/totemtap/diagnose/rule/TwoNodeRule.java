package io.totemtap.diagnose.rule;

import io.totemtap.capture.config.ClusterConf;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
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
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.StateChange;
import io.totemtap.track.StateChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A cluster of two nodes in which each is quorate alone ({@code two_node}): while they do not hear each other, each takes the other for
 * dead and fences it. Nothing is broken in fencing itself.
 */
public final class TwoNodeRule implements Rule {

    @Override
    public String id() {
        return "two-node-fencing";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (ClusterConfiguration configuration : facts.configurations()) {
            if (configuration.twoNode() && conclusions.isEmpty()) {
                judge(facts, configuration).ifPresent(conclusions::add);
            }
        }
        return conclusions;
    }

    private Optional<Finding> judge(Facts facts, ClusterConfiguration configuration) {
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            boolean apart = direction.from().compareTo(direction.to()) < 0
                    && facts.shareGroup(direction.from(), direction.to())
                    && (pair.isTroubled()
                            || facts.pair(direction.reversed())
                                    .map(PairFacts::isTroubled)
                                    .orElse(false));
            if (apart) {
                List<Evidence> alone = new ArrayList<>();
                singleton(facts, direction.from()).ifPresent(alone::add);
                singleton(facts, direction.to()).ifPresent(alone::add);
                if (alone.size() == 2) {
                    return Optional.of(finding(facts, configuration, direction, alone));
                }
            }
        }
        return Optional.empty();
    }

    /** The last time a node had a ring of its own, as the first capture that saw it tells. */
    private static Optional<Evidence> singleton(Facts facts, IpAddress host) {
        for (Vantage capture : facts.picture().captures()) {
            Optional<StateChange> last = capture.observation().changes().stream()
                    .filter(change -> change.kind() == Kind.SINGLETON_RING
                            && change.host().equals(host))
                    .reduce((one, other) -> other);
            if (last.isPresent()) {
                long nanos = last.get().timeNanos();
                return Optional.of(Proof.between(
                        capture,
                        last.get().frame(),
                        last.get().frame(),
                        nanos,
                        nanos,
                        1,
                        facts.name(host) + " has a ring of its own from " + facts.clock(nanos)));
            }
        }
        return Optional.empty();
    }

    private Finding finding(
            Facts facts, ClusterConfiguration configuration, Direction direction, List<Evidence> alone) {
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                Certainty.PROVEN,
                "each of " + facts.name(direction.from()) + " and " + facts.name(direction.to())
                        + " is quorate alone (two_node), and each was alone: each takes the other for dead and fences "
                        + "it" + delay(configuration) + measured(facts, direction)
                        + ". Nothing is broken in fencing itself",
                alone,
                List.of());
    }

    /** How long they needed to find each other. */
    private static String measured(Facts facts, Direction direction) {
        return TimeApart.longest(facts, direction.from(), direction.to())
                .map(apart -> apart.isOver()
                        ? "; a ring of both took " + Words.duration(apart.nanos()) + " to form"
                        : "; no ring of both ever formed, " + Words.duration(apart.nanos())
                                + " after both had sent a JOIN")
                .orElse("");
    }

    private static String delay(ClusterConfiguration configuration) {
        if (configuration instanceof ClusterConf conf) {
            OptionalInt seconds = conf.fencing().postJoin();
            long nanos = seconds.orElse(3) * EpochNanos.SECOND;
            return " " + Words.duration(nanos) + " after it joins (post_join_delay"
                    + (seconds.isPresent() ? "" : ", the default") + ")";
        }
        return "";
    }
}
