package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
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

    /** Bits of a host within what is nearly always a network, a /24. */
    private static final int HOST_BITS = 8;

    @Override
    public String id() {
        return "ttl-too-low";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            Optional<Seen> local = timeToLiveOne(facts, direction.from());
            if (local.isPresent() && pair.framesAtReceiver() == 0 && !pair.isHeard()) {
                judge(facts, direction, local.get(), conclusions);
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, Direction direction, Seen multicast, List<Conclusion> conclusions) {
        Optional<RouterBetween> router = RouterBetween.of(facts, direction);
        if (router.isPresent()) {
            accuse(facts, direction, router.get(), multicast, conclusions);
        } else if (mayBeRouted(facts, direction.from(), direction.to())) {
            suspect(facts, direction, multicast, conclusions);
        }
    }

    /** Two networks by their addresses, and not one frame that passed between the hosts directly. */
    private static boolean mayBeRouted(Facts facts, IpAddress one, IpAddress other) {
        boolean twoNetworks = one instanceof Ipv4Address
                && other instanceof Ipv4Address
                && one.low() >>> HOST_BITS != other.low() >>> HOST_BITS;
        return twoNetworks
                && facts.picture().captures().stream()
                        .flatMap(capture -> capture.observation().flows().stream())
                        .map(Flow::key)
                        .noneMatch(key ->
                                (key.source().equals(one) && key.destination().equals(other))
                                        || (key.source().equals(other)
                                                && key.destination().equals(one)));
    }

    private void suspect(Facts facts, Direction direction, Seen multicast, List<Conclusion> conclusions) {
        String sender = facts.name(direction.from());
        String sentence = sender + " multicasts with TTL 1, and nothing shows that no router stands between it and "
                + facts.name(direction.to()) + ", whose address is of another network";
        conclusions.add(Clue.explains(id(), direction, sentence));
        conclusions.add(new Finding(
                id(),
                Place.UNDECIDED,
                List.of(Place.SWITCH, Place.RECEIVER_NIC, Place.CLUSTER),
                Severity.FAULT,
                Certainty.POSSIBLE,
                sentence,
                List.of(Proof.frames(
                        multicast.capture(), multicast.flow().sample(), "multicasts of " + sender + " with TTL 1")),
                List.of("loss-between-captures", "switch-ignores-reports", "daemon-does-not-hear")));
    }

    private record Seen(Vantage capture, Flow flow) {}

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

    private void accuse(
            Facts facts, Direction direction, RouterBetween router, Seen multicast, List<Conclusion> conclusions) {
        String sender = facts.name(direction.from());
        String receiver = facts.name(direction.to());
        String sentence = sender + " multicasts with TTL 1, and a router stands between it and " + receiver;
        conclusions.add(Clue.explains(id(), direction, sentence));
        conclusions.add(new Finding(
                id(),
                Place.CLUSTER,
                Severity.FAULT,
                router.certainty(),
                sentence + ": the router discards them",
                List.of(
                        Proof.frames(
                                multicast.capture(),
                                multicast.flow().sample(),
                                "multicasts of " + sender + " with TTL 1"),
                        router.evidence()),
                List.of("loss-between-captures", "switch-ignores-reports", "daemon-does-not-hear")));
    }
}
