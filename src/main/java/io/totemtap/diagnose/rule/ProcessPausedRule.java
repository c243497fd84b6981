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
import io.totemtap.net.IpAddress;
import io.totemtap.track.Observation.Quiet;
import io.totemtap.track.totem.Hearing;
import io.totemtap.track.totem.Node;
import io.totemtap.track.totem.Node.Silence;
import java.util.ArrayList;
import java.util.List;

/**
 * A daemon says nothing for seconds, multicast and unicast alike, although it is spoken to, and then goes on: its process or its host
 * stood still. The network is not to blame. Where no multicast of others came in that time either, it may be to blame as well: a ring
 * that loses its token begins to multicast.
 */
public final class ProcessPausedRule implements Rule {

    private static final long SOON = 5 * EpochNanos.SECOND;

    @Override
    public String id() {
        return "process-paused";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Placed<Node> placed : facts.picture().nodes()) {
            Vantage capture = facts.picture().captures().get(placed.capture());
            for (Silence silence : placed.value().silences()) {
                if (silence.isOver()
                        && capture.isOn(placed.value().host())
                        && silence.unanswered() + silence.othersMulticast() > 1
                        && !wasCutOff(capture, silence)
                        && worksAgain(facts, placed.value(), silence)) {
                    conclusions.add(finding(facts, capture, placed.value().host(), silence));
                }
            }
        }
        return conclusions;
    }

    /** A node that does not find back to the others has another trouble too, and its pause is not the answer. */
    private static boolean worksAgain(Facts facts, Node node, Silence silence) {
        return facts.picture().hearings().stream()
                        .map(Placed::value)
                        .filter(hearing -> hearing.to().equals(node.host()) && hearing.hearsAtEnd())
                        .anyMatch(hearing -> lastHeard(hearing) > silence.toNanos())
                && ringAfter(facts, node, silence);
    }

    private static long lastHeard(Hearing hearing) {
        return hearing.spans().get(hearing.spans().size() - 1).lastNanos();
    }

    /** Whether it was in a ring with others again soon. */
    private static boolean ringAfter(Facts facts, Node node, Silence silence) {
        return facts.capturesOn(node.host()).stream()
                .flatMap(capture -> capture.observation().rings().stream())
                .anyMatch(ring -> ring.members().contains(node.host())
                        && ring.members().size() > 1
                        && ring.tokens() > 0
                        && ring.seen().lastNanos() > silence.toNanos()
                        && ring.seen().firstNanos() < silence.toNanos() + SOON);
    }

    private static boolean wasCutOff(Vantage capture, Silence silence) {
        for (Quiet quiet : capture.observation().quiet()) {
            long overlap =
                    Math.min(quiet.toNanos(), silence.toNanos()) - Math.max(quiet.fromNanos(), silence.fromNanos());
            if (overlap * 2 > silence.nanos()) {
                return true;
            }
        }
        return false;
    }

    private Finding finding(Facts facts, Vantage capture, IpAddress host, Silence silence) {
        String name = facts.name(host);
        String text = name + " sent no totem packet from " + facts.clock(silence.fromNanos()) + " to "
                + facts.clock(silence.toNanos()) + ", while " + Words.count(silence.unanswered(), "repeated token")
                + " and "
                + Words.count(silence.othersMulticast(), "multicast") + " reached it";
        Evidence evidence = Proof.between(
                capture,
                silence.lastFrame(),
                silence.nextFrame(),
                silence.fromNanos(),
                silence.toNanos(),
                silence.unanswered() + silence.othersMulticast(),
                "the last packet of " + name + " before, and the first one after");
        return new Finding(
                id(),
                Place.CLUSTER,
                silence.othersMulticast() > 0 ? Severity.FAULT : Severity.WARNING,
                Certainty.PROVEN,
                "the daemon on " + name + " stood still for " + Words.duration(silence.nanos()) + ": " + text,
                List.of(evidence),
                List.of("ring-interrupted"));
    }
}
