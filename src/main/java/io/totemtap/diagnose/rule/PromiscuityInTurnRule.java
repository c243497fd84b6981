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
import io.totemtap.track.flow.FlowKey;
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

    /** How likely it may be that all messages came with promiscuity by chance. */
    static final double SURE = 1e-6;

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
                FlowKey key = flows.get(i).key();
                TurnExperiment.on(turns, i)
                        .ifPresent(found -> accuse(facts, pair.direction(), capture, found, key, conclusions));
            }
        }
        boolean inVain = new TurnsInVain(facts, pair, capture, turns).excludeTheFilter();
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

    static boolean isMulticast(Flow flow, IpAddress sender) {
        return flow.key().kind() == Kind.GROUP
                && flow.isTotem()
                && flow.key().source().equals(sender);
    }

    private void accuse(
            Facts facts,
            Direction direction,
            Vantage capture,
            TurnExperiment experiment,
            FlowKey flow,
            List<Conclusion> conclusions) {
        Answer member = member(facts, direction.to(), flow.destination());
        if (experiment.chance() > LIKELY || member == Answer.NO) {
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

    private static List<Evidence> evidence(Facts facts, Vantage capture, TurnExperiment experiment) {
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
}
