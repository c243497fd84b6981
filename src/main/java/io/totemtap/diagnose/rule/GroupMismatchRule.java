package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Participant;
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
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Two nodes are each alone and multicast to different groups or ports: they cannot hear one another, and nothing is lost between them.
 * Nodes that have found partners of their own are two clusters, and well.
 */
public final class GroupMismatchRule implements Rule {

    @Override
    public String id() {
        return "group-mismatch";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Participant> alone = facts.picture().hosts().stream()
                .filter(host -> host.isTotem() && isAlone(facts, host.address()))
                .toList();
        List<Conclusion> conclusions = new ArrayList<>();
        for (int i = 0; i < alone.size(); i++) {
            for (int j = i + 1; j < alone.size(); j++) {
                List<Endpoint> one = facts.groupsOf(alone.get(i).address());
                List<Endpoint> other = facts.groupsOf(alone.get(j).address());
                if (one.size() == 1 && other.size() == 1 && !one.equals(other)) {
                    conclusions.add(finding(facts, alone.get(i), one.get(0), alone.get(j), other.get(0)));
                }
            }
        }
        return conclusions;
    }

    /** Nobody else multicasts to its group and port, and it exchanged no token with anybody. */
    private static boolean isAlone(Facts facts, IpAddress host) {
        boolean shares = facts.picture().hosts().stream()
                .anyMatch(other -> !other.address().equals(host) && facts.shareGroup(host, other.address()));
        boolean tokens = facts.picture().captures().stream()
                .flatMap(capture -> capture.observation().flows().stream())
                .anyMatch(flow -> flow.key().kind() == Kind.UNICAST
                        && (flow.key().source().equals(host)
                                || flow.key().destination().equals(host)));
        return !shares && !tokens;
    }

    private Finding finding(Facts facts, Participant one, Endpoint first, Participant other, Endpoint second) {
        boolean sameGroup = first.address().equals(second.address());
        String what = sameGroup ? "port" : "group";
        return new Finding(
                sameGroup ? "port-mismatch" : id(),
                Place.CLUSTER,
                Severity.FAULT,
                Certainty.LIKELY,
                one.name() + " multicasts to " + first + " and " + other.name() + " to " + second + ": with different "
                        + what + "s they cannot hear one another",
                List.of(evidence(facts, one, first), evidence(facts, other, second)),
                List.of());
    }

    private static Evidence evidence(Facts facts, Participant host, Endpoint group) {
        for (Vantage capture : facts.picture().captures()) {
            for (Flow flow : capture.observation().flows()) {
                if (flow.key().kind() == Kind.GROUP
                        && flow.key().source().equals(host.address())
                        && flow.key().destination().equals(group.address())) {
                    return Proof.frames(capture, flow.sample(), "multicasts of " + host.name() + " to " + group);
                }
            }
        }
        return Evidence.of(host.name() + " multicasts to " + group);
    }
}
