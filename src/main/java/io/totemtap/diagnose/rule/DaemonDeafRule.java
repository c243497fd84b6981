package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.Place.CLUSTER;
import static io.totemtap.diagnose.Place.RECEIVER_HOST;
import static io.totemtap.diagnose.Place.RECEIVER_NIC;
import static io.totemtap.diagnose.Place.SENDER;
import static io.totemtap.diagnose.Place.SENDER_NIC;
import static io.totemtap.diagnose.Place.SWITCH;
import static io.totemtap.diagnose.Place.UNICAST;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Vantage;
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
import io.totemtap.track.totem.Hearing;
import io.totemtap.track.totem.Hearing.Span;
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.Ring.Missing;
import java.util.ArrayList;
import java.util.List;

/**
 * A daemon does not hear another one: totem itself says so, in JOINs, tokens and rings that go on. What the capture shows of the
 * sender's messages tells on which side of it they are lost.
 */
public final class DaemonDeafRule implements Rule {

    private static final long FEW = 3;

    @Override
    public String id() {
        return "daemon-does-not-hear";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            pair.hearing()
                    .filter(told -> pair.isDeaf() || pair.missesSome())
                    .ifPresent(told -> judge(facts, pair, told, conclusions));
        }
        return conclusions;
    }

    private void judge(Facts facts, PairFacts pair, Placed<Hearing> told, List<Conclusion> conclusions) {
        String sender = facts.name(pair.direction().from());
        String receiver = facts.name(pair.direction().to());
        boolean inOneRing =
                told.value().asked() > 0 || pair.deafSpans().stream().anyMatch(DaemonDeafRule::isRingClue);
        conclusions.add(finding(facts, pair, told, sender, receiver));
        if (inOneRing) {
            conclusions.add(Clue.clears(
                    id(),
                    pair.direction(),
                    List.of(CLUSTER, UNICAST),
                    "both are members of one ring and its token goes round"));
        }
        if (pair.isLost()) {
            return;
        }
        boolean tapped = !facts.capturesOn(pair.direction().to()).isEmpty();
        if (tapped && (pair.hasSequel() || passedTheTap(facts, pair, told))) {
            beyondTap(pair, sender, receiver, inOneRing, conclusions);
        } else if (tapped) {
            conclusions.add(Clue.clears(
                    id(),
                    pair.direction(),
                    List.of(RECEIVER_HOST),
                    "what the daemon misses did not reach the capture on " + receiver));
        }
        if (pair.framesAtSender() > 0 && missingAtSender(facts, pair) == 0) {
            conclusions.add(Clue.clears(
                    id(),
                    pair.direction(),
                    List.of(SENDER),
                    "the capture on " + sender + " has its messages going out"));
        }
    }

    private void beyondTap(
            PairFacts pair, String sender, String receiver, boolean inOneRing, List<Conclusion> conclusions) {
        conclusions.add(Clue.clears(
                id(),
                pair.direction(),
                List.of(SENDER, SENDER_NIC, SWITCH, RECEIVER_NIC, UNICAST),
                "the messages of " + sender + " are in the capture on " + receiver));
        if (inOneRing) {
            conclusions.add(Clue.points(
                    id(),
                    pair.direction(),
                    RECEIVER_HOST,
                    Certainty.LIKELY,
                    "the messages are in the capture on " + receiver + ", and its daemon asks for them"));
        }
    }

    /** Whether what the receiver misses had been captured on the receiver itself. */
    private static boolean passedTheTap(Facts facts, PairFacts pair, Placed<Hearing> told) {
        boolean toldThere = facts.picture()
                .captures()
                .get(told.capture())
                .isOn(pair.direction().to());
        return (toldThere && told.value().asked() > 0)
                ? told.value().passedHere() * 2 > told.value().asked()
                : pair.arrivedWhileDeaf() >= FEW;
    }

    /** Whether tokens tell it: they still come to the receiver. */
    static boolean isRingClue(Span span) {
        return span.clue() == Hearing.Clue.ASKS_AGAIN || span.clue() == Hearing.Clue.HOLDS_ARU_BACK;
    }

    private static long missingAtSender(Facts facts, PairFacts pair) {
        return missing(facts.capturesOn(pair.direction().from()), pair);
    }

    private static long missing(List<Vantage> captures, PairFacts pair) {
        long most = 0;
        for (Vantage capture : captures) {
            for (Ring ring : capture.observation().rings()) {
                for (Missing missing : ring.missing()) {
                    if (missing.known()
                            && missing.originator().equals(pair.direction().from())) {
                        most = Math.max(most, missing.all());
                    }
                }
            }
        }
        return most;
    }

    private Finding finding(Facts facts, PairFacts pair, Placed<Hearing> told, String sender, String receiver) {
        Vantage capture = facts.picture().captures().get(told.capture());
        List<Evidence> evidence = new ArrayList<>();
        long deaf = 0;
        for (Span span : pair.deafSpans()) {
            deaf += span.lastNanos() - span.firstNanos();
            evidence.add(Proof.between(
                    capture,
                    span.firstFrame(),
                    span.lastFrame(),
                    span.firstNanos(),
                    span.lastNanos(),
                    span.count(),
                    how(span.clue(), sender, receiver)));
        }
        if (told.value().requests().count() > 0) {
            evidence.add(Proof.frames(
                    capture,
                    told.value().requests(),
                    "tokens on which " + receiver + " asks for messages of " + sender));
        }
        return new Finding(
                id(),
                Place.UNDECIDED,
                Severity.FAULT,
                Certainty.PROVEN,
                statement(pair, told.value(), sender, receiver, deaf),
                evidence,
                List.of());
    }

    private static String statement(PairFacts pair, Hearing hearing, String sender, String receiver, long deaf) {
        return pair.isDeaf()
                ? "the daemon on " + receiver + " did not hear " + sender + " for " + Words.duration(deaf)
                        + ", as totem itself tells"
                : "the daemon on " + receiver + " asked again for " + Words.count(hearing.asked(), "message") + " of "
                        + sender + " and got them";
    }

    private static String how(Hearing.Clue clue, String sender, String receiver) {
        return switch (clue) {
            case ASKS_AGAIN -> receiver + " asks for messages of " + sender + " in the token's retransmit list";
            case HOLDS_ARU_BACK -> "the token's aru stands below a message of " + sender + ", held back by " + receiver;
            case MISSING_IN_JOIN ->
                "JOINs of " + receiver + " go on without " + sender + ", who multicasts all the while";
            case KEEPS_ITS_RING -> receiver + " keeps its own ring although " + sender + " multicasts to the group";
            case RING_FORMED, ACKNOWLEDGED, ANSWERED_WITH_JOIN, LISTED_IN_JOIN -> receiver + " heard " + sender;
        };
    }
}
