package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
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
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.Observation.Quiet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * For a while nothing at all passes a host's own capture, neither from it nor to it, while others send to it, unicast too: its link or
 * its interface was down. That is no fault of multicast. Seen at its switch port alone, the port may have been shut as well.
 */
public final class LinkDownRule implements Rule {

    @Override
    public String id() {
        return "link-down";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            Vantage capture = facts.picture().captures().get(i);
            Optional<IpAddress> host = capture.host()
                    .filter(one -> capture.isOn(one)
                            || (capture.faces(one) && facts.capturesOn(one).isEmpty()));
            if (host.isPresent()) {
                for (Quiet quiet : capture.observation().quiet()) {
                    judge(facts, i, host.get(), quiet, conclusions);
                }
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, int capture, IpAddress host, Quiet quiet, List<Conclusion> conclusions) {
        long from = facts.picture().clocks().toReference(capture, quiet.fromNanos());
        long to = facts.picture().clocks().toReference(capture, quiet.toNanos());
        long unicast = lostUnicast(facts, host, from, to);
        if (unicast < 2) {
            return;
        }
        Vantage vantage = facts.picture().captures().get(capture);
        String name = facts.name(host);
        boolean atPort = vantage.faces(host);
        String sentence = "nothing at all passed the " + (atPort ? "switch port of " : "interface of ") + name + " for "
                + Words.duration(to - from) + " from " + facts.clock(from) + ", while " + Words.count(unicast, "token")
                + " were sent to it";
        Evidence evidence = Proof.between(
                vantage,
                quiet.lastFrame(),
                quiet.nextFrame(),
                quiet.fromNanos(),
                quiet.toNanos(),
                0,
                "the last frame before, and the first one after");
        conclusions.add(new Finding(
                id(),
                atPort ? Place.UNDECIDED : Place.RECEIVER_NIC,
                atPort
                        ? List.of(Place.SENDER_NIC, Place.SWITCH, Place.RECEIVER_NIC, Place.RECEIVER_HOST)
                        : List.of(Place.RECEIVER_NIC),
                Severity.FAULT,
                Certainty.LIKELY,
                sentence + ": its link or interface was down" + (atPort ? ", or the port was shut" : ""),
                List.of(evidence),
                List.of(
                        "loss-between-captures",
                        "unicast-lost",
                        "process-paused",
                        "daemon-does-not-hear",
                        "ring-interrupted")));
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            boolean concerned = direction.to().equals(host) || direction.from().equals(host);
            if (concerned && pair.isTroubled() && allLossesInside(pair, from, to)) {
                conclusions.add(Clue.explains(id(), direction, sentence));
            }
        }
    }

    private static long lostUnicast(Facts facts, IpAddress host, long from, long to) {
        long most = 0;
        for (Delivery delivery : facts.picture().unicast()) {
            for (Segment segment : delivery.segments()) {
                boolean inside = segment.lost() > 0
                        && segment.lostFrames().firstNanos() >= from - EpochNanos.SECOND
                        && segment.lostFrames().lastNanos() <= to + EpochNanos.SECOND;
                if (delivery.to().equals(host) && inside) {
                    most = Math.max(most, segment.lost());
                }
            }
        }
        return most;
    }

    private static boolean allLossesInside(PairFacts pair, long from, long to) {
        Optional<Segment> loss = pair.narrowestLoss();
        return loss.isEmpty()
                || (loss.get().lostFrames().firstNanos() >= from - EpochNanos.SECOND
                        && loss.get().lostFrames().lastNanos() <= to + EpochNanos.SECOND);
    }
}
