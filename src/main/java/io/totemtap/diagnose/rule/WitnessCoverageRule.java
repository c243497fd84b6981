package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.CounterMeaning;
import io.totemtap.capture.host.CounterRise;
import io.totemtap.capture.host.HostDelta;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.witness.Lost;
import io.totemtap.capture.host.witness.Stage;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the kernel's own witness cannot tell: because it did not run, does not see a part, lost count, or ends where the driver begins. */
public final class WitnessCoverageRule implements Rule {

    private static final String UNWANTED = "--no-witness";
    private static final String DOCTOR = "totemtap doctor says what to do; analyze and capture do without it";

    @Override
    public String id() {
        return "kernel-witness";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsWithStates()) {
            List<HostState> states = facts.states(host);
            List<WitnessedRun> runs = WitnessedRun.of(states);
            if (runs.isEmpty()) {
                absent(facts, host, states).ifPresent(conclusions::add);
            } else {
                WitnessedRun last = runs.get(runs.size() - 1);
                unseen(facts, host, last).ifPresent(conclusions::add);
                uncounted(facts, host, last).ifPresent(conclusions::add);
                below(facts, host, last).ifPresent(conclusions::add);
            }
        }
        return conclusions;
    }

    private static Optional<Limitation> absent(Facts facts, IpAddress host, List<HostState> states) {
        return states.stream()
                .map(HostState::whyUnwitnessed)
                .filter(why -> !why.isEmpty())
                .findFirst()
                .map(why -> new Limitation(
                        "no-kernel-witness",
                        "what became of each packet inside " + facts.name(host)
                                + ": the kernel's own witness did not run. " + why,
                        why.contains(UNWANTED) ? "leave " + UNWANTED + " out" : DOCTOR));
    }

    private static Optional<Limitation> unseen(Facts facts, IpAddress host, WitnessedRun run) {
        return run.last().sight().sees(Stage.OFFERED)
                ? Optional.empty()
                : Optional.of(new Limitation(
                        "witness-sees-no-sockets",
                        "whether packets reached the daemon's socket on " + facts.name(host)
                                + ": the kernel shows its own witness drops, but not sockets",
                        DOCTOR));
    }

    private static Optional<Limitation> uncounted(Facts facts, IpAddress host, WitnessedRun run) {
        Lost lost = run.last().lost();
        return lost.isNothing()
                ? Optional.empty()
                : Optional.of(new Limitation(
                        "witness-lost-count",
                        "whether the numbers of the kernel's own witness on " + facts.name(host)
                                + " are complete: it could not count everything (places " + lost.places() + ", drops "
                                + lost.drops() + ", headers " + lost.headers() + ", owners " + lost.owners()
                                + ", missed " + lost.missed() + ")",
                        ""));
    }

    /** Only where somebody misses packets that should have come to this host. */
    private static Optional<Limitation> below(Facts facts, IpAddress host, WitnessedRun run) {
        boolean matters =
                facts.pairs().stream().anyMatch(pair -> pair.direction().to().equals(host) && pair.isTroubled());
        Optional<HostInterface> device =
                run.states().get(run.states().size() - 1).interfaceWith(host);
        if (!matters || device.isEmpty()) {
            return Optional.empty();
        }
        String name = device.get().name();
        return Optional.of(new Limitation(
                "below-the-stack",
                "from the kernel's own witness, what the network card of " + facts.name(host)
                        + ", its driver and XDP dropped: its counts begin behind them; " + counters(run, device.get()),
                "ethtool -S " + name + " before and after; ip -d link show dev " + name + " names an XDP program"));
    }

    /** What the counters of an interface and of its driver say meanwhile. */
    private static String counters(WitnessedRun run, HostInterface device) {
        List<HostState> states = run.states();
        HostDelta delta = HostDelta.between(states.get(0), states.get(states.size() - 1));
        List<String> told = new ArrayList<>();
        if (states.size() > 1) {
            tell(delta.receiveDrops(device.name()), "dropped", told);
            tell(delta.driverCounter(device.name(), CounterMeaning.OUT_OF_BUFFERS), "without a buffer", told);
            tell(delta.driverCounter(device.name(), CounterMeaning.XDP_DROPPED), "dropped by XDP", told);
        }
        String xdp = device.hasXdpProgram() == Answer.YES ? ", and an XDP program is attached to it" : "";
        return (told.isEmpty()
                        ? "no counter of " + device.name() + " was read twice"
                        : device.name() + " counted meanwhile " + Words.list(told))
                + xdp;
    }

    private static void tell(Optional<CounterRise> rise, String what, List<String> told) {
        rise.ifPresent(one -> one.amount()
                .ifPresent(amount -> told.add(Words.count(amount, "frame") + " " + what + " (" + one.name() + ")")));
    }
}
