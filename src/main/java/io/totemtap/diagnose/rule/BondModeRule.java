package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Bond;
import io.totemtap.capture.host.HostState;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host whose multicast is in trouble has its cluster address on a bond of a mode that sends through several ports at once: a switch
 * that snoops may hear its reports at one port and owe it the group there. A hint, no accusation.
 */
public final class BondModeRule implements Rule {

    /** What /proc/net/bonding calls the modes (drivers/net/bonding/bond_main.c), with their number, and teamd its runners. */
    private static final Map<String, String> SPREADING = Map.of(
            "load balancing (round-robin)", "in mode 0, ",
            "load balancing (xor)", "in mode 2, ",
            "transmit load balancing", "in mode 5, ",
            "adaptive load balancing", "in mode 6, ",
            "teamd runner roundrobin", "with the ",
            "teamd runner random", "with the ",
            "teamd runner loadbalance", "with the ");

    @Override
    public String id() {
        return "bond-mode";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsWithStates()) {
            boolean troubled = facts.pairs().stream()
                    .anyMatch(pair -> pair.direction().to().equals(host) && pair.isTroubled());
            List<HostState> states = facts.states(host);
            if (troubled && !states.isEmpty()) {
                Optional<Bond> bond = DeviceStack.bond(states.get(states.size() - 1), host);
                bond.filter(one -> SPREADING.containsKey(one.mode()))
                        .map(one -> finding(facts.name(host), one))
                        .ifPresent(conclusions::add);
            }
        }
        return conclusions;
    }

    private Finding finding(String host, Bond bond) {
        String sentence = "the cluster address of " + host + " is on " + bond.name() + " " + SPREADING.get(bond.mode())
                + bond.mode();
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                Certainty.POSSIBLE,
                sentence + ": a switch that snoops may send the group to a port where the bond does not take it",
                List.of(Evidence.of(sentence)),
                List.of());
    }
}
