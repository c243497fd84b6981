package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.Place.RECEIVER_NIC;
import static io.totemtap.diagnose.Place.SENDER_NIC;
import static io.totemtap.diagnose.Place.SWITCH;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.correlate.LossPattern;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Elimination;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Messages were seen at one capture and not at the next one on their way: whoever owns the stretch between has lost them, and nobody
 * else has. The heart of the elimination; everything else narrows what this leaves.
 */
public final class LossBetweenCapturesRule implements Rule {

    @Override
    public String id() {
        return Finding.LOSS_BETWEEN_CAPTURES;
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            if (pair.isLost()) {
                judge(facts, pair, conclusions);
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, PairFacts pair, List<Conclusion> conclusions) {
        Set<Place> left = EnumSet.allOf(Place.class);
        for (Segment loss : pair.losses()) {
            left.retainAll(owners(facts, pair.direction(), loss));
        }
        pair.narrowestLoss().ifPresent(loss -> {
            conclusions.add(finding(facts, pair, loss, left));
            if (left.isEmpty()) {
                return;
            }
            List<Place> others = new ArrayList<>(Elimination.SUSPECTS);
            others.removeAll(left);
            String where = "lost between " + place(facts, loss.from().capture()) + " and "
                    + place(facts, loss.to().capture());
            clear(facts, pair, loss, others, conclusions);
            if (left.size() == 1) {
                conclusions.add(
                        Clue.points(id(), pair.direction(), left.iterator().next(), certainty(loss), where));
            }
        });
    }

    /** A switch port may refuse frames that are too long for it before it mirrors them. */
    private static Certainty certainty(Segment loss) {
        boolean mayBeThePort =
                loss.pattern() == LossPattern.LARGE_ONLY && loss.to().spot() == Spot.SENDER_PORT;
        return mayBeThePort ? Certainty.LIKELY : Certainty.PROVEN;
    }

    /** Before the first capture nothing was lost yet, behind the second nothing was left to lose. */
    private void clear(Facts facts, PairFacts pair, Segment loss, List<Place> others, List<Conclusion> conclusions) {
        String from = place(facts, loss.from().capture());
        String to = place(facts, loss.to().capture());
        for (Place other : others) {
            String because =
                    switch (other) {
                        case SENDER, SENDER_NIC -> "its messages are in the capture " + from;
                        case RECEIVER_NIC, RECEIVER_HOST -> "what is missing never came to " + to;
                        case SWITCH -> "the messages passed it";
                        default -> "packets are lost on their way, between " + from + " and " + to;
                    };
            conclusions.add(Clue.clears(id(), pair.direction(), List.of(other), because));
        }
    }

    /** Between a guest and the switch's port is a bridge or switch of its hypervisor, too. */
    private static Set<Place> owners(Facts facts, Direction direction, Segment loss) {
        Set<Place> owners = EnumSet.noneOf(Place.class);
        Spot from = loss.from().spot();
        Spot to = loss.to().spot();
        boolean isUnplaced =
                from == Spot.ELSEWHERE && isUnplaced(facts, loss.from().capture());
        if (from == Spot.SENDER || isUnplaced) {
            owners.add(SENDER_NIC);
        }
        boolean passedReceivers = from == Spot.RECEIVER_PORT && !facts.isGuest(direction.to());
        boolean beforeSenders = to == Spot.SENDER_PORT && !facts.isGuest(direction.from());
        if (!passedReceivers && !beforeSenders) {
            owners.add(SWITCH);
        }
        if (to == Spot.RECEIVER) {
            owners.add(RECEIVER_NIC);
        }
        return owners;
    }

    /** A capture of which nobody knows where it was taken may be the sender's own. */
    private static boolean isUnplaced(Facts facts, int capture) {
        Vantage vantage = facts.picture().captures().get(capture);
        return vantage.host().isEmpty() && vantage.role() == Role.UNKNOWN;
    }

    private static String place(Facts facts, int capture) {
        return facts.picture().captures().get(capture).name();
    }

    private Finding finding(Facts facts, PairFacts pair, Segment loss, Set<Place> left) {
        Vantage from = facts.picture().captures().get(loss.from().capture());
        Vantage to = facts.picture().captures().get(loss.to().capture());
        String sender = facts.name(pair.direction().from());
        String receiver = facts.name(pair.direction().to());
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Proof.frames(
                from,
                loss.lostFrames(),
                Words.count(loss.lost(), "message") + " of " + sender + " seen at " + from.name() + " and not at "
                        + to.name()));
        if (loss.passed() > 0) {
            evidence.add(
                    Proof.frames(from, loss.passedFrames(), Words.count(loss.passed(), "message") + " seen at both"));
        }
        String repeats =
                loss.repeatsLost() == 0 ? "" : ", and " + Words.count(loss.repeatsLost(), "repeat") + " of them";
        return new Finding(
                id(),
                left.size() == 1 ? left.iterator().next() : Place.UNDECIDED,
                Severity.FAULT,
                left.size() == 1 ? certainty(loss) : Certainty.LIKELY,
                Words.count(loss.lost()) + " of " + Words.count(loss.sent(), "multicast message") + " from " + sender
                        + " to " + receiver + " were lost between " + from.name() + " and " + to.name()
                        + when(facts, loss)
                        + repeats,
                evidence,
                List.of("daemon-does-not-hear", "ring-interrupted"));
    }

    /** When everything was lost; empty if messages passed in between, or nothing passed at any time. */
    private static String when(Facts facts, Segment loss) {
        if (loss.pattern() != LossPattern.FROM_A_MOMENT || loss.runLength() < loss.lost()) {
            return "";
        }
        String from = ", everything from " + facts.clock(loss.runFirstNanos());
        return loss.lastPassedNanos() < loss.runFirstNanos()
                ? from + " on"
                : from + " to " + facts.clock(loss.runLastNanos());
    }
}
