package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.track.FrameSample;
import io.totemtap.track.totem.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * A daemon multicasts from a loopback address: it is bound to the loopback interface, as a node name that resolves to 127.0.0.1 makes it,
 * or because its own interface was down. Nothing it sends leaves the host. Only a capture on all interfaces shows it.
 */
public final class BoundToLoopbackRule implements Rule {

    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "bound-to-loopback";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Vantage capture : facts.picture().captures()) {
            FrameSample packets = capture.observation().signs().fromLoopback();
            if (packets.count() >= FEWEST) {
                conclusions.add(finding(facts, capture, packets));
            }
        }
        return conclusions;
    }

    private Finding finding(Facts facts, Vantage capture, FrameSample packets) {
        String host = capture.host().map(facts::name).orElse("the host of the capture " + capture.name());
        boolean alsoElsewhere = capture.host()
                .flatMap(facts::node)
                .map(Node::multicasts)
                .map(multicasts -> multicasts.count() > 0)
                .orElse(!capture.observation().nodes().isEmpty());
        return new Finding(
                id(),
                Place.CLUSTER,
                alsoElsewhere ? Severity.WARNING : Severity.FAULT,
                Certainty.PROVEN,
                "the daemon on " + host + " multicast from a loopback address from " + facts.clock(packets.firstNanos())
                        + " to " + facts.clock(packets.lastNanos()) + ": it was bound to the loopback interface, and "
                        + "nothing of it left the host",
                List.of(Proof.frames(capture, packets, "multicasts from a loopback address")),
                List.of());
    }
}
