package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Multicasts with TTL 1 end at the first router. Unicast of the same hosts tells whether there is one: it arrives with less than any
 * usual initial TTL.
 */
public final class TimeToLiveRule implements Rule {

    private static final List<Integer> INITIAL = List.of(32, 64, 128, 255);

    @Override
    public String id() {
        return "ttl-too-low";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            Optional<Seen> routed = routed(facts, direction.from(), direction.to());
            Optional<Seen> local = timeToLiveOne(facts, direction.from());
            if (routed.isPresent() && local.isPresent() && pair.framesAtReceiver() == 0 && !pair.isHeard()) {
                judge(facts, direction, routed.get(), local.get(), conclusions);
            }
        }
        return conclusions;
    }

    private record Seen(Vantage capture, Flow flow) {}

    /** Unicast between two hosts that has passed a router. */
    private static Optional<Seen> routed(Facts facts, IpAddress one, IpAddress other) {
        for (Vantage capture : facts.picture().captures()) {
            for (Flow flow : capture.observation().flows()) {
                boolean between = (flow.key().source().equals(one)
                                && flow.key().destination().equals(other))
                        || (flow.key().source().equals(other)
                                && flow.key().destination().equals(one));
                boolean usable = flow.key().kind() == Kind.ICMP || flow.key().kind() == Kind.UNICAST;
                if (between && usable && flow.lowestTimeToLive() > 1 && !INITIAL.contains(flow.lowestTimeToLive())) {
                    return Optional.of(new Seen(capture, flow));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Seen> timeToLiveOne(Facts facts, IpAddress host) {
        for (Vantage capture : facts.picture().captures()) {
            for (Flow flow : capture.observation().flows()) {
                if (flow.key().kind() == Kind.GROUP
                        && flow.isTotem()
                        && flow.key().source().equals(host)
                        && flow.highestTimeToLive() == 1) {
                    return Optional.of(new Seen(capture, flow));
                }
            }
        }
        return Optional.empty();
    }

    private void judge(Facts facts, Direction direction, Seen routed, Seen multicast, List<Conclusion> conclusions) {
        String sender = facts.name(direction.from());
        String receiver = facts.name(direction.to());
        String sentence = sender + " multicasts with TTL 1, and a router stands between it and " + receiver;
        conclusions.add(Clue.explains(id(), direction, sentence));
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Proof.frames(
                multicast.capture(), multicast.flow().sample(), "multicasts of " + sender + " with TTL 1"));
        evidence.add(Proof.frames(
                routed.capture(),
                routed.flow().sample(),
                "unicast from " + facts.name(routed.flow().key().source()) + " arrives with TTL "
                        + routed.flow().lowestTimeToLive() + ": it has passed a router"));
        conclusions.add(new Finding(
                id(),
                Place.CLUSTER,
                Severity.FAULT,
                Certainty.PROVEN,
                sentence + ": the router discards them",
                evidence,
                List.of("loss-between-captures", "switch-ignores-reports", "daemon-does-not-hear")));
    }
}
