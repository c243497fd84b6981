package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.FrameId;
import io.totemtap.track.igmp.GroupQueries;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Querier;
import io.totemtap.track.totem.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * From some moment on nothing of the cluster comes any more, neither multicast nor unicast, while other frames do, and not everybody
 * said goodbye. The daemons may have stopped, or a switch no longer forwards to the place of the capture: what was well before says
 * nothing of the time since.
 */
public final class ClusterSilentRule implements Rule {

    /** An idle ring multicasts a merge-detect more often than this; shorter silences are ordinary. */
    private static final long PATIENCE = 10 * EpochNanos.SECOND;

    /** A leave within this time of a daemon's last packet belongs to its end. */
    private static final long CLOSE = 10 * EpochNanos.SECOND;

    /** Where a querier asks for the group, somebody left it, and a much shorter silence is enough: a few merge-detects did not come. */
    private static final long PATIENCE_ONCE_ASKED = EpochNanos.SECOND;

    @Override
    public String id() {
        return "cluster-silent";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        long end = TimeApart.end(facts.picture());
        List<Placed<Node>> active = new ArrayList<>();
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            for (Node node : facts.picture().captures().get(i).observation().nodes()) {
                if (node.isActive()) {
                    active.add(new Placed<>(i, node));
                }
            }
        }
        Optional<Placed<Node>> last = active.stream().max(Comparator.comparingLong(placed -> lastWord(facts, placed)));
        if (last.isEmpty()) {
            return List.of();
        }
        Optional<Placed<Querier>> asked = asked(facts, last.get());
        long silence = end - lastWord(facts, last.get());
        if (silence <= (asked.isPresent() ? PATIENCE_ONCE_ASKED : PATIENCE)
                || active.stream().allMatch(placed -> isExplained(facts, active, placed.value()))) {
            return List.of();
        }
        return List.of(finding(facts, last.get(), asked, end));
    }

    /** The querier that asked for the cluster's group after the last packet of the cluster. */
    private static Optional<Placed<Querier>> asked(Facts facts, Placed<Node> last) {
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            for (Querier querier :
                    facts.picture().captures().get(i).observation().queriers()) {
                GroupQueries queries = querier.groupQueries();
                if (queries.lastGroup().equals(last.value().group())
                        && toReference(facts, i, queries.lastNanos()) > lastWord(facts, last)) {
                    return Optional.of(new Placed<>(i, querier));
                }
            }
        }
        return Optional.empty();
    }

    private static long toReference(Facts facts, int capture, long nanos) {
        return facts.picture().clocks().toReference(capture, nanos);
    }

    private static long lastWord(Facts facts, Placed<Node> placed) {
        return toReference(facts, placed.capture(), placed.value().lastNanos());
    }

    /** Whether any capture tells why a node is silent: it left, its kernel left a group of the cluster, or says that nobody listens. */
    private static boolean isExplained(Facts facts, List<Placed<Node>> active, Node node) {
        for (Vantage capture : facts.picture().captures()) {
            boolean said = capture.observation().nodes().stream()
                    .anyMatch(one -> one.host().equals(node.host())
                            && (one.leaves().count() > 0 || one.unreachable().count() > 0));
            boolean left = capture.observation().memberships().stream()
                    .anyMatch(membership -> membership.host().equals(node.host())
                            && active.stream()
                                    .anyMatch(one -> one.value().group().equals(membership.group()))
                            && membership.end() == Membership.End.LEFT
                            && membership.endNanos() > node.lastNanos() - CLOSE);
            if (said || left) {
                return true;
            }
        }
        return false;
    }

    private Finding finding(Facts facts, Placed<Node> last, Optional<Placed<Querier>> asked, long end) {
        Vantage capture = facts.picture().captures().get(last.capture());
        Node node = last.value();
        long since = lastWord(facts, last);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Proof.frames(
                capture,
                node.multicasts().lastNanos() >= node.unicasts().lastNanos() ? node.multicasts() : node.unicasts(),
                "packets of " + facts.name(node.host()) + ", the last that was heard of"));
        asked.ifPresent(placed -> evidence.add(question(facts, placed)));
        return new Finding(
                id(),
                Place.UNDECIDED,
                List.of(Place.SWITCH, Place.CLUSTER),
                Severity.WARNING,
                Certainty.POSSIBLE,
                "nothing of the cluster came after " + facts.clock(since) + ", in the last "
                        + Words.duration(end - since) + " of the capture, and nobody had said that all leave",
                evidence,
                List.of());
    }

    private static Evidence question(Facts facts, Placed<Querier> asked) {
        GroupQueries queries = asked.value().groupQueries();
        return Proof.between(
                facts.picture().captures().get(asked.capture()),
                queries.lastFrame(),
                FrameId.NONE,
                queries.lastNanos(),
                queries.lastNanos(),
                1,
                facts.name(asked.value().address()) + " asks who is still in " + queries.lastGroup()
                        + ", as queriers do when somebody has left it");
    }
}
