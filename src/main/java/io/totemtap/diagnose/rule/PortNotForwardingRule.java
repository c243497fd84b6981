package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Participant;
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
import io.totemtap.track.FrameId;
import io.totemtap.track.HeldPort;
import io.totemtap.track.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A host's link is up and the bridge behind it sends spanning tree messages, but nothing else comes in: the port listens and learns before
 * it forwards. A rapid message that says so proves it; without one it is the time that tells, twice the forward delay that the bridge
 * announces, after which everything is there at once.
 */
public final class PortNotForwardingRule implements Rule {

    private static final String ID = "port-not-forwarding";

    /** A message of the bridge may come this much late after the link, and another station's first word after the port's opening. */
    private static final long SLACK = 3 * EpochNanos.SECOND;

    /** Fewer refusals may be those of a port that was about to open. */
    private static final long REFUSALS = 2;

    /** What was on its way when the port closed or opened. */
    private static final long EDGE = EpochNanos.SECOND;

    /** A daemon that was cut off needs some time to form its ring again. */
    private static final long AFTERWARDS = 10 * EpochNanos.SECOND;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        List<Vantage> captures = facts.picture().captures();
        for (int i = 0; i < captures.size(); i++) {
            Vantage capture = captures.get(i);
            Optional<IpAddress> host = capture.host()
                    .filter(one -> capture.isOn(one)
                            || (capture.faces(one) && facts.capturesOn(one).isEmpty()));
            if (host.isPresent()) {
                judge(facts, i, host.get(), conclusions);
            }
        }
        return conclusions;
    }

    private static void judge(Facts facts, int capture, IpAddress host, List<Conclusion> conclusions) {
        Observation observation = facts.picture().captures().get(capture).observation();
        Optional<Participant> participant = facts.picture().hosts().stream()
                .filter(one -> one.address().equals(host))
                .findFirst();
        for (HeldPort held : observation.heldPorts()) {
            if (participant.isPresent()
                    && participant.get().macs().contains(held.station())
                    && (isRefused(held) || (isOfThatLength(held) && followsItsLink(observation, held)))) {
                conclude(facts, capture, host, held, conclusions);
            }
        }
    }

    private static boolean isRefused(HeldPort held) {
        return held.refusals() >= REFUSALS;
    }

    private static boolean isOfThatLength(HeldPort held) {
        long expected = 2 * held.forwardDelayNanos();
        return expected > 0 && Math.abs(held.heldNanos() - expected) <= Math.min(SLACK, expected / 2);
    }

    /** Whether the link came up when it began: else it may be the others who were silent, or behind a port that was held. */
    private static boolean followsItsLink(Observation observation, HeldPort held) {
        return held.fromNanos() != EpochNanos.NEVER
                && observation.quiet().stream()
                        .anyMatch(quiet -> quiet.toNanos() > held.fromNanos()
                                && quiet.toNanos() <= held.firstBpduNanos() + SLACK
                                && quiet.fromNanos() >= held.fromNanos() - SLACK);
    }

    private static void conclude(
            Facts facts, int capture, IpAddress host, HeldPort held, List<Conclusion> conclusions) {
        Vantage vantage = facts.picture().captures().get(capture);
        Certainty certainty = isRefused(held) ? Certainty.PROVEN : Certainty.LIKELY;
        String sentence = "the switch port of " + facts.name(host) + " did not forward for "
                + Words.duration(held.heldNanos()) + " until " + facts.clock(held.toNanos())
                + ": its spanning tree messages came in, and nothing else";
        List<PairFacts> concerned = concerned(facts, capture, host, held);
        for (PairFacts pair : concerned) {
            conclusions.add(Clue.points(ID, pair.direction(), Place.SWITCH, certainty, sentence));
        }
        boolean isCause = !concerned.isEmpty();
        conclusions.add(new Finding(
                ID,
                isCause ? Place.SWITCH : Place.NONE,
                isCause ? Severity.FAULT : Severity.WARNING,
                certainty,
                sentence,
                evidence(vantage, held),
                isCause
                        ? List.of(
                                "loss-between-captures",
                                "unicast-lost",
                                "daemon-does-not-hear",
                                "ring-interrupted",
                                "topology-change")
                        : List.of()));
    }

    private static List<Evidence> evidence(Vantage vantage, HeldPort held) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Proof.between(
                vantage,
                held.firstBpdu(),
                held.firstBpdu(),
                held.firstBpduNanos(),
                held.firstBpduNanos(),
                1,
                "the first of " + Words.count(held.bpdus(), "spanning tree message") + " meanwhile; forward delay "
                        + Words.duration(held.forwardDelayNanos())
                        + (held.refusals() > 0
                                ? ", and " + Words.count(held.refusals()) + " say that the port does not forward"
                                : ", and a port waits for it twice")));
        if (held.fromFrame() != FrameId.NONE) {
            evidence.add(Proof.between(
                    vantage,
                    held.fromFrame(),
                    held.toFrame(),
                    held.fromNanos(),
                    held.toNanos(),
                    2,
                    "the last frame of another station before, and the first one after"));
        }
        return evidence;
    }

    /** The directions from and to the host whose trouble is this one. */
    private static List<PairFacts> concerned(Facts facts, int capture, IpAddress host, HeldPort held) {
        long begin = held.fromNanos() == EpochNanos.NEVER ? held.firstBpduNanos() : held.fromNanos();
        long from = facts.picture().clocks().toReference(capture, begin) - EDGE;
        long to = facts.picture().clocks().toReference(capture, held.toNanos()) + EDGE;
        List<PairFacts> concerned = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            if ((direction.to().equals(host) || direction.from().equals(host))
                    && pair.isTroubled()
                    && lossesAreInside(pair, from, to)
                    && troubleIsInside(pair, from, to)) {
                concerned.add(pair);
            }
        }
        return concerned;
    }

    private static boolean lossesAreInside(PairFacts pair, long from, long to) {
        return pair.losses().stream()
                .map(Segment::lostFrames)
                .allMatch(lost -> lost.firstNanos() >= from && lost.lastNanos() <= to);
    }

    private static boolean troubleIsInside(PairFacts pair, long from, long to) {
        return pair.trouble().stream()
                .allMatch(trouble -> trouble.fromNanos() >= from && trouble.fromNanos() <= to + AFTERWARDS);
    }
}
