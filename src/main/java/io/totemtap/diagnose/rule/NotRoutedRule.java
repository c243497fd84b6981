package io.totemtap.diagnose.rule;

import io.totemtap.correlate.LossPattern;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
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
import io.totemtap.diagnose.Words;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Unicast passes the router between two hosts, and of the group nothing does, although it leaves with a TTL that would do and the receiver
 * reports the group. Routing of multicast has to be configured apart from that of unicast.
 */
public final class NotRoutedRule implements Rule {

    private static final List<String> CONSEQUENCES = List.of(
            Finding.LOSS_BETWEEN_CAPTURES, "switch-ignores-reports", "daemon-does-not-hear", "ring-interrupted");

    @Override
    public String id() {
        return "not-routed";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            Optional<Segment> loss = pair.narrowestLoss().filter(one -> one.pattern() == LossPattern.TOTAL);
            Optional<Flow> sent = sent(facts, pair);
            if (loss.isPresent() && sent.isPresent() && pair.framesAtReceiver() == 0 && !pair.isHeard()) {
                RouterBetween.of(facts, direction)
                        .ifPresent(router -> conclude(facts, pair, loss.get(), sent.get(), router, conclusions));
            }
        }
        return conclusions;
    }

    /** The sender's multicasts where they have more than one hop before them; empty where some have not. */
    private static Optional<Flow> sent(Facts facts, PairFacts pair) {
        List<IpAddress> groups = pair.deliveries().stream()
                .map(delivery -> delivery.group())
                .map(Endpoint::address)
                .toList();
        List<Flow> flows = facts.picture().captures().stream()
                .flatMap(capture -> capture.observation().flows().stream())
                .filter(flow -> flow.key().kind() == Kind.GROUP
                        && flow.isTotem()
                        && flow.key().source().equals(pair.direction().from())
                        && groups.contains(flow.key().destination()))
                .toList();
        boolean farEnough = flows.stream().allMatch(flow -> flow.lowestTimeToLive() > 1);
        return farEnough ? flows.stream().findFirst() : Optional.empty();
    }

    /** Between the two network cards nothing is left but what lies in the network. */
    private static boolean isInTheNetwork(Facts facts, Segment loss) {
        Vantage later = facts.picture().captures().get(loss.to().capture());
        boolean seesAll =
                loss.to().spot() == Spot.RECEIVER_PORT || later.promiscuous().orElse(false);
        return loss.from().spot() != Spot.SENDER && seesAll;
    }

    private void conclude(
            Facts facts, PairFacts pair, Segment loss, Flow sent, RouterBetween router, List<Conclusion> conclusions) {
        Vantage from = facts.picture().captures().get(loss.from().capture());
        String group = sent.key().destination().toString();
        String sender = facts.name(pair.direction().from());
        String receiver = facts.name(pair.direction().to());
        String sentence = "a router stands between " + sender + " and " + receiver + ", and none of the "
                + Words.count(loss.sent(), "message") + " of " + sender + " to " + group
                + " passed it, though their TTL is "
                + sent.lowestTimeToLive();
        boolean certain = isInTheNetwork(facts, loss);
        if (certain) {
            conclusions.add(Clue.points(id(), pair.direction(), Place.SWITCH, Certainty.LIKELY, sentence));
        }
        conclusions.add(new Finding(
                id(),
                certain ? Place.SWITCH : Place.NONE,
                certain ? Severity.FAULT : Severity.WARNING,
                certain ? Certainty.LIKELY : Certainty.POSSIBLE,
                sentence + ": it does not seem to route the group",
                List.of(
                        Proof.frames(from, loss.lostFrames(), "messages that never came to " + receiver),
                        router.evidence()),
                certain ? CONSEQUENCES : List.of()));
    }
}
