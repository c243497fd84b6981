package io.totemtap.diagnose.rule;

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
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.Ring.Formed;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes agree on a ring, which takes multicast both ways, and the commit token does not come round, again and again: unicast is lost,
 * or a node does not know where to send it.
 */
public final class RingDoesNotFormRule implements Rule {

    private static final int FEWEST = 2;

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
        return conclusions;
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
