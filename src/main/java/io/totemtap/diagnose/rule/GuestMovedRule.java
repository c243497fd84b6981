package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Segment;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
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
import io.totemtap.track.StateChange;
import io.totemtap.track.StateChange.Kind;
import io.totemtap.track.totem.Hearing;
import io.totemtap.track.totem.Hearing.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A hypervisor announced by reverse ARP that a guest is behind another switch port: it was moved, or its uplink failed over. Switches
 * learn its Ethernet address from that and nothing of its groups; those stay at the old port until the guest reports again.
 */
public final class GuestMovedRule implements Rule {

    /** A guest is paused for a moment before it is announced, and announced by the time it runs. */
    private static final long NEAR = 3 * EpochNanos.SECOND;

    /** Where so many moves are about that a loss is as near to one by chance in one of ten cases, nearness means nothing. */
    private static final long CHANCE = 10;

    /** Messages of an idle ring are about as far apart, so that nobody is nearer for sure. */
    private static final long AS_NEAR_AS_IT_GETS = EpochNanos.SECOND / 2;

    /** What was sent to a guest while it was paused is lost as well: one frame of so many may be. */
    private static final long PAUSED = 10;

    @Override
    public String id() {
        return "guest-moved";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Participant participant : facts.picture().hosts()) {
            if (participant.isTotem()) {
                List<Placed<StateChange>> moves = moves(facts, participant);
                if (!moves.isEmpty()) {
                    judge(facts, participant.address(), moves, conclusions);
                }
            }
        }
        return conclusions;
    }

    /** As the first capture tells that has any: all of a VLAN have the same. */
    private static List<Placed<StateChange>> moves(Facts facts, Participant participant) {
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            int capture = i;
            List<Placed<StateChange>> moves = facts.picture().captures().get(i).observation().changes().stream()
                    .filter(change -> change.kind() == Kind.MOVED
                            && participant.macs().stream()
                                    .anyMatch(mac -> mac.toString().equals(change.subject())))
                    .map(change -> new Placed<>(capture, change))
                    .toList();
            if (!moves.isEmpty()) {
                return moves;
            }
        }
        return List.of();
    }

    /**
     * When a guest was cut off, by the reference clock.
     *
     * @param evidence what tells
     * @param loss where captures measured it
     */
    private record Onset(long nanos, Evidence evidence, Optional<Segment> loss) {}

    private void judge(Facts facts, IpAddress guest, List<Placed<StateChange>> moves, List<Conclusion> conclusions) {
        List<Onset> cut = new ArrayList<>();
        Placed<StateChange> cause = moves.get(0);
        for (PairFacts pair : facts.pairs()) {
            Optional<Onset> onset = pair.direction().to().equals(guest) ? onset(facts, pair) : Optional.empty();
            Optional<Placed<StateChange>> near = onset.flatMap(one -> near(facts, moves, one.nanos()));
            if (near.isPresent()) {
                cause = near.get();
                cut.add(onset.get());
                conclusions.add(Clue.points(
                        id(),
                        pair.direction(),
                        Place.SWITCH,
                        Certainty.LIKELY,
                        "lost since " + facts.name(guest) + " was moved at " + clock(facts, cause)));
            }
        }
        conclusions.add(cut.isEmpty() ? known(facts, guest, moves) : finding(facts, guest, cause, cut));
    }

    /** Measured, or told by totem; either way what is sent to the guest alone has to come there. */
    private static Optional<Onset> onset(Facts facts, PairFacts pair) {
        return pair.isLost()
                ? pair.narrowestLoss()
                        .filter(loss -> loss.passed() > 0
                                && AgedOutRule.concernsSwitch(loss)
                                && isReached(facts, pair.direction().to()))
                        .map(loss -> measured(facts, pair, loss))
                : pair.hearing().flatMap(told -> told(facts, pair, told));
    }

    private static Onset measured(Facts facts, PairFacts pair, Segment loss) {
        Evidence evidence = Proof.frames(
                facts.picture().captures().get(loss.from().capture()),
                loss.lostFrames(),
                Words.count(loss.lost(), "message") + " of "
                        + facts.name(pair.direction().from()) + " that did not arrive, the last of them at "
                        + facts.clock(loss.runLastNanos()));
        return new Onset(loss.runFirstNanos(), evidence, Optional.of(loss));
    }

    /** Whoever asks for messages does it in the token, which is sent to it alone. */
    private static Optional<Onset> told(Facts facts, PairFacts pair, Placed<Hearing> told) {
        boolean heardBefore = told.value().spans().stream()
                .findFirst()
                .filter(span -> span.state() == State.HEARS)
                .isPresent();
        return pair.deafSpans().stream()
                .findFirst()
                .filter(span -> heardBefore && DaemonDeafRule.isRingClue(span))
                .map(span -> new Onset(
                        facts.picture().clocks().toReference(told.capture(), span.firstNanos()),
                        Proof.between(
                                facts.picture().captures().get(told.capture()),
                                span.firstFrame(),
                                span.lastFrame(),
                                span.firstNanos(),
                                span.lastNanos(),
                                span.count(),
                                "tokens by which " + facts.name(pair.direction().to()) + " asks for messages of "
                                        + facts.name(pair.direction().from())),
                        Optional.empty()));
    }

    /** Whether what is sent to the guest alone comes there, but for the moment in which it was paused. */
    private static boolean isReached(Facts facts, IpAddress guest) {
        return facts.picture().unicast().stream()
                .filter(path -> path.to().equals(guest))
                .flatMap(path -> path.segments().stream())
                .anyMatch(segment -> segment.passed() > 0 && segment.lost() * PAUSED <= segment.sent());
    }

    private static Optional<Placed<StateChange>> near(Facts facts, List<Placed<StateChange>> moves, long onset) {
        long watched = facts.picture().captures().get(moves.get(0).capture()).lengthNanos();
        return moves.stream()
                .filter(move -> {
                    long away = Math.abs(onset - time(facts, move));
                    return away <= NEAR && 2 * Math.max(away, AS_NEAR_AS_IT_GETS) * CHANCE * moves.size() <= watched;
                })
                .findFirst();
    }

    private static long time(Facts facts, Placed<StateChange> move) {
        return facts.picture().clocks().toReference(move.capture(), move.value().timeNanos());
    }

    private static String clock(Facts facts, Placed<StateChange> move) {
        return facts.clock(time(facts, move));
    }

    private static Evidence announcement(Facts facts, IpAddress guest, Placed<StateChange> move) {
        StateChange change = move.value();
        return Proof.between(
                facts.picture().captures().get(move.capture()),
                change.frame(),
                change.frame(),
                change.timeNanos(),
                change.timeNanos(),
                1,
                "the reverse ARP request that announces " + facts.name(guest));
    }

    private Finding known(Facts facts, IpAddress guest, List<Placed<StateChange>> moves) {
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                Certainty.PROVEN,
                facts.name(guest) + " was announced behind another switch port at " + clock(facts, moves.get(0))
                        + (moves.size() > 1 ? ", one of " + Words.count(moves.size()) + " times" : "")
                        + ": a snooping switch has its groups at the old port until it reports again",
                List.of(announcement(facts, guest, moves.get(0))),
                List.of());
    }

    private Finding finding(Facts facts, IpAddress guest, Placed<StateChange> move, List<Onset> cut) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(announcement(facts, guest, move));
        cut.forEach(onset -> evidence.add(onset.evidence()));
        boolean healed = cut.stream()
                .flatMap(onset -> onset.loss().stream())
                .anyMatch(loss -> SinceLinkEventRule.reports(facts, guest).stream()
                        .anyMatch(report -> SinceLinkEventRule.isHealedBy(loss, report)));
        return new Finding(
                id(),
                Place.SWITCH,
                Severity.FAULT,
                Certainty.LIKELY,
                facts.name(guest) + " was moved behind another switch port at " + clock(facts, move)
                        + ", and multicast to it was lost from then on" + (healed ? " until it reported again" : "")
                        + ": the switch has its groups at the old port",
                evidence,
                List.of(
                        "loss-between-captures",
                        "revived-by-report",
                        "daemon-does-not-hear",
                        "ring-interrupted",
                        "merge-detects-missing"));
    }
}
