package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.witness.Ladder;
import io.totemtap.capture.host.witness.LadderText;
import io.totemtap.capture.host.witness.Rung;
import io.totemtap.capture.host.witness.Way;
import io.totemtap.capture.host.witness.WitnessDrop;
import io.totemtap.correlate.Period;
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
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kernel's own witness on a host says what became of each packet behind the tap: dropped for a reason at a place, which names the
 * host, or all of them put into the daemon's socket, which clears it.
 */
public final class KernelWitnessRule implements Rule {

    /** Fewer drops than this explain nothing. */
    private static final long FEWEST = 3;

    /** A packet is dropped a little before somebody misses it. */
    private static final long SLACK = 2 * EpochNanos.SECOND;

    /** Before a receiver's tap, after a sender's, or no loss at all. */
    private static final Set<Rung> NOT_BEHIND_THE_TAP = EnumSet.of(Rung.DEVICE, Rung.TAP);

    /** Where a packet ends that no program waits for: the daemon may simply not run. */
    private static final Set<Rung> NOBODY_WAITS = EnumSet.of(Rung.ROUTE, Rung.LOOKUP);

    @Override
    public String id() {
        return "kernel-drops";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsWithStates()) {
            for (WitnessedRun run : WitnessedRun.of(facts.states(host))) {
                Host witnessed = new Host(facts, host, run);
                witnessed.drops(Way.IN, conclusions);
                witnessed.drops(Way.OUT, conclusions);
                witnessed
                        .capture
                        .map(capture ->
                                new PassedOnByKernel(new WitnessWindow(facts, host, run, capture)).conclusions())
                        .ifPresent(conclusions::addAll);
            }
        }
        return conclusions;
    }

    /** One host on which a witness ran. */
    private final class Host {
        private final Facts facts;
        private final IpAddress address;
        private final WitnessedRun run;
        private final Optional<Integer> capture;

        Host(Facts facts, IpAddress address, WitnessedRun run) {
            this.facts = facts;
            this.address = address;
            this.run = run;
            capture = facts.capturesOn(address).stream()
                    .map(one -> facts.picture().captures().indexOf(one))
                    .findFirst();
        }

        /** A time of this host by the reference clock. */
        private long reference(long nanos) {
            return capture.map(index -> facts.picture().clocks().toReference(index, nanos))
                    .orElse(nanos);
        }

        private List<PairFacts> pairs(Way way) {
            return facts.pairs().stream()
                    .filter(pair -> (way == Way.IN
                                    ? pair.direction().to()
                                    : pair.direction().from())
                            .equals(address))
                    .toList();
        }

        /** Later fragments have no port. */
        private boolean isLoss(WitnessDrop drop, Way way, PairFacts pair) {
            boolean own = drop.place().way() == way
                    && drop.place().source().equals(pair.direction().from())
                    && !NOT_BEHIND_THE_TAP.contains(drop.rung());
            return own
                    && facts.groupsOf(pair.direction().from()).stream()
                            .filter(group -> group.address().equals(drop.place().group()))
                            .filter(group ->
                                    drop.place().port() == 0 || drop.place().port() == group.port())
                            .anyMatch(group -> !NOBODY_WAITS.contains(drop.rung()) || run.hasSocketAllTheTime(group));
        }

        void drops(Way way, List<Conclusion> conclusions) {
            List<PairFacts> lossy = pairs(way).stream()
                    .filter(pair -> all(way, pair).stream()
                                    .mapToLong(WitnessDrop::packets)
                                    .sum()
                            >= FEWEST)
                    .toList();
            if (lossy.isEmpty()) {
                return;
            }
            List<WitnessDrop> drops = lossy.stream()
                    .flatMap(pair -> all(way, pair).stream())
                    .distinct()
                    .toList();
            String what = sentence(way, lossy, drops);
            Optional<Certainty> explained = Optional.empty();
            for (PairFacts pair : lossy) {
                Optional<Certainty> certainty = explains(way, pair);
                if (certainty.isPresent()) {
                    conclusions.add(Clue.points(id(), pair.direction(), place(way), certainty.get(), what));
                    explained = explained.isEmpty() || explained.get().compareTo(certainty.get()) < 0
                            ? certainty
                            : explained;
                }
            }
            conclusions.add(new Finding(
                    id(),
                    place(way),
                    explained.isPresent() ? Severity.FAULT : Severity.WARNING,
                    explained.orElse(Certainty.PROVEN),
                    what + (explained.isPresent() ? "" : "; nobody was seen to miss them"),
                    evidence(way, lossy),
                    List.of("daemon-does-not-hear", "ring-interrupted")));
        }

        private List<WitnessDrop> all(Way way, PairFacts pair) {
            return run.last().drops().stream()
                    .filter(drop -> isLoss(drop, way, pair))
                    .toList();
        }

        private Place place(Way way) {
            return way == Way.IN ? Place.RECEIVER_HOST : Place.SENDER;
        }

        /** How sure the drops are what a direction suffers from; empty if they are not, or were counted at another time. */
        private Optional<Certainty> explains(Way way, PairFacts pair) {
            Optional<Period> trouble = pair.trouble();
            if (!pair.isTroubled() || pair.isLost() || trouble.isEmpty()) {
                return Optional.empty();
            }
            Period wide =
                    new Period(trouble.get().fromNanos() - SLACK, trouble.get().toNanos() + SLACK);
            long inside = run.dropped(drop -> isLoss(drop, way, pair), wide, this::reference);
            if (inside < FEWEST) {
                return Optional.empty();
            }
            // a full socket may as well be the daemon's, which does not read
            long notFull =
                    run.dropped(drop -> isLoss(drop, way, pair) && drop.rung() != Rung.SOCKET, wide, this::reference);
            return Optional.of(notFull >= FEWEST && capture.isPresent() ? Certainty.PROVEN : Certainty.LIKELY);
        }

        private String sentence(Way way, List<PairFacts> lossy, List<WitnessDrop> drops) {
            long sum = drops.stream().mapToLong(WitnessDrop::packets).sum();
            String packets = way == Way.OUT
                    ? Words.count(sum, "packet") + " of the cluster on their way out"
                    : Words.count(sum, "packet") + " of "
                            + Words.list(lossy.stream()
                                    .map(pair -> facts.name(pair.direction().from()))
                                    .distinct()
                                    .toList())
                            + " after they had arrived";
            String reasons =
                    drops.stream().map(KernelWitnessRule::reason).distinct().collect(Collectors.joining("; "));
            return "the kernel of " + facts.name(address) + " dropped " + packets + ": " + reasons;
        }

        private List<Evidence> evidence(Way way, List<PairFacts> lossy) {
            List<Evidence> evidence = new ArrayList<>();
            Set<Ladder> ladders = new LinkedHashSet<>();
            for (PairFacts pair : lossy) {
                for (Endpoint group : facts.groupsOf(pair.direction().from())) {
                    ladders.add(ladder(way, pair, group));
                }
            }
            for (Ladder ladder : ladders) {
                evidence.add(Evidence.of("counted by the kernel of " + facts.name(address) + ": "
                        + LadderText.lines(ladder).stream().map(String::strip).collect(Collectors.joining("; "))));
            }
            return evidence;
        }

        private Ladder ladder(Way way, PairFacts pair, Endpoint group) {
            return run.last().ladder(way, pair.direction().from(), group.address(), group.port());
        }
    }

    /** "netfilter (NETFILTER_DROP in nft_do_chain[nf_tables] on eth0)". */
    private static String reason(WitnessDrop drop) {
        List<String> words = new ArrayList<>();
        if (!drop.reason().isEmpty()) {
            words.add(drop.reason());
        }
        if (!drop.location().isEmpty()) {
            words.add("in " + drop.location());
        }
        return drop.rung().words() + (words.isEmpty() ? "" : " (" + String.join(" ", words) + ")");
    }
}
