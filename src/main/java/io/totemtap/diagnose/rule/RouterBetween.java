package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Proof;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.List;
import java.util.Optional;

/**
 * A router between two hosts. Unicast that has passed one arrives with less than any usual initial TTL; where none was captured the hosts'
 * own routing tables may tell.
 *
 * @param certainty proven by a frame, likely by a table
 * @param evidence the frame or the table
 */
record RouterBetween(Certainty certainty, Evidence evidence) {

    private static final List<Integer> INITIAL = List.of(32, 64, 128, 255);

    /** The router between the two hosts of a direction; empty if nothing shows one, which does not mean that there is none. */
    static Optional<RouterBetween> of(Facts facts, Direction direction) {
        IpAddress one = direction.from();
        IpAddress other = direction.to();
        return byFrames(facts, one, other).or(() -> byTable(facts, one, other)).or(() -> byTable(facts, other, one));
    }

    private static Optional<RouterBetween> byFrames(Facts facts, IpAddress one, IpAddress other) {
        for (Vantage capture : facts.picture().captures()) {
            for (Flow flow : capture.observation().flows()) {
                IpAddress source = flow.key().source();
                IpAddress destination = flow.key().destination();
                boolean between = (source.equals(one) && destination.equals(other))
                        || (source.equals(other) && destination.equals(one));
                boolean usable = flow.key().kind() == Kind.ICMP || flow.key().kind() == Kind.UNICAST;
                if (between && usable && flow.lowestTimeToLive() > 1 && !INITIAL.contains(flow.lowestTimeToLive())) {
                    return Optional.of(new RouterBetween(Certainty.PROVEN, arrives(facts, capture, flow)));
                }
            }
        }
        return Optional.empty();
    }

    private static Evidence arrives(Facts facts, Vantage capture, Flow routed) {
        return Proof.frames(
                capture,
                routed.sample(),
                "unicast from " + facts.name(routed.key().source()) + " arrives with TTL " + routed.lowestTimeToLive()
                        + ": it has passed a router");
    }

    private static Optional<RouterBetween> byTable(Facts facts, IpAddress from, IpAddress to) {
        return facts.states(from).stream()
                .flatMap(state -> state.paths().routing().routeTo(to).stream())
                .flatMap(route -> route.gateway().stream())
                .findFirst()
                .map(router -> new RouterBetween(
                        Certainty.LIKELY,
                        Evidence.of("the routing table of " + facts.name(from) + " sends what is for " + facts.name(to)
                                + " by the router " + router)));
    }
}
