package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.witness.Ladder;
import io.totemtap.capture.host.witness.Way;
import io.totemtap.correlate.Period;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Excludes a receiving host whose kernel put every packet of a sender into the daemon's socket, and a sending host whose kernel handed
 * every packet of the daemon to the driver. Whatever is not known keeps the host under suspicion.
 *
 * @param window what was counted, and when
 */
record PassedOnByKernel(WitnessWindow window) {

    /** The finding that says so. */
    static final String ID = "kernel-delivers";

    /** One direction whose packets were all passed on by the host. */
    private record Passed(PairFacts pair, Ladder ladder, long packets, boolean clears) {}

    /** What was passed on, and one clue for each direction that suffers and for which the host is not to be blamed. */
    List<Conclusion> conclusions() {
        List<Passed> in = new ArrayList<>();
        List<Passed> out = new ArrayList<>();
        for (PairFacts pair : facts().pairs()) {
            List<Endpoint> groups = facts().groupsOf(pair.direction().from());
            if (groups.size() == 1 && pair.direction().to().equals(host())) {
                received(pair, groups.get(0)).ifPresent(in::add);
            } else if (groups.size() == 1 && pair.direction().from().equals(host())) {
                sent(pair, groups.get(0)).ifPresent(out::add);
            }
        }
        List<Conclusion> conclusions = new ArrayList<>();
        in.stream()
                .filter(Passed::clears)
                .forEach(passed -> conclusions.add(clue(
                        passed,
                        Place.RECEIVER_HOST,
                        "all " + Words.count(passed.packets()) + " packets of " + sender(passed) + " that arrived at "
                                + name() + " were put into the daemon's socket")));
        out.stream()
                .filter(Passed::clears)
                .forEach(passed -> conclusions.add(clue(passed, Place.SENDER, handed(passed))));
        if (!in.isEmpty()) {
            conclusions.add(finding(delivered(in), in));
        }
        out.stream().limit(1).forEach(passed -> conclusions.add(finding(handed(passed), List.of(passed))));
        return conclusions;
    }

    private Facts facts() {
        return window.facts();
    }

    private IpAddress host() {
        return window.host();
    }

    private String name() {
        return facts().name(host());
    }

    private String sender(Passed passed) {
        return facts().name(passed.pair().direction().from());
    }

    private static Clue clue(Passed passed, Place place, String because) {
        return Clue.clears(ID, passed.pair().direction(), List.of(place), because);
    }

    private Finding finding(String statement, List<Passed> all) {
        boolean clears =
                all.stream().allMatch(one -> one.clears() || !one.pair().isTroubled());
        List<Evidence> evidence =
                all.stream().map(one -> Evidence.of(numbers(one.ladder()))).toList();
        return new Finding(
                ID,
                Place.NONE,
                Severity.NOTE,
                Certainty.PROVEN,
                statement + (clears ? ": the host is cleared" : ""),
                evidence,
                List.of());
    }

    /** "of 10.0.0.1: 312 arrived, 0 dropped, 312 put into socket 4711". */
    private String numbers(Ladder ladder) {
        String end = ladder.isOutward()
                ? ladder.sendings().orElse(0) + " sent, " + ladder.dropped() + " dropped, " + ladder.handovers()
                        + " handed over"
                : ladder.arrivals() + " arrived, " + ladder.dropped() + " dropped, "
                        + ladder.deliveries().orElse(0) + " put into "
                        + ladder.offered().keySet().stream()
                                .map(inode -> "socket " + inode)
                                .collect(Collectors.joining(" and "));
        return "packets of " + facts().name(ladder.key().source()) + ": " + end + ", from "
                + facts().clock(window.run().last().fromNanos()) + " to "
                + facts().clock(window.run().last().untilNanos());
    }

    private String delivered(List<Passed> in) {
        long sum = in.stream().mapToLong(Passed::packets).sum();
        return "all " + Words.count(sum) + " packets of "
                + Words.list(in.stream().map(this::sender).distinct().toList()) + " that arrived at " + name()
                + " were put into the daemon's socket";
    }

    private String handed(Passed passed) {
        return "all " + Words.count(passed.packets()) + " packets that the daemon on " + name()
                + " sent were handed to the driver ("
                + Words.list(List.copyOf(new TreeSet<>(passed.ladder().handed().keySet())))
                + ")";
    }

    private Optional<Passed> received(PairFacts pair, Endpoint group) {
        IpAddress sender = pair.direction().from();
        Ladder ladder = ladder(Way.IN, sender, group, group.port());
        long arrivals = ladder.arrivals();
        long pieces = ladder(Way.IN, sender, group, 0).arrivals();
        boolean passed = ladder.isClear()
                && arrivals >= WitnessWindow.FEWEST
                && window.isNothingDropped(Way.IN, sender, group)
                && window.isWhole(sender, group, arrivals + pieces)
                && window.run().isMemberAllTheTime(group.address())
                && isDaemons(ladder, group);
        // a host that no longer reports its membership gets nothing more, and still passes on all that arrived
        boolean clears =
                passed && isCovered(pair) && window.goesOn(group, pair.trouble().orElseThrow());
        return passed ? Optional.of(new Passed(pair, ladder, arrivals, clears)) : Optional.empty();
    }

    private Optional<Passed> sent(PairFacts pair, Endpoint group) {
        Ladder ladder = ladder(Way.OUT, host(), group, group.port());
        long handed = ladder.handovers();
        long pieces = ladder(Way.OUT, host(), group, 0).handovers();
        boolean passed = ladder.isAllHandedOver()
                && handed >= WitnessWindow.FEWEST
                && window.isNothingDropped(Way.OUT, host(), group)
                && window.isWhole(host(), group, handed + pieces);
        // what no longer is sent is not dropped either
        boolean clears = passed
                && isCovered(pair)
                && window.isSending(group, pair.trouble().orElseThrow());
        return passed ? Optional.of(new Passed(pair, ladder, handed, clears)) : Optional.empty();
    }

    private boolean isCovered(PairFacts pair) {
        Optional<Period> trouble = pair.trouble();
        return pair.isTroubled() && trouble.isPresent() && window.covers(trouble.get());
    }

    private Ladder ladder(Way way, IpAddress sender, Endpoint group, int port) {
        return window.run().last().ladder(way, sender, group.address(), port);
    }

    private boolean isDaemons(Ladder ladder, Endpoint group) {
        return !ladder.offered().isEmpty()
                && ladder.offered().values().stream().allMatch(count -> count == ladder.arrivals())
                && ladder.offered().keySet().stream()
                        .anyMatch(inode -> window.run().isSocketOf(inode, group));
    }
}
