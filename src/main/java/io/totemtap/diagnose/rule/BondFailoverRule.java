package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Bond;
import io.totemtap.capture.host.HostDelta;
import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Period;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A bond changed its active member between two looks at a host, and the multicast to it is in trouble since: a snooping switch sends to
 * the old port until the host reports again. The time of the change is not known well enough to accuse anybody.
 */
public final class BondFailoverRule implements Rule {

    @Override
    public String id() {
        return "bond-failover";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsWithStates()) {
            List<Period> troubles = new ArrayList<>();
            for (PairFacts pair : facts.pairs()) {
                if (pair.direction().to().equals(host) && pair.isTroubled()) {
                    pair.trouble().ifPresent(troubles::add);
                }
            }
            if (!troubles.isEmpty()) {
                facts.deltas(host).forEach(delta -> judge(facts, host, delta, troubles, conclusions));
            }
        }
        return conclusions;
    }

    private void judge(
            Facts facts, IpAddress host, HostDelta delta, List<Period> troubles, List<Conclusion> conclusions) {
        Optional<Bond> before = DeviceStack.bond(delta.before(), host);
        Optional<Bond> after = DeviceStack.bond(delta.after(), host);
        if (before.isEmpty()
                || after.isEmpty()
                || !before.get().name().equals(after.get().name())) {
            return;
        }
        String change = change(before.get(), after.get());
        boolean timed = isTimed(delta.before()) && isTimed(delta.after());
        long from = delta.before().moment().timeNanos();
        long to = delta.after().moment().timeNanos();
        boolean since = !timed
                || troubles.stream().anyMatch(trouble -> trouble.fromNanos() >= from && trouble.fromNanos() <= to);
        if (change.isEmpty() || !since) {
            return;
        }
        String when = timed ? " between " + facts.clock(from) + " and " + facts.clock(to) : " between two looks at it";
        conclusions.add(new Finding(
                id(),
                Place.UNDECIDED,
                List.of(Place.SWITCH, Place.RECEIVER_HOST),
                Severity.WARNING,
                timed ? Certainty.LIKELY : Certainty.POSSIBLE,
                "on " + facts.name(host) + " " + change + when
                        + (timed ? ", and multicast to it is in trouble since" : ", and multicast to it is in trouble")
                        + ": a snooping switch sends to the old port until the next report",
                List.of(Evidence.of(facts.name(host) + ": " + change)),
                List.of()));
    }

    private static boolean isTimed(HostState state) {
        return state.moment().timeNanos() != EpochNanos.NEVER;
    }

    /** What changed on the member that carried the traffic; empty if nothing. Another member may come and go. */
    private static String change(Bond before, Bond after) {
        String active = before.activeMember();
        if (!active.isEmpty() && !active.equals(after.activeMember())) {
            return before.name() + " changed its active member from " + active
                    + (after.activeMember().isEmpty() ? " to none" : " to " + after.activeMember());
        }
        for (Bond.Member member : before.members()) {
            long failures = failures(after, member.name()) - member.failures();
            if (failures > 0 && (active.isEmpty() || member.name().equals(active))) {
                return member.name() + " of " + before.name() + " lost its link "
                        + (failures == 1 ? "once" : failures + " times");
            }
        }
        return "";
    }

    private static long failures(Bond bond, String member) {
        return bond.members().stream()
                .filter(one -> one.name().equals(member))
                .mapToLong(Bond.Member::failures)
                .findFirst()
                .orElse(0);
    }
}
