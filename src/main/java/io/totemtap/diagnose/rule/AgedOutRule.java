package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
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
import io.totemtap.track.igmp.IgmpTimers;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Membership.End;
import io.totemtap.track.igmp.Querier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Multicast to a host stops at the moment a snooping switch must forget it: one group membership interval after its last report, with
 * no query in between that would have made it report again, and the host still a member. The signature of a missing querier.
 *
 * <p>The interval is the one the queries announce. Where there never was a query, switches use their own: stops between 120 s and 310 s
 * after the last report fit (125 s and 60 s queries, and vendors who age at five minutes).
 */
public final class AgedOutRule implements Rule {

    static final String ID = "membership-aged-out";

    private static final long EARLIEST = 120 * EpochNanos.SECOND;
    private static final long LATEST = 310 * EpochNanos.SECOND;
    private static final long GUARD = 3 * EpochNanos.SECOND;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Optional<Segment> loss = pair.narrowestLoss().filter(AgedOutRule::concernsSwitch);
            for (int i = 0; loss.isPresent() && i < facts.picture().captures().size(); i++) {
                Vantage capture = facts.picture().captures().get(i);
                IpAddress receiver = pair.direction().to();
                if (capture.isOn(receiver) || capture.faces(receiver)) {
                    Optional<Finding> found = judge(facts, i, pair, loss.get());
                    if (found.isPresent()) {
                        conclusions.add(found.get());
                        break;
                    }
                }
            }
        }
        return conclusions;
    }

    /** Whether there is a switch in the stretch. */
    static boolean concernsSwitch(Segment loss) {
        return loss.from().spot() != Spot.RECEIVER_PORT && loss.to().spot() != Spot.SENDER_PORT;
    }

    private Optional<Finding> judge(Facts facts, int capture, PairFacts pair, Segment loss) {
        Vantage vantage = facts.picture().captures().get(capture);
        for (Membership membership : vantage.observation().memberships()) {
            if (isOfReceiver(pair, membership) && fits(facts, capture, vantage, membership, loss)) {
                return Optional.of(finding(facts, capture, pair, membership, loss, List.of()));
            }
        }
        return Optional.empty();
    }

    /** Whether a membership is the receiver's in the sender's group, was reported and never left: what a switch can forget. */
    static boolean isOfReceiver(PairFacts pair, Membership membership) {
        return membership.host().equals(pair.direction().to())
                && membership.group().equals(pair.deliveries().get(0).group().address())
                && membership.end() != End.LEFT
                && membership.reports() > 0;
    }

    private static boolean fits(Facts facts, int capture, Vantage vantage, Membership membership, Segment loss) {
        long reported = facts.picture().clocks().toReference(capture, membership.lastReportNanos());
        long stop = loss.lostFrames().firstNanos();
        long lastPassed = loss.lastPassedNanos() == EpochNanos.NEVER ? reported : loss.lastPassedNanos();
        List<Querier> queriers = vantage.observation().queriers();
        if (queriers.isEmpty()) {
            return stop - reported >= EARLIEST - GUARD && lastPassed - reported <= LATEST + GUARD && lastPassed < stop;
        }
        IgmpTimers timers = vantage.observation().timers();
        long forgotten = reported + timers.groupMembershipInterval();
        long guard = Math.max(GUARD, timers.groupMembershipInterval() / 10);
        return !isAsked(facts, capture, reported, stop)
                && lastPassed < stop
                && stop >= forgotten - guard
                && lastPassed <= forgotten + guard;
    }

    /** Whether a capture has a query between two moments of the reference clock. */
    static boolean isAsked(Facts facts, int capture, long from, long to) {
        return facts.picture().captures().get(capture).observation().queriers().stream()
                .flatMap(querier -> querier.lastQueries().stream())
                .mapToLong(nanos -> facts.picture().clocks().toReference(capture, nanos))
                .anyMatch(nanos -> nanos > from && nanos < to);
    }

    /** What both rules of an age-out say, with what else speaks for it. */
    static Finding finding(
            Facts facts, int capture, PairFacts pair, Membership membership, Segment loss, List<Evidence> more) {
        Vantage vantage = facts.picture().captures().get(capture);
        String receiver = facts.name(pair.direction().to());
        String sender = facts.name(pair.direction().from());
        long reported = facts.picture().clocks().toReference(capture, membership.lastReportNanos());
        long after = loss.lostFrames().firstNanos() - reported;
        List<Evidence> evidence = new ArrayList<>(List.of(
                Proof.between(
                        vantage,
                        membership.firstFrame(),
                        membership.lastFrame(),
                        membership.sinceNanos(),
                        membership.lastReportNanos(),
                        membership.reports(),
                        Words.count(membership.reports(), "report") + " of " + receiver + ", the last at "
                                + facts.clock(membership.lastReportNanos())),
                Proof.frames(
                        facts.picture().captures().get(loss.from().capture()),
                        loss.lostFrames(),
                        "the first messages of " + sender + " that did not arrive, from "
                                + facts.clock(loss.lostFrames().firstNanos()))));
        evidence.addAll(more);
        return new Finding(
                ID,
                Place.SWITCH,
                Severity.FAULT,
                Certainty.LIKELY,
                "the switch forgot " + receiver + " " + Words.duration(after) + " after its last report for "
                        + membership.group() + ", because nobody queried: multicast of " + sender
                        + " stopped then, and " + receiver + " never left the group",
                evidence,
                List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted"));
    }
}
