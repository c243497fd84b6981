package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Another group on the wire has the cluster group's Ethernet address (32 IPv4 groups share one; RFC 1112 section 6.4), or the cluster's
 * group has one of those that belong to 224.0.0.x, which switches flood or send to their processor.
 */
public final class GroupAddressRule implements Rule {

    private static final int CONTROL_BLOCK = 0x007fff00;

    @Override
    public String id() {
        return "group-shares-mac";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        Set<IpAddress> judged = new TreeSet<>();
        for (Endpoint group : facts.picture().groups()) {
            if (judged.add(group.address())) {
                reserved(group.address(), conclusions);
                shared(facts, group.address(), judged, conclusions);
            }
        }
        return conclusions;
    }

    private void reserved(IpAddress group, List<Conclusion> conclusions) {
        boolean isControl = group instanceof Ipv4Address && ((int) group.low() & CONTROL_BLOCK) == 0;
        if (isControl && !group.isLinkLocalMulticast()) {
            conclusions.add(new Finding(
                    id(),
                    Place.NONE,
                    Severity.WARNING,
                    Certainty.PROVEN,
                    "the group " + group + " has the Ethernet address " + MacAddress.multicastFor(group)
                            + ", which belongs to 224.0.0.x as well: switches flood it or send it to their processor",
                    List.of(Evidence.of(
                            "the lower 23 bits of " + group + " are those of 224.0.0." + ((int) group.low() & 0xff))),
                    List.of()));
        }
    }

    private void shared(Facts facts, IpAddress group, Set<IpAddress> judged, List<Conclusion> conclusions) {
        for (Vantage capture : facts.picture().captures()) {
            for (Flow flow : capture.observation().flows()) {
                IpAddress other = flow.key().destination();
                boolean isAlias = flow.key().kind() == Kind.GROUP
                        && !other.equals(group)
                        && MacAddress.multicastFor(other).equals(MacAddress.multicastFor(group));
                if (isAlias && judged.add(other)) {
                    conclusions.add(new Finding(
                            id(),
                            Place.NONE,
                            Severity.NOTE,
                            Certainty.PROVEN,
                            "the group " + other + " has the same Ethernet address as " + group + ", "
                                    + MacAddress.multicastFor(group)
                                    + ": members of one get the packets of the other, which their kernels discard",
                            List.of(Proof.frames(capture, flow.sample(), "packets to " + other)),
                            List.of()));
                }
            }
        }
    }
}
