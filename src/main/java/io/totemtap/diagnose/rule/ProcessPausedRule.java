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
import io.totemtap.net.IpAddress;
import io.totemtap.track.Observation.Quiet;
import io.totemtap.track.totem.Node;
import io.totemtap.track.totem.Node.Silence;
import java.util.ArrayList;
import java.util.List;

/**
 * A daemon says nothing for seconds, multicast and unicast alike, although it is spoken to, and then goes on: its process or its host
 * stood still. The network is not to blame.
 */
public final class ProcessPausedRule implements Rule {

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
                if (silence.isOver() && wasSpokenTo(capture, placed.value(), silence)) {
                    conclusions.add(finding(facts, capture, placed.value().host(), silence));
                }
            }
        }
        return conclusions;
    }

    /** On the host itself every frame for it shows that it was reached; from elsewhere only what its kernel says meanwhile does. */
    private static boolean wasSpokenTo(Vantage capture, Node node, Silence silence) {
        boolean reached = capture.isOn(node.host()) ? !wasCutOff(capture, silence) : silence.kernelFrames() > 0;
        return silence.unanswered() > 1 && reached;
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
        boolean onHost = capture.isOn(host);
        String text = name + " sent no totem packet from " + Words.clock(silence.fromNanos()) + " to "
                + Words.clock(silence.toNanos()) + ", while " + Words.count(silence.unanswered(), "token") + " and "
                + Words.count(silence.othersMulticast(), "multicast") + (onHost ? " reached it" : " were sent");
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
                Severity.FAULT,
                onHost ? Certainty.PROVEN : Certainty.LIKELY,
                "the daemon on " + name + " stood still for " + Words.duration(silence.nanos()) + ": " + text,
                List.of(evidence),
                List.of("ring-changes", "token-lost"));
    }
}
