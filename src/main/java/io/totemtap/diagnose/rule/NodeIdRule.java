package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Participant;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Two machines use one node id in one group: totem takes them for one processor. Two addresses of one machine (redundant rings) use
 * different groups or ports, and have one Ethernet address or come through one router.
 */
public final class NodeIdRule implements Rule {

    @Override
    public String id() {
        return "node-id-doubled";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        List<Participant> hosts = facts.picture().hosts();
        for (Participant one : hosts) {
            for (Participant other : hosts) {
                if (one.address().compareTo(other.address()) < 0 && clash(facts, one, other)) {
                    long id = one.nodeIds().stream()
                            .filter(other.nodeIds()::contains)
                            .findFirst()
                            .orElse(0L);
                    conclusions.add(new Finding(
                            id(),
                            Place.CLUSTER,
                            Severity.FAULT,
                            Certainty.PROVEN,
                            one.name() + " and " + other.name() + " both are node " + id + " of one cluster",
                            List.of(
                                    Evidence.of(one.address() + " at " + one.macs() + " is node " + id),
                                    Evidence.of(other.address() + " at " + other.macs() + " is node " + id)),
                            List.of("ring-does-not-form", "ring-interrupted", "daemon-does-not-hear")));
                }
            }
        }
        return conclusions;
    }

    private static boolean clash(Facts facts, Participant one, Participant other) {
        return one.nodeIds().stream().anyMatch(id -> id != 0 && other.nodeIds().contains(id))
                && !one.macs().isEmpty()
                && !other.macs().isEmpty()
                && one.macs().stream().noneMatch(other.macs()::contains)
                && facts.shareGroup(one.address(), other.address());
    }
}
