package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.CounterMeaning;
import io.totemtap.capture.host.CounterRise;
import io.totemtap.capture.host.HostDelta;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
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
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import io.totemtap.track.flow.EthernetPair;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counters below the receiver's tap: what its network card says it filtered, and what its interface counted that the capture does not
 * have. They accuse the card, or clear it.
 */
public final class NicCounterRule implements Rule {

    /** Frames an interface counts besides those that matter, such as ones a capture filter left out. */
    private static final long NOISE = 10;

    @Override
    public String id() {
        return "receiver-nic-counters";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Optional<Segment> loss = lossBeforeTap(pair);
            List<HostState> states = facts.states(pair.direction().to());
            if (loss.isPresent() && states.size() > 1) {
                judge(facts, pair, loss.get(), states, conclusions);
            }
        }
        return conclusions;
    }

    private static Optional<Segment> lossBeforeTap(PairFacts pair) {
        return pair.losses().stream()
                .filter(loss -> loss.to().spot() == Spot.RECEIVER)
                .findFirst();
    }

    /** What was counted below the tap, from the first look at a host to the last. */
    private record Counted(
            HostDelta whole,
            String device,
            boolean isVeth,
            boolean hasXdp,
            Optional<Long> filtered,
            Optional<Long> byXdp,
            Optional<Long> uncaptured) {}

    private void judge(
            Facts facts, PairFacts pair, Segment loss, List<HostState> states, List<Conclusion> conclusions) {
        IpAddress host = pair.direction().to();
        HostDelta whole = HostDelta.between(states.get(0), states.get(states.size() - 1));
        Optional<HostInterface> found = whole.after().interfaceWith(host);
        if (found.isEmpty()) {
            return;
        }
        String device = found.get().name();
        Counted counted = new Counted(
                whole,
                device,
                found.get().kind().equals("veth"),
                states.stream().anyMatch(state -> state.interfaceWith(host)
                        .map(one -> one.hasXdpProgram() == Answer.YES)
                        .orElse(false)),
                amount(whole.driverCounter(device, CounterMeaning.FILTERED)),
                amount(whole.driverCounter(device, CounterMeaning.XDP_DROPPED)),
                uncaptured(facts, host, whole, device));
        weigh(facts, pair, loss.lost() + loss.repeatsLost(), counted, conclusions);
    }

    private void weigh(Facts facts, PairFacts pair, long missing, Counted counted, List<Conclusion> conclusions) {
        IpAddress host = pair.direction().to();
        String name = facts.name(host);
        String device = counted.device();
        if (isMost(counted.filtered(), missing)) {
            String frames = Words.count(counted.filtered().orElse(0L), "frame");
            accuse(
                    pair,
                    "the card of " + name + " filtered " + frames + " (" + device + ")",
                    Certainty.PROVEN,
                    conclusions);
        } else if (isMost(counted.byXdp(), missing)) {
            String frames = Words.count(counted.byXdp().orElse(0L), "frame");
            accuse(
                    pair,
                    "an XDP program on " + device + " of " + name + " dropped " + frames,
                    Certainty.PROVEN,
                    conclusions);
        } else if (isAbout(counted.uncaptured(), missing) && (counted.hasXdp() || isWhole(facts, host))) {
            accuse(
                    pair,
                    "the interface " + device + " of " + name + " received "
                            + Words.count(counted.uncaptured().orElse(0L), "frame") + " that never came to the tap"
                            + (counted.hasXdp() ? ", and an XDP program is attached to it" : ""),
                    counted.hasXdp() ? Certainty.PROVEN : Certainty.LIKELY,
                    conclusions);
        } else if (clears(host, missing, counted)) {
            conclusions.add(Clue.clears(
                    id(),
                    pair.direction(),
                    List.of(Place.RECEIVER_NIC),
                    "the counters of " + device + " on " + name + " show no frame that the capture does not have"));
        }
    }

    private static boolean clears(IpAddress host, long missing, Counted counted) {
        boolean isQuietVeth = counted.isVeth() && isQuiet(counted.uncaptured(), missing) && !counted.hasXdp();
        return (isQuiet(counted.filtered(), missing) || isQuietVeth)
                && !mayBeLostOtherwise(counted.whole(), host, missing);
    }

    private static boolean isMost(Optional<Long> count, long missing) {
        return count.isPresent() && count.get() * 2 > missing && count.get() > NOISE;
    }

    /** Whether other counters of what is dropped before the tap rose: a filter that filtered nothing does not clear the card of that. */
    private static boolean mayBeLostOtherwise(HostDelta whole, IpAddress host, long missing) {
        CountersInTime counters = new CountersInTime(host, List.of(whole));
        return ReceiverRingOverrunRule.counted(counters).orElse(0) * 5 >= missing
                || DamagedFramesRule.counted(counters).orElse(0) * 5 >= missing
                || counters.backlog().orElse(0) * 5 >= missing;
    }

    /** As many as were lost, give or take a third: more than that were left out by the capture's filter, or not looked at in its time. */
    private static boolean isAbout(Optional<Long> counted, long missing) {
        long count = counted.orElse(0L);
        return count > NOISE && count * 3 > missing * 2 && count * 3 < missing * 4;
    }

    /** Whether nothing shows that the captures on a host leave out what is not multicast: tokens or ARP are in them. */
    private static boolean isWhole(Facts facts, IpAddress host) {
        return facts.capturesOn(host).stream()
                .anyMatch(capture -> has(capture, Kind.UNICAST) || has(capture, Kind.ARP));
    }

    private static boolean has(Vantage capture, Kind kind) {
        return capture.observation().flows().stream()
                .anyMatch(flow -> flow.key().kind() == kind);
    }

    private static boolean isQuiet(Optional<Long> count, long missing) {
        return count.isPresent() && count.get() * 5 < missing;
    }

    private static Optional<Long> amount(Optional<CounterRise> rise) {
        return rise.flatMap(
                one -> one.amount().isPresent() ? Optional.of(one.amount().getAsLong()) : Optional.empty());
    }

    /** Frames the interface counted as received, less those the capture on it has. */
    private static Optional<Long> uncaptured(Facts facts, IpAddress host, HostDelta whole, String device) {
        Optional<Long> received = amount(whole.interfaceCounter(device, "rx_packets"));
        List<MacAddress> own = facts.picture().host(host).map(one -> one.macs()).orElse(List.of());
        long most = -1;
        for (Vantage capture : facts.capturesOn(host)) {
            if (!hasAddresses(capture)) {
                continue;
            }
            long inbound = capture.observation().pairs().stream()
                    .filter(pair -> !own.contains(pair.source()))
                    .mapToLong(EthernetPair::frames)
                    .sum();
            most = Math.max(most, inbound);
        }
        long captured = most;
        return captured < 0 || own.isEmpty() ? Optional.empty() : received.map(count -> Math.max(0, count - captured));
    }

    /** Cooked captures do not have both addresses of a frame, and not every pair of a busy mirror is kept: then nothing can be counted. */
    private static boolean hasAddresses(Vantage capture) {
        long counted = capture.observation().pairs().stream()
                .mapToLong(EthernetPair::frames)
                .sum();
        return capture.observation().frames() - counted <= NOISE;
    }

    private void accuse(PairFacts pair, String sentence, Certainty certainty, List<Conclusion> conclusions) {
        conclusions.add(Clue.points(id(), pair.direction(), Place.RECEIVER_NIC, certainty, sentence));
        conclusions.add(new Finding(
                id(),
                Place.RECEIVER_NIC,
                Severity.FAULT,
                certainty,
                sentence,
                List.of(Evidence.of(sentence)),
                List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted")));
    }
}
