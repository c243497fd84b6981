package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.witness.Ladder;
import io.totemtap.capture.host.witness.Lost;
import io.totemtap.capture.host.witness.Rung;
import io.totemtap.capture.host.witness.Way;
import io.totemtap.correlate.Period;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Words;
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Excludes a receiving host whose kernel put every packet of a sender into the daemon's socket. Whatever is not known keeps the host
 * under suspicion.
 *
 * @param facts all facts
 * @param host on which the witness ran
 * @param run what it counted
 * @param capture index of a capture on that host
 */
record DeliveredToSocket(Facts facts, IpAddress host, WitnessedRun run, int capture) {

    private static final long SLACK = 2 * EpochNanos.SECOND;

    /** One clue for each direction that suffers and for which the host is not to be blamed. */
    List<Clue> clues(String rule) {
        List<Clue> clues = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            List<Endpoint> groups = facts.groupsOf(pair.direction().from());
            Optional<Period> trouble = pair.trouble();
            boolean concerned = pair.direction().to().equals(host)
                    && pair.isTroubled()
                    && trouble.isPresent()
                    && groups.size() == 1;
            if (concerned && isClear(pair.direction().from(), groups.get(0), trouble.get())) {
                long arrived = ladder(pair.direction().from(), groups.get(0)).arrivals();
                clues.add(Clue.clears(
                        rule,
                        pair.direction(),
                        List.of(Place.RECEIVER_HOST),
                        "all " + Words.count(arrived) + " packets of "
                                + facts.name(pair.direction().from()) + " that arrived at " + facts.name(host)
                                + " were put into the daemon's socket"));
            }
        }
        return clues;
    }

    private Ladder ladder(IpAddress sender, Endpoint group) {
        return run.last().ladder(Way.IN, sender, group.address(), group.port());
    }

    private boolean isClear(IpAddress sender, Endpoint group, Period trouble) {
        Ladder ladder = ladder(sender, group);
        return ladder.isClear()
                && isNothingDropped(sender, group)
                && isWhole(sender, group, ladder.arrivals())
                && covers(trouble)
                && run.isMemberAllTheTime(group.address())
                && goesOn(group, trouble)
                && isDaemons(ladder, group);
    }

    /** Later fragments have no port, and a ladder of their own. */
    private boolean isNothingDropped(IpAddress sender, Endpoint group) {
        return run.last().drops().stream()
                .filter(drop -> drop.place().way() == Way.IN && drop.rung() != Rung.TAP)
                .noneMatch(drop -> drop.place().source().equals(sender)
                        && drop.place().group().equals(group.address()));
    }

    /**
     * Whether the witness counted all of them. Headers that it could not read may be those of anybody, in other networks too; if the
     * capture saw no more packets than the witness, they are.
     */
    private boolean isWhole(IpAddress sender, Endpoint group, long arrivals) {
        Lost lost = run.last().lost();
        if (lost.places() + lost.drops() + lost.owners() + lost.missed() > 0) {
            return false;
        }
        long from = run.last().fromNanos() + SLACK;
        long until = run.last().untilNanos() - SLACK;
        return lost.headers() == 0
                || flows(group)
                                .filter(flow -> flow.key().source().equals(sender))
                                .mapToLong(flow -> flow.overTime().between(from, until))
                                .sum()
                        <= arrivals;
    }

    private boolean covers(Period trouble) {
        return reference(run.last().fromNanos()) <= trouble.fromNanos() + SLACK
                && reference(run.last().untilNanos()) >= trouble.toNanos() - SLACK;
    }

    private long reference(long nanos) {
        return facts.picture().clocks().toReference(capture, nanos);
    }

    /**
     * A host that no longer reports its membership gets nothing more, and still puts all that arrived into sockets. It is excluded
     * only while the group arrives, if from others.
     */
    private boolean goesOn(Endpoint group, Period trouble) {
        long late = trouble.toNanos() - trouble.nanos() / 4 - SLACK;
        long own = late - (reference(late) - late);
        return flows(group)
                .filter(flow -> !flow.key().source().equals(host))
                .anyMatch(flow -> flow.overTime().between(own, Long.MAX_VALUE) > 0);
    }

    private Stream<Flow> flows(Endpoint group) {
        return facts.picture().captures().get(capture).observation().flows().stream()
                .filter(flow -> flow.key().kind() == Kind.GROUP)
                .filter(flow -> flow.key().destination().equals(group.address())
                        && flow.key().port() == group.port());
    }

    private boolean isDaemons(Ladder ladder, Endpoint group) {
        return !ladder.offered().isEmpty()
                && ladder.offered().values().stream().allMatch(count -> count == ladder.arrivals())
                && ladder.offered().keySet().stream().anyMatch(inode -> run.isSocketOf(inode, group));
    }
}
