package io.totemtap.diagnose.rule;

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
import java.util.OptionalLong;

/** A firewall rule on the sender counts the group's packets it drops on their way out. */
public final class SenderDropsRule implements Rule {

    private static final long FEWEST = 2;

    @Override
    public String id() {
        return "sender-firewall";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsWithStates()) {
            for (Endpoint group : facts.groupsOf(host)) {
                for (HostDelta delta : facts.deltas(host)) {
                    for (RuleRise rise : delta.dropsOfSent(PacketShape.sent(group.address(), group.port(), ""))) {
                        OptionalLong count = rise.rise().amount();
                        if (count.isPresent() && count.getAsLong() >= FEWEST) {
                            judge(facts, host, rise, count.getAsLong(), conclusions);
                        }
                    }
                }
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, IpAddress host, RuleRise rise, long count, List<Conclusion> conclusions) {
        String name = facts.name(host);
        String what = "a firewall rule on " + name + " dropped " + Words.count(count, "packet")
                + " of the group on their way out (" + rise.rule().match() + ")";
        conclusions.add(new Finding(
                id(),
                Place.SENDER,
                Severity.FAULT,
                Certainty.PROVEN,
                what,
                List.of(Evidence.of(what)),
                List.of("sender-silent", "daemon-does-not-hear", "reports-stopped")));
        for (PairFacts pair : facts.pairs()) {
            Direction direction = pair.direction();
            if (direction.from().equals(host) && pair.isTroubled() && !pair.isLost()) {
                conclusions.add(Clue.points(id(), direction, Place.SENDER, Certainty.PROVEN, what));
            }
        }
    }
}
