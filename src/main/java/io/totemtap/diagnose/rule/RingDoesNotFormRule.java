package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Elimination;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.totem.Node.Phase;
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.Ring.Ended;
import io.totemtap.track.totem.Ring.Formed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Nodes agree on a ring, which takes multicast both ways, and the commit token does not come round, again and again: unicast is lost,
 * or a node does not know where to send it. Also while it lasts: a ring broke, and no other one has formed.
 */
public final class RingDoesNotFormRule implements Rule {

    private static final int FEWEST = 2;

    /** A ring whose members are there forms within this. */
    private static final long PATIENCE = 3 * EpochNanos.SECOND;

    @Override
    public String id() {
        return "ring-does-not-form";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Vantage capture : facts.picture().captures()) {
            List<Ring> failed = capture.observation().rings().stream()
                    .filter(ring -> ring.formedBy() == Formed.COMMIT_TOKEN
                            && ring.members().size() > 1
                            && ring.tokens() == 0
                            && ring.messages() == 0)
                    .toList();
            if (failed.size() >= FEWEST && conclusions.isEmpty()) {
                conclusions.add(finding(facts, capture, failed));
            }
        }
        if (conclusions.isEmpty()) {
            facts.picture().captures().stream()
                    .flatMap(capture -> since(facts, capture).stream())
                    .limit(1)
                    .forEach(conclusions::add);
        }
        return conclusions;
    }

    /** A ring broke, members of it go on looking for others, and none has formed until the capture's end, or until now. */
    private Optional<Finding> since(Facts facts, Vantage capture) {
        Optional<Ring> last = capture.observation().rings().stream()
                .filter(ring -> ring.tokens() > 0 && ring.members().size() > 1)
                .max(Comparator.comparingLong(ring -> ring.seen().lastNanos()));
        if (last.isEmpty() || last.get().endedBy() != Ended.GATHER) {
            return Optional.empty();
        }
        Ring broken = last.get();
        List<String> looking = capture.observation().nodes().stream()
                .filter(node -> broken.members().contains(node.host())
                        && (node.phaseAtEnd() == Phase.GATHER || node.phaseAtEnd() == Phase.COMMIT)
                        && node.joins().lastNanos() - broken.endNanos() >= PATIENCE)
                .map(node -> facts.name(node.host()))
                .toList();
        long passed = capture.observation().lastNanos() - broken.endNanos();
        if (looking.size() < FEWEST) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                id(),
                Place.UNDECIDED,
                Elimination.SUSPECTS,
                Severity.FAULT,
                Certainty.LIKELY,
                "the ring broke at " + facts.clock(broken.endNanos()) + " and none has formed in the "
                        + Words.duration(passed) + " since, while " + Words.list(looking) + " look for members",
                List.of(Proof.frames(capture, broken.seen(), "the ring that broke")),
                List.of()));
    }

    private Finding finding(Facts facts, Vantage capture, List<Ring> failed) {
        Ring first = failed.get(0);
        List<String> members = first.members().stream().map(facts::name).toList();
        Evidence evidence = Proof.frames(
                capture,
                first.seen(),
                "commit tokens of the first of these rings, sequence "
                        + first.id().sequence());
        return new Finding(
                id(),
                Place.UNDECIDED,
                List.of(Place.UNICAST, Place.CLUSTER),
                Severity.FAULT,
                Certainty.PROVEN,
                Words.count(failed.size(), "ring") + " of " + Words.list(members)
                        + " did not form: everybody agreed by multicast, and the commit token did not come round",
                List.of(evidence),
                List.of());
    }
}
