package io.totemtap.diagnose.rule;

import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.config.Transport;
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
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cluster sends no multicast and is not meant to: kronosnet (the default of corosync 3) and udpu carry everything by unicast. A
 * configuration says so; on the wire kronosnet uses one port at both ends, and udpu sends totem's multicasts to one host at a time.
 */
public final class NoMulticastRule implements Rule {

    private static final int ENOUGH = 3;

    @Override
    public String id() {
        return Finding.NO_MULTICAST;
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        if (!facts.picture().groups().isEmpty()) {
            return List.of();
        }
        Optional<String> transport = configured(facts);
        List<Evidence> evidence = new ArrayList<>();
        transport.ifPresent(name -> evidence.add(Evidence.of("the configuration says transport " + name)));
        for (Vantage capture : facts.picture().captures()) {
            for (Flow flow : capture.observation().flows()) {
                if (evidence.size() < ENOUGH && isUnicastOnly(capture, flow)) {
                    evidence.add(Proof.frames(
                            capture,
                            flow.sample(),
                            facts.name(flow.key().source()) + " sends to "
                                    + facts.name(flow.key().destination()) + " alone, port "
                                    + flow.key().port()));
                }
            }
        }
        boolean onWire = evidence.size() > (transport.isPresent() ? 1 : 0);
        if (!onWire) {
            return List.of();
        }
        return List.of(new Finding(
                id(),
                Place.NONE,
                Severity.NOTE,
                transport.isPresent() ? Certainty.PROVEN : Certainty.LIKELY,
                "this cluster sends no multicast and is not meant to: " + transport.orElse("kronosnet or udpu")
                        + " carries everything by unicast",
                evidence,
                List.of()));
    }

    private static Optional<String> configured(Facts facts) {
        for (ClusterConfiguration configuration : facts.configurations()) {
            if (configuration.transport() == Transport.KNET) {
                return Optional.of("kronosnet");
            }
            if (configuration.transport() == Transport.UDPU) {
                return Optional.of("udpu");
            }
        }
        return Optional.empty();
    }

    /** One port at both ends, in both directions; or multicasts of totem sent to one host. */
    private static boolean isUnicastOnly(Vantage capture, Flow flow) {
        if (flow.key().kind() != Kind.UNICAST || flow.frames() < ENOUGH) {
            return false;
        }
        boolean onePort = flow.sourcePorts().contains(flow.key().port());
        boolean sentAlone =
                flow.messages("memb-join") + flow.messages("mcast") + flow.messages("memb-merge-detect") > 0;
        return sentAlone || (onePort && hasReturn(capture, flow));
    }

    private static boolean hasReturn(Vantage capture, Flow flow) {
        return capture.observation().flows().stream()
                .anyMatch(other -> other.key().kind() == Kind.UNICAST
                        && other.key().source().equals(flow.key().destination())
                        && other.key().destination().equals(flow.key().source())
                        && other.frames() >= ENOUGH);
    }
}
