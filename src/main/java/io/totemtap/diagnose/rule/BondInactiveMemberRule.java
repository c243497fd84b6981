package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Bond;
import io.totemtap.capture.host.CounterRise;
import io.totemtap.capture.host.HostDelta;
import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
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
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Multicast reaches a bond's member that is not active, and the kernel drops it there: the switch has learnt the group on the wrong port.
 * Captures on the member and on the bond prove it; a counter of the member that rises by what is missing makes it likely.
 */
public final class BondInactiveMemberRule implements Rule {

    /** Frames that come to an inactive member anyway: ARP, spanning tree, what is flooded. */
    private static final long NOISE = 10;

    private static final long FEWEST = 3;

    @Override
    public String id() {
        return "bond-inactive-member";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            List<HostState> states = facts.states(pair.direction().to());
            if (!states.isEmpty() && pair.isTroubled()) {
                List<String> idle = idle(states, pair.direction().to());
                if (!captured(facts, pair, idle, conclusions)) {
                    counted(facts, pair, idle, states, conclusions);
                }
            }
        }
        return conclusions;
    }

    /** Members that were at no moment the active one, of a bond that had the same active one at all moments. */
    private static List<String> idle(List<HostState> states, IpAddress host) {
        List<Bond> bonds = new ArrayList<>();
        states.forEach(state -> DeviceStack.bond(state, host).ifPresent(bonds::add));
        if (bonds.isEmpty()) {
            return List.of();
        }
        String active = bonds.get(0).activeMember();
        boolean steady = bonds.stream().allMatch(bond -> bond.activeMember().equals(active));
        return active.isEmpty() || !steady
                ? List.of()
                : bonds.get(0).members().stream()
                        .map(Bond.Member::name)
                        .filter(member -> !member.equals(active))
                        .toList();
    }

    /** Captures on one host: what is missing above came to the member. */
    private boolean captured(Facts facts, PairFacts pair, List<String> idle, List<Conclusion> conclusions) {
        for (Delivery delivery : pair.deliveries()) {
            for (Segment at : delivery.segments()) {
                Vantage member = facts.picture().captures().get(at.to().capture());
                boolean isIdle = at.to().spot() == Spot.RECEIVER && idle.contains(device(member));
                for (Segment other : delivery.segments()) {
                    Vantage above = facts.picture().captures().get(other.to().capture());
                    if (isIdle && at.passed() >= FEWEST && isMissing(facts, pair, at, other, above)) {
                        capturedThere(facts, pair, at, member, above, conclusions);
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isMissing(Facts facts, PairFacts pair, Segment at, Segment other, Vantage above) {
        IpAddress host = pair.direction().to();
        boolean carries = facts.states(host).stream().allMatch(state -> {
            DeviceStack stack = DeviceStack.of(state, host);
            boolean bond = DeviceStack.bond(state, host)
                    .map(one -> one.name().equals(device(above)))
                    .orElse(false);
            return bond || stack.own().contains(device(above));
        });
        return carries
                && other.to().spot() == Spot.RECEIVER
                && other.from().capture() == at.from().capture()
                && other.isAligned()
                && at.isAligned()
                && other.lost() >= FEWEST
                && other.lost() > above.droppedByCapture()
                && other.lost() >= at.lost() + FEWEST;
    }

    private static String device(Vantage capture) {
        return capture.observation().captured().name();
    }

    private void capturedThere(
            Facts facts, PairFacts pair, Segment at, Vantage member, Vantage above, List<Conclusion> conclusions) {
        String sentence = Words.count(at.passed(), "message") + " of "
                + facts.name(pair.direction().from())
                + " came to " + device(member) + " of "
                + facts.name(pair.direction().to())
                + ", which is not the active member of its bond, and not to " + device(above);
        Vantage from = facts.picture().captures().get(at.from().capture());
        Evidence evidence =
                Proof.frames(from, at.passedFrames(), "messages that came to " + member.name() + " " + device(member));
        conclude(pair, sentence, Certainty.PROVEN, evidence, conclusions);
    }

    private void counted(
            Facts facts, PairFacts pair, List<String> idle, List<HostState> states, List<Conclusion> conclusions) {
        Optional<Segment> loss = pair.losses().stream()
                .filter(one -> one.to().spot() == Spot.RECEIVER)
                .findFirst();
        if (loss.isEmpty() || states.size() < 2) {
            return;
        }
        HostDelta whole = HostDelta.between(states.get(0), states.get(states.size() - 1));
        long missing = loss.get().lost() + loss.get().repeatsLost();
        for (String member : idle) {
            long dropped = Math.max(
                    amount(whole.interfaceCounter(member, "rx_nohandler")), amount(whole.receiveDrops(member)));
            if (dropped > NOISE && dropped * 3 > missing * 2 && dropped * 3 < missing * 4) {
                String name = facts.name(pair.direction().to());
                String sentence = member + " of " + name + ", which is not the active member of its bond, dropped "
                        + Words.count(dropped, "frame") + " while " + Words.count(missing, "message")
                        + " did not come to " + name;
                conclude(pair, sentence, Certainty.LIKELY, Evidence.of(sentence), conclusions);
            }
        }
    }

    private static long amount(Optional<CounterRise> rise) {
        return rise.map(CounterRise::amount).orElse(OptionalLong.empty()).orElse(0);
    }

    /** A tap on the bond is behind the place where its members drop: what is lost before it says nothing against the host. */
    private void conclude(
            PairFacts pair, String sentence, Certainty certainty, Evidence evidence, List<Conclusion> conclusions) {
        conclusions.add(
                pair.isLost()
                        ? Clue.explains(id(), pair.direction(), sentence)
                        : Clue.points(id(), pair.direction(), Place.RECEIVER_HOST, certainty, sentence));
        conclusions.add(new Finding(
                id(),
                Place.RECEIVER_HOST,
                Severity.FAULT,
                certainty,
                sentence,
                List.of(evidence),
                List.of(Finding.LOSS_BETWEEN_CAPTURES, "daemon-does-not-hear", "ring-interrupted")));
    }
}
