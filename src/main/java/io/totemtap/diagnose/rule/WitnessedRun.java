package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.witness.WitnessDrop;
import io.totemtap.capture.host.witness.WitnessReading;
import io.totemtap.correlate.Period;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * What one run of the kernel witness counted on a host, read one time or several: its numbers are sums since it began.
 *
 * @param states the host's states that have a reading of this run, in the order of readings; at least one
 */
record WitnessedRun(List<HostState> states) {

    WitnessedRun {
        states = List.copyOf(states);
    }

    /** The runs among a host's states; none if no witness ran. */
    static List<WitnessedRun> of(List<HostState> states) {
        Map<Long, List<HostState>> byStart = new TreeMap<>();
        for (HostState state : states) {
            state.witness().ifPresent(reading -> byStart.computeIfAbsent(reading.fromNanos(), none -> new ArrayList<>())
                    .add(state));
        }
        List<WitnessedRun> runs = new ArrayList<>();
        for (List<HostState> run : byStart.values()) {
            run.sort(Comparator.comparingLong(state -> reading(state).untilNanos()));
            runs.add(new WitnessedRun(run));
        }
        return runs;
    }

    private static WitnessReading reading(HostState state) {
        return state.witness().orElseThrow();
    }

    /** All that was counted. */
    WitnessReading last() {
        return reading(states.get(states.size() - 1));
    }

    /** Packets that were dropped between readings, as far as those stretches of time touch a period. */
    long dropped(Predicate<WitnessDrop> which, Period period, LongUnaryOperator clock) {
        long all = 0;
        long before = 0;
        long from = last().fromNanos();
        for (HostState state : states) {
            WitnessReading reading = reading(state);
            long now = sum(reading, which);
            Period stretch = new Period(clock.applyAsLong(from), clock.applyAsLong(reading.untilNanos()));
            if (stretch.fromNanos() <= period.toNanos() && stretch.toNanos() >= period.fromNanos()) {
                all += Math.max(0, now - before);
            }
            before = now;
            from = reading.untilNanos();
        }
        return all;
    }

    private static long sum(WitnessReading reading, Predicate<WitnessDrop> which) {
        return reading.drops().stream()
                .filter(which)
                .mapToLong(WitnessDrop::packets)
                .sum();
    }

    /** Whether the host was a member of a group at every reading. */
    boolean isMemberAllTheTime(IpAddress group) {
        return states.stream().allMatch(state -> state.isMember(group) == Answer.YES);
    }

    /** Whether a socket for a group and port was there at every reading. */
    boolean hasSocketAllTheTime(Endpoint group) {
        return states.stream().allMatch(state -> state.hasSocketFor(group.address(), group.port()) == Answer.YES);
    }

    /** Whether a socket, by its inode, is one that may receive what is sent to a group and port. */
    boolean isSocketOf(long inode, Endpoint group) {
        return states.stream()
                .flatMap(state -> state.socketsFor(group.address(), group.port()).stream())
                .anyMatch(socket -> socket.inode().orElse(0) == inode);
    }
}
