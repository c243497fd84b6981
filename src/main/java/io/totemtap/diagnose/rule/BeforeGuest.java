package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.Optional;

/** What is lost on its way to a guest, and what a listing of its hypervisor is worth for it. */
final class BeforeGuest {

    private BeforeGuest() {}

    /** Whether it is lost before the guest's own tap: its hypervisor is on that way, behind the switch's port for it. */
    static boolean isLost(PairFacts pair) {
        Optional<Segment> loss = pair.narrowestLoss();
        return loss.isPresent() && loss.get().to().spot() == Spot.RECEIVER;
    }

    /** Whether a host reported a group. That it says so itself is not enough: its own firewall may keep reports back. */
    static boolean reported(Facts facts, IpAddress host, IpAddress group) {
        return facts.picture().captures().stream()
                .flatMap(capture -> capture.observation().memberships().stream())
                .anyMatch(one -> one.host().equals(host) && one.group().equals(group));
    }

    /** A listing speaks of the moment it was taken at: empty if that was not one of the trouble, likely if it does not tell when. */
    static Optional<Certainty> certainty(HostState state, PairFacts pair) {
        long taken = state.moment().timeNanos();
        if (taken == EpochNanos.NEVER) {
            return Optional.of(Certainty.LIKELY);
        }
        boolean meanwhile =
                pair.trouble().map(trouble -> trouble.contains(taken)).orElse(false);
        return meanwhile ? Optional.of(Certainty.PROVEN) : Optional.empty();
    }
}
