package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.CounterRise;
import io.totemtap.capture.host.HostDelta;
import io.totemtap.capture.host.PacketShape;
import io.totemtap.capture.host.RuleRise;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counters of the receiving kernel that say where a packet was dropped after the tap: a firewall rule that counts, the reverse-path
 * filter, a full socket.
 */
public final class ReceiverDropsRule implements Rule {

    private static final long FEWEST = 2;

    /** A drop that was counted. */
    private record Drop(String id, long count, String what) {}

    @Override
    public String id() {
        return "receiver-drops";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsWithStates()) {
            for (Endpoint group : facts.picture().groups()) {
                for (Drop drop : drops(facts.deltas(host), group)) {
                    judge(facts, host, drop, conclusions);
                }
            }
        }
        return conclusions;
    }

    private static List<Drop> drops(List<HostDelta> deltas, Endpoint group) {
        List<Drop> drops = new ArrayList<>();
        for (HostDelta delta : deltas) {
            for (RuleRise rise : delta.dropsOfReceived(PacketShape.received(group.address(), group.port(), ""))) {
                amount(Optional.of(rise.rise()))
                        .ifPresent(count -> drops.add(new Drop(
                                "host-firewall",
                                count,
                                "a firewall rule of its input dropped " + Words.count(count, "packet") + " ("
                                        + rise.rule().match() + ")")));
            }
            amount(delta.counter("TcpExt.IPReversePathFilter"))
                    .ifPresent(count -> drops.add(new Drop(
                            "reverse-path-filter",
                            count,
                            "the reverse-path filter dropped " + Words.count(count, "packet")
                                    + " (IPReversePathFilter)")));
            amount(delta.socketDrops(group.address(), group.port()))
                    .ifPresent(count -> drops.add(new Drop(
                            "socket-buffer-overflow",
                            count,
                            "the daemon's socket dropped " + Words.count(count, "packet") + " for want of room")));
        }
        return drops;
    }

    private static Optional<Long> amount(Optional<CounterRise> rise) {
        OptionalLong amount = rise.map(CounterRise::amount).orElse(OptionalLong.empty());
        return amount.isPresent() && amount.getAsLong() >= FEWEST ? Optional.of(amount.getAsLong()) : Optional.empty();
    }

    private void judge(Facts facts, IpAddress host, Drop drop, List<Conclusion> conclusions) {
        String name = facts.name(host);
        boolean concernsCluster = false;
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            boolean beforeTap = pair.isLost();
            if (direction.to().equals(host) && pair.isTroubled() && !beforeTap) {
                concernsCluster = true;
                conclusions.add(Clue.points(
                        id(), direction, Place.RECEIVER_HOST, Certainty.PROVEN, "on " + name + " " + drop.what()));
                conclusions.add(Clue.clears(
                        id(), direction, List.of(Place.CLUSTER, Place.UNICAST), "on " + name + " " + drop.what()));
            }
        }
        boolean nobodyTells = !concernsCluster
                && facts.pairs().stream()
                        .anyMatch(pair -> pair.direction().to().equals(host)
                                && pair.heardLast().isPresent());
        String sentence = "on " + name + " " + drop.what() + " between two looks at its counters"
                + (nobodyTells ? ", and the idle ring would not notice if they were the cluster's" : "");
        conclusions.add(new Finding(
                drop.id(),
                nobodyTells ? Place.UNDECIDED : Place.RECEIVER_HOST,
                List.of(Place.RECEIVER_HOST),
                concernsCluster || drop.id().equals("socket-buffer-overflow") ? Severity.FAULT : Severity.WARNING,
                nobodyTells ? Certainty.POSSIBLE : Certainty.PROVEN,
                sentence,
                List.of(Evidence.of(name + ": " + drop.what())),
                List.of("daemon-does-not-hear", "ring-interrupted")));
    }
}
