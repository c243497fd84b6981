package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.HostState;
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
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.Turn;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A capture that was promiscuous in turn is the experiment on the receiver's address filter. What comes whenever the filter is off and
 * never while it is on, the filter drops; what comes neither way it does not.
 */
public final class PromiscuityInTurnRule implements Rule {

    /** A turn that was shorter, without its first second, proves nothing. */
    private static final long SHORTEST = 3 * EpochNanos.SECOND;

    /** Messages in each turn with promiscuity. */
    private static final long FEWEST = 3;

    private static final int FEWEST_TURNS = 2;

    /** How likely it may be that all messages came with promiscuity by chance. */
    private static final double SURE = 1e-6;

    private static final double LIKELY = 1e-2;

    @Override
    public String id() {
        return "nic-filter";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            for (Vantage capture : facts.capturesOn(pair.direction().to())) {
                List<Turn> turns = capture.observation().turns().stream()
                        .filter(turn -> turn.nanos() >= SHORTEST)
                        .toList();
                if (!turns.isEmpty()) {
                    judge(facts, pair, capture, turns, conclusions);
                }
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, PairFacts pair, Vantage capture, List<Turn> turns, List<Conclusion> conclusions) {
        List<Flow> flows = capture.observation().flows();
        for (int i = 0; i < flows.size(); i++) {
            if (isMulticast(flows.get(i), pair.direction().from())) {
                accuse(facts, pair.direction(), capture, new Experiment(turns, i), flows.get(i), conclusions);
            }
        }
        boolean inVain = vain(facts, pair, capture, turns) >= FEWEST_TURNS && othersCame(pair, capture, turns);
        if (inVain && !hasXdp(facts, pair.direction().to())) {
            conclusions.add(Clue.clears(
                    id(),
                    pair.direction(),
                    List.of(Place.RECEIVER_NIC),
                    "the multicasts of " + facts.name(pair.direction().from()) + " came to " + capture.name()
                            + " in promiscuous mode neither, and other frames did"));
        }
    }

    /** A program before the tap may drop whatever the card's filter lets in. */
    private static boolean hasXdp(Facts facts, IpAddress host) {
        return facts.states(host).stream().anyMatch(state -> state.interfaceWith(host)
                .map(one -> one.hasXdpProgram() == Answer.YES)
                .orElse(false));
    }

    private static boolean isMulticast(Flow flow, IpAddress sender) {
        return flow.key().kind() == Kind.GROUP
                && flow.isTotem()
                && flow.key().source().equals(sender);
    }

    private static long turnsWith(List<Turn> turns, int flow, long fewest) {
        return turns.stream().filter(turn -> turn.frames(flow) >= fewest).count();
    }

    /**
     * What came of one flow in each turn.
     *
     * @param turns those that are long enough
     * @param flow its number
     */
    private record Experiment(List<Turn> turns, int flow) {

        List<Turn> of(boolean promiscuous) {
            return turns.stream()
                    .filter(turn -> turn.promiscuous() == promiscuous)
                    .toList();
        }

        long frames() {
            return turns.stream().mapToLong(turn -> turn.frames(flow)).sum();
        }

        /** Always with promiscuity, never without, and often enough in turn. */
        boolean isFiltered() {
            List<Turn> on = of(true);
            return on.size() >= FEWEST_TURNS
                    && on.stream().allMatch(turn -> turn.frames(flow) >= FEWEST)
                    && of(false).stream().allMatch(turn -> turn.frames(flow) == 0)
                    && cameBack() >= FEWEST_TURNS;
        }

        /** Turns without promiscuity after which the messages came with it: only then the sender was there. */
        private long cameBack() {
            long count = 0;
            for (int i = 1; i < turns.size(); i++) {
                count += turns.get(i).promiscuous() && !turns.get(i - 1).promiscuous() ? 1 : 0;
            }
            return count;
        }

        /** How likely it is that all came with promiscuity if it made no difference. */
        double chance() {
            double on = seconds(of(true));
            // one turn may be much longer than the others: it counts no more than they
            double off = of(false).stream()
                    .mapToDouble(turn -> Math.min(
                            turn.nanos(),
                            of(true).stream().mapToLong(Turn::nanos).max().orElse(0)))
                    .sum();
            return Math.pow(on / (on + off), (double) frames());
        }

        private static double seconds(List<Turn> turns) {
            return turns.stream().mapToDouble(Turn::nanos).sum();
        }
    }

    private void accuse(
            Facts facts,
            Direction direction,
            Vantage capture,
            Experiment experiment,
            Flow flow,
            List<Conclusion> conclusions) {
        Answer member = member(facts, direction.to(), flow.key().destination());
        if (!experiment.isFiltered() || experiment.chance() > LIKELY || member == Answer.NO) {
            return;
        }
        boolean sure = experiment.chance() <= SURE && member == Answer.YES;
        Certainty certainty = sure ? Certainty.PROVEN : Certainty.LIKELY;
        String sentence = "messages of " + facts.name(direction.from()) + " reach " + facts.name(direction.to())
                + " only while its interface is promiscuous";
        conclusions.add(Clue.points(id(), direction, Place.RECEIVER_NIC, certainty, sentence));
        conclusions.add(new Finding(
                id(),
                Place.RECEIVER_NIC,
                Severity.FAULT,
                certainty,
                sentence + ": " + Words.count(experiment.frames()) + " in "
                        + Words.count(experiment.of(true).size(), "turn") + " with it, none in "
                        + Words.count(experiment.of(false).size(), "turn")
                        + " without. The card's address filter drops the group",
                evidence(facts, capture, experiment),
                List.of(
                        "loss-between-captures",
                        "daemon-does-not-hear",
                        "merge-detects-missing",
                        "ring-interrupted",
                        "ring-does-not-form")));
    }

    private static List<Evidence> evidence(Facts facts, Vantage capture, Experiment experiment) {
        int index = facts.picture().captures().indexOf(capture);
        List<Evidence> evidence = new ArrayList<>();
        for (Turn turn : experiment.turns()) {
            evidence.add(Evidence.of((turn.promiscuous() ? "promiscuous" : "not promiscuous") + " from "
                    + facts.clock(facts.picture().clocks().toReference(index, turn.firstNanos())) + " to "
                    + facts.clock(facts.picture().clocks().toReference(index, turn.lastNanos())) + ": "
                    + Words.count(turn.frames(experiment.flow()), "message") + " at " + capture.name()));
        }
        return evidence;
    }

    /** Whether the receiver had joined: by its own list, else by its reports. A host that has not joined need not let the group in. */
    private static Answer member(Facts facts, IpAddress host, IpAddress group) {
        List<HostState> states = facts.states(host);
        if (states.stream().anyMatch(state -> state.isMember(group) == Answer.YES)) {
            return Answer.YES;
        }
        if (states.stream().anyMatch(state -> state.isMember(group) == Answer.NO)) {
            return Answer.NO;
        }
        boolean reported = facts.picture().captures().stream()
                .flatMap(capture -> capture.observation().memberships().stream())
                .anyMatch(one -> one.host().equals(host) && one.group().equals(group));
        return reported ? Answer.YES : Answer.UNKNOWN;
    }

    /** Turns with promiscuity in which no message came, and the receiver's daemon is known not to have heard for half of them and more. */
    private static long vain(Facts facts, PairFacts pair, Vantage capture, List<Turn> turns) {
        int index = facts.picture().captures().indexOf(capture);
        int told = pair.hearing().map(one -> one.capture()).orElse(index);
        return turns.stream()
                .filter(turn -> turn.promiscuous() && multicasts(capture, pair, turn) == 0)
                .filter(turn -> {
                    long from = facts.picture().clocks().toReference(index, turn.firstNanos());
                    long to = facts.picture().clocks().toReference(index, turn.lastNanos());
                    return pair.deafSpans().stream()
                            .anyMatch(span -> Math.min(
                                                    to, facts.picture().clocks().toReference(told, span.lastNanos()))
                                            - Math.max(
                                                    from,
                                                    facts.picture().clocks().toReference(told, span.firstNanos()))
                                    > (to - from) / 2);
                })
                .count();
    }

    private static long multicasts(Vantage capture, PairFacts pair, Turn turn) {
        List<Flow> flows = capture.observation().flows();
        long count = 0;
        for (int i = 0; i < flows.size(); i++) {
            count += isMulticast(flows.get(i), pair.direction().from()) ? turn.frames(i) : 0;
        }
        return count;
    }

    /** Whether anything of other hosts came in the turns with promiscuity, so that the cable and the card are well. */
    private static boolean othersCame(PairFacts pair, Vantage capture, List<Turn> turns) {
        List<Flow> flows = capture.observation().flows();
        for (int i = 0; i < flows.size(); i++) {
            int flow = i;
            boolean other = !flows.get(i).key().source().equals(pair.direction().to());
            if (other && turnsWith(turns.stream().filter(Turn::promiscuous).toList(), flow, 1) >= FEWEST_TURNS) {
                return true;
            }
        }
        return false;
    }
}
