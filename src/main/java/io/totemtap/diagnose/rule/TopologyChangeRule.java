package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
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
import io.totemtap.net.Ipv4Address;
import io.totemtap.track.StateChange;
import io.totemtap.track.StateChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The spanning tree changed: a switch forgets which groups are wanted where, and floods or withholds them until members report again. Seen
 * by the flag in bridges' messages, or by the leave of group 0.0.0.0 with which a switch asks for queries.
 */
public final class TopologyChangeRule implements Rule {

    private static final long SOON = 5 * EpochNanos.SECOND;

    /** A bridge acts first and tells with its next message, a hello time later at most. */
    private static final long HELLO = 2 * EpochNanos.SECOND;

    /** Where changes come so often that a loss is near one by chance in one of ten cases, nearness means nothing. */
    private static final long CHANCE = 10;

    private static final String EVERY_GROUP = Ipv4Address.UNSPECIFIED.toString();

    @Override
    public String id() {
        return "topology-change";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (int i = 0; i < facts.picture().captures().size() && conclusions.isEmpty(); i++) {
            List<StateChange> changes = facts.picture().captures().get(i).observation().changes().stream()
                    .filter(TopologyChangeRule::isOne)
                    .toList();
            if (!changes.isEmpty()) {
                judge(facts, i, changes, conclusions);
            }
        }
        return conclusions;
    }

    private static boolean isOne(StateChange change) {
        return change.kind() == Kind.TOPOLOGY_CHANGE
                || (change.kind() == Kind.LEFT_GROUP && change.subject().equals(EVERY_GROUP));
    }

    private void judge(Facts facts, int capture, List<StateChange> changes, List<Conclusion> conclusions) {
        Vantage vantage = facts.picture().captures().get(capture);
        long watched = vantage.lengthNanos();
        boolean isRare = changes.size() * (HELLO + SOON) * CHANCE <= watched;
        Optional<StateChange> cause = Optional.empty();
        for (PairFacts pair : facts.pairs()) {
            Optional<StateChange> before = pair.narrowestLoss()
                    .filter(loss -> isRare && isOfGroups(facts, pair, loss))
                    .flatMap(loss -> before(facts, capture, changes, loss));
            if (before.isPresent()) {
                cause = cause.or(() -> before);
                conclusions.add(Clue.points(
                        id(),
                        pair.direction(),
                        Place.SWITCH,
                        Certainty.LIKELY,
                        "lost since the spanning tree changed at "
                                + facts.clock(before.get().timeNanos())));
            }
        }
        conclusions.add(
                finding(facts, new Placed<>(capture, cause.orElse(changes.get(0))), changes.size(), cause.isPresent()));
    }

    /** Whether a switch is in the stretch, and what else was sent to the receiver in that time came there: else its link was down. */
    static boolean isOfGroups(Facts facts, PairFacts pair, Segment loss) {
        IpAddress receiver = pair.direction().to();
        boolean others = facts.picture().unicast().stream()
                .filter(path -> path.to().equals(receiver))
                .flatMap(path -> path.segments().stream())
                .anyMatch(segment -> segment.sent() > 0 && segment.lost() == 0);
        return AgedOutRule.concernsSwitch(loss) && loss.passed() > 0 && others;
    }

    private static Optional<StateChange> before(Facts facts, int capture, List<StateChange> changes, Segment loss) {
        return changes.stream()
                .filter(change -> {
                    long after =
                            loss.runFirstNanos() - facts.picture().clocks().toReference(capture, change.timeNanos());
                    return after >= -HELLO && after <= SOON;
                })
                .findFirst();
    }

    private Finding finding(Facts facts, Placed<StateChange> told, long count, boolean isCause) {
        StateChange change = told.value();
        String sentence = "the spanning tree changed at " + facts.clock(change.timeNanos())
                + (count > 1 ? ", one of " + Words.count(count) + " times" : "");
        return new Finding(
                id(),
                isCause ? Place.SWITCH : Place.NONE,
                isCause ? Severity.FAULT : Severity.WARNING,
                isCause ? Certainty.LIKELY : Certainty.PROVEN,
                sentence
                        + (isCause
                                ? ", and within seconds multicast was lost: the switch forgot who wants it"
                                : ": a switch then forgets which groups are wanted where"),
                List.of(Proof.between(
                        facts.picture().captures().get(told.capture()),
                        change.frame(),
                        change.frame(),
                        change.timeNanos(),
                        change.timeNanos(),
                        1,
                        change.kind() == Kind.TOPOLOGY_CHANGE
                                ? "a bridge's message that tells of a change"
                                : "the leave of " + EVERY_GROUP + " by " + change.host())),
                isCause ? List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted") : List.of());
    }
}
