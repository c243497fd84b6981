package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.FirewallRule;
import io.totemtap.capture.host.HostDelta;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.PacketShape;
import io.totemtap.capture.host.RuleRise;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
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
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A host that is no node bridges, its bridged frames pass its packet filter, and a rule there counts drops of what is forwarded. A rule
 * for the group alone proves it; one that drops other packets as well makes it likely, if it counts as many as are missing.
 */
public final class BridgeFirewallRule implements Rule {

    private static final String CALLS = "net.bridge.bridge-nf-call-iptables";

    /** Packets that a rule for everything drops besides those that matter. */
    private static final long NOISE = 10;

    private static final long FEWEST = 3;

    /** Multicast DNS: a rule that drops this too is not for the cluster's group. */
    private static final IpAddress OTHER_GROUP = new Ipv4Address(0xe000_00fb);

    @Override
    public String id() {
        return "bridge-firewall";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsThatMayBridge()) {
            List<HostState> states = facts.states(host);
            boolean isNode =
                    facts.picture().host(host).map(Participant::isTotem).orElse(false);
            if (states.size() > 1 && !isNode) {
                HostDelta whole = HostDelta.between(states.get(0), states.get(states.size() - 1));
                if (bridges(whole.after())) {
                    facts.pairs().forEach(pair -> judge(facts, host, whole, pair, conclusions));
                }
            }
        }
        return conclusions;
    }

    /** Whether a device has two ports at least. */
    private static boolean bridges(HostState state) {
        return state.interfaces().stream()
                .anyMatch(bridge -> isBridge(state, bridge.name())
                        && state.interfaces().stream()
                                        .filter(port -> port.master().equals(bridge.name()))
                                        .count()
                                > 1);
    }

    /** A bond has members too; it is a bridge unless it is known to be something else. */
    private static boolean isBridge(HostState state, String name) {
        boolean isBond =
                state.paths().bonds().stream().anyMatch(bond -> bond.name().equals(name));
        String kind = state.interfaceNamed(name).map(one -> one.kind()).orElse("");
        return !isBond && (kind.isEmpty() || kind.equals("bridge"));
    }

    private void judge(Facts facts, IpAddress host, HostDelta whole, PairFacts pair, List<Conclusion> conclusions) {
        Optional<Segment> loss = pair.narrowestLoss();
        Direction direction = pair.direction();
        boolean mayBeHere = loss.isPresent()
                && (loss.get().to().spot() != Spot.SENDER_PORT || facts.isGuest(direction.from()))
                && (loss.get().from().spot() != Spot.RECEIVER_PORT || facts.isGuest(direction.to()))
                && !direction.to().equals(host);
        if (!mayBeHere) {
            return;
        }
        long missing = loss.get().lost() + loss.get().repeatsLost();
        for (Endpoint group : facts.groupsOf(pair.direction().from())) {
            PacketShape shape = PacketShape.received(group.address(), group.port(), "");
            List<FirewallRule> dropping = whole.after().kernel().firewall().droppingForwarded(shape);
            for (RuleRise rise : whole.ruleRises(rule -> dropping.contains(rule) && isAsked(whole.after(), rule))) {
                long dropped = rise.rise().amount().orElse(0);
                boolean own = isFor(rise.rule(), pair, group);
                boolean enough = dropped >= FEWEST && dropped * 3 > missing * 2;
                boolean alike = enough && dropped > NOISE && dropped * 3 < missing * 4;
                if (own ? enough : alike) {
                    accuse(facts, host, pair, rise, dropped, own, conclusions);
                }
            }
        }
    }

    /** Rules of the bridge family see bridged frames always, those of iptables and nft only where the kernel is told to ask them. */
    private static boolean isAsked(HostState state, FirewallRule rule) {
        String family = rule.chain().family();
        return family.equals("bridge")
                || ((family.equals("ip") || family.equals("inet"))
                        && state.kernel().settings().getOrDefault(CALLS, "").equals("1"));
    }

    /** Whether a rule matches the group and neither another one nor what is sent to the receiver alone. */
    private static boolean isFor(FirewallRule rule, PairFacts pair, Endpoint group) {
        IpAddress receiver = pair.direction().to();
        return rule.canMatch(PacketShape.received(receiver, group.port(), "")) == Answer.NO
                && rule.canMatch(PacketShape.received(OTHER_GROUP, group.port(), "")) == Answer.NO;
    }

    private void accuse(
            Facts facts,
            IpAddress host,
            PairFacts pair,
            RuleRise rise,
            long dropped,
            boolean own,
            List<Conclusion> conclusions) {
        String sentence = "a firewall rule on " + facts.name(host) + " dropped " + Words.count(dropped, "packet")
                + " of what its bridge forwards (" + rise.rule().chain() + ": "
                + rise.rule().match() + ")";
        Certainty certainty = own ? Certainty.PROVEN : Certainty.LIKELY;
        conclusions.add(Clue.points(id(), pair.direction(), Place.SWITCH, certainty, sentence));
        conclusions.add(new Finding(
                id(),
                Place.SWITCH,
                Severity.FAULT,
                certainty,
                sentence,
                List.of(Evidence.of(sentence)),
                List.of(Finding.LOSS_BETWEEN_CAPTURES, "daemon-does-not-hear", "ring-interrupted")));
    }
}
