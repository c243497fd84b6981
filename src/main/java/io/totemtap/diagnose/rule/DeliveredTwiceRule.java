package io.totemtap.diagnose.rule;

import io.totemtap.capture.VantagePoint.Role;
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
import io.totemtap.track.FrameSample;
import io.totemtap.track.HostSigns;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Multicast of others comes to a host twice, microseconds apart, while what the host itself multicasts and what is sent to it alone stand
 * in its capture once: so it is not the capture that has everything twice. Totem takes no notice of a second copy; it is load, not loss.
 */
public final class DeliveredTwiceRule implements Rule {

    private static final long ENOUGH = 20;

    /** Fewer packets that came once do not show that others of their kind come once. */
    private static final long FEWEST = 8;

    @Override
    public String id() {
        return "delivered-twice";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Vantage capture : facts.picture().captures()) {
            if (capture.role() == Role.NODE && capture.host().isPresent()) {
                judge(facts, capture, capture.host().get(), conclusions);
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, Vantage capture, IpAddress host, List<Conclusion> conclusions) {
        HostSigns signs = capture.observation().signs();
        boolean ownOnce = count(signs, host) * 10 <= multicasts(capture, host);
        for (Map.Entry<IpAddress, FrameSample> other : signs.multicastTwice().entrySet()) {
            IpAddress source = other.getKey();
            long twice = other.getValue().count();
            long once = multicasts(capture, source);
            boolean isMany = twice >= ENOUGH && twice * 4 > once;
            boolean unicastOnce = signs.unicastTwice() * 10 < unicast(capture) && unicast(capture) >= FEWEST;
            if (!source.equals(host) && isMany && ownOnce && unicastOnce && isSentOnce(facts, source)) {
                conclusions.add(finding(facts, capture, host, source, other.getValue()));
            }
        }
        conclusions.sort((one, next) -> ((Finding) one).statement().compareTo(((Finding) next).statement()));
    }

    private Finding finding(Facts facts, Vantage capture, IpAddress host, IpAddress source, FrameSample copies) {
        List<Vantage> ports = facts.picture().captures().stream()
                .filter(port -> port.faces(host) && multicasts(port, source) >= FEWEST)
                .toList();
        boolean atPort = ports.stream()
                .anyMatch(port -> count(port.observation().signs(), source) * 4 > multicasts(port, source));
        String where;
        if (ports.isEmpty()) {
            where = "the network, its card or its bond delivers them twice";
        } else {
            where = atPort
                    ? "they leave the switch's port twice"
                    : "they leave the switch's port once, so its card or its bond delivers them twice";
        }
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                ports.isEmpty() ? Certainty.LIKELY : Certainty.PROVEN,
                Words.count(copies.count()) + " of "
                        + Words.count(multicasts(capture, source), "multicast") + " of " + facts.name(source)
                        + " came to " + facts.name(host) + " a second time within 2 ms, from "
                        + facts.clock(copies.firstNanos()) + " to " + facts.clock(copies.lastNanos()) + ": " + where
                        + ". Nothing is lost by that",
                List.of(
                        Proof.frames(capture, copies, "second copies of multicasts of " + facts.name(source)),
                        Evidence.of("what " + facts.name(host) + " multicasts itself stands in " + capture.name()
                                + " once, and so does unicast")),
                List.of());
    }

    /** Whether no capture on the sender has many of its multicasts twice. */
    private static boolean isSentOnce(Facts facts, IpAddress source) {
        return facts.capturesOn(source).stream()
                .allMatch(capture -> count(capture.observation().signs(), source) * 10 <= multicasts(capture, source));
    }

    private static long count(HostSigns signs, IpAddress source) {
        return signs.multicastTwice().getOrDefault(source, FrameSample.NONE).count();
    }

    /** Packets to groups, second copies not counted. */
    private static long multicasts(Vantage capture, IpAddress source) {
        return capture.observation().flows().stream()
                .filter(flow ->
                        flow.key().kind() == Kind.GROUP && flow.key().source().equals(source))
                .mapToLong(Flow::frames)
                .sum();
    }

    private static long unicast(Vantage capture) {
        return capture.observation().flows().stream()
                .filter(flow -> flow.key().kind() != Kind.GROUP && flow.key().kind() != Kind.MEMBERSHIP)
                .mapToLong(Flow::frames)
                .sum();
    }
}
