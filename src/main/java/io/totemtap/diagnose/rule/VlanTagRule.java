package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.totem.Hearing.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * At a receiver's own tap another node's multicast comes with a VLAN tag that the receiver's own frames do not have, and its daemon has
 * never heard that node: a frame with a tag is for a device of that VLAN, and is dropped where there is none. That a tag is missing tells
 * nothing, for cards and older kernels take it off before the tap.
 */
public final class VlanTagRule implements Rule {

    private static final long FEWEST = 3;
    private static final int UNTAGGED = -1;
    private static final int HIGHEST_ID = 4094;

    @Override
    public String id() {
        return "vlan-tag-unexpected";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            if (pair.isTroubled() && hasNeverHeard(pair)) {
                judge(facts, pair.direction()).ifPresent(conclusions::add);
            }
        }
        return conclusions;
    }

    private static boolean hasNeverHeard(PairFacts pair) {
        return pair.hearing()
                .map(told -> told.value().spans().stream().noneMatch(span -> span.state() == State.HEARS))
                .orElse(true);
    }

    private Optional<Finding> judge(Facts facts, Direction direction) {
        IpAddress receiver = direction.to();
        for (Vantage capture : facts.picture().captures()) {
            if (capture.isOn(receiver)) {
                Optional<Flow> own = multicasts(capture, receiver).filter(flow -> only(flow) == UNTAGGED);
                Optional<Flow> others = multicasts(capture, direction.from())
                        .filter(flow -> only(flow) > 0 && only(flow) <= HIGHEST_ID && flow.frames() >= FEWEST);
                if (own.isPresent() && others.isPresent() && !hasDevice(facts, receiver, only(others.get()))) {
                    return Optional.of(finding(facts, direction, capture, own.get(), others.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Flow> multicasts(Vantage capture, IpAddress host) {
        return capture.observation().flows().stream()
                .filter(flow -> flow.key().kind() == Kind.GROUP
                        && flow.isTotem()
                        && flow.key().source().equals(host))
                .max(Comparator.comparingLong(Flow::frames));
    }

    /** The only VLAN of a flow, or {@link #UNTAGGED}; beyond every VLAN if there are several. */
    private static int only(Flow flow) {
        return flow.vlans().size() == 1 ? flow.vlans().iterator().next() : HIGHEST_ID + 1;
    }

    /** Whether the host says that it has a device of that VLAN, or something that takes frames with any tag. */
    private static boolean hasDevice(Facts facts, IpAddress host, int vlan) {
        return facts.states(host).stream()
                .flatMap(state -> state.interfaces().stream())
                .anyMatch(device -> isOf(device, vlan) || device.kind().equals("bridge") || takesAnyTag(device));
    }

    private static boolean isOf(HostInterface device, int vlan) {
        return device.detail("vlan.id").equals(Integer.toString(vlan))
                || device.name().endsWith("." + vlan)
                || device.name().equals("vlan" + vlan);
    }

    private static boolean takesAnyTag(HostInterface device) {
        return device.kind().equals("openvswitch") || device.kind().startsWith("macv");
    }

    private Finding finding(Facts facts, Direction direction, Vantage capture, Flow own, Flow others) {
        String receiver = facts.name(direction.to());
        String sender = facts.name(direction.from());
        List<HostState> states = facts.states(direction.to());
        boolean listed = states.stream().anyMatch(state -> !state.interfaces().isEmpty());
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Proof.frames(capture, others.sample(), "multicasts of " + sender + " in VLAN " + only(others)));
        evidence.add(Proof.frames(capture, own.sample(), "multicasts of " + receiver + " itself, without a tag"));
        if (listed) {
            evidence.add(Evidence.of(receiver + " lists no device of VLAN " + only(others)));
        }
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                listed ? Certainty.LIKELY : Certainty.POSSIBLE,
                "the multicast of " + sender + " comes to " + receiver + " with the tag of VLAN " + only(others)
                        + ", and what " + receiver + " sends has none: "
                        + (listed
                                ? "it has no device that would take it"
                                : "without a device of that VLAN it is dropped"),
                evidence,
                List.of());
    }
}
