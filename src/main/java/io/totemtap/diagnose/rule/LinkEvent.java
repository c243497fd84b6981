package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.HostDelta;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.log.LogEvent.LinkChanged;
import io.totemtap.capture.log.LogEvent.LinkChanged.Change;
import io.totemtap.correlate.HostLog;
import io.totemtap.diagnose.Facts;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The link or the card of a host changed: what its kernel logged, or what its count of changes tells. Changes that follow one another
 * closely are one event.
 *
 * @param fromNanos the first change, by the reference clock
 * @param toNanos the last one
 * @param words what happened, as a clause with the interface as its subject
 * @param isLogged whether the log has it, by the second; else it lies anywhere between
 * @param isReset whether the driver reset the card, or it stood still
 */
record LinkEvent(long fromNanos, long toNanos, String words, boolean isLogged, boolean isReset) {

    /** A log has whole seconds, and its clock is known about as well. */
    static final long GUARD = 2 * EpochNanos.SECOND;

    private static final long TOGETHER = 15 * EpochNanos.SECOND;
    private static final int MOST = 100;

    /** What happened to the interface of a host, in the order of time. */
    static List<LinkEvent> of(Facts facts, IpAddress host) {
        List<LinkEvent> events = logged(facts, host);
        return events.isEmpty() ? counted(facts, host) : events;
    }

    /** Whether something that began at a moment may be its doing. */
    boolean mayStart(long nanos, long withinNanos) {
        return nanos >= fromNanos - (isLogged ? GUARD : 0) && nanos <= toNanos + (isLogged ? GUARD + withinNanos : 0);
    }

    /** When, as a clause. */
    String when(Facts facts) {
        if (!isLogged) {
            return "between " + facts.clock(fromNanos) + " and " + facts.clock(toNanos);
        }
        return toNanos - fromNanos < EpochNanos.SECOND
                ? "at " + facts.clock(toNanos)
                : "from " + facts.clock(fromNanos) + " to " + facts.clock(toNanos);
    }

    private static List<LinkEvent> logged(Facts facts, IpAddress host) {
        List<HostLog.Line> lines = facts.logs().stream()
                .filter(log -> log.host().equals(Optional.of(host)))
                .flatMap(log -> log.lines().stream())
                .filter(line -> line.event() instanceof LinkChanged link && matters(link.change()))
                .sorted(Comparator.comparingLong(HostLog.Line::nanos))
                .toList();
        Set<String> own = devices(facts, host);
        Set<String> named = new HashSet<>();
        lines.forEach(line -> named.add(device(line)));
        List<LinkEvent> events = new ArrayList<>();
        for (HostLog.Line line : lines) {
            boolean isOwn = own.isEmpty() ? named.size() == 1 : own.contains(device(line));
            if (isOwn && events.size() < MOST) {
                add(line, events);
            }
        }
        return events;
    }

    private static void add(HostLog.Line line, List<LinkEvent> events) {
        LinkChanged link = (LinkChanged) line.event();
        boolean reset = link.change() == Change.RESET || link.change() == Change.STALLED;
        String words = link.device() + words(link.change());
        int last = events.size() - 1;
        if (last >= 0 && line.nanos() - events.get(last).toNanos() <= TOGETHER) {
            LinkEvent before = events.get(last);
            events.set(
                    last,
                    new LinkEvent(
                            before.fromNanos(),
                            line.nanos(),
                            before.isReset()
                                    ? before.words()
                                    : reset ? words : link.device() + "'s link went and came back",
                            true,
                            reset || before.isReset()));
        } else {
            events.add(new LinkEvent(line.nanos(), line.nanos(), words, true, reset));
        }
    }

    private static String device(HostLog.Line line) {
        return ((LinkChanged) line.event()).device();
    }

    private static boolean matters(Change change) {
        return change != Change.PROMISCUOUS && change != Change.NOT_PROMISCUOUS;
    }

    private static String words(Change change) {
        return switch (change) {
            case UP -> "'s link came up";
            case DOWN -> "'s link went down";
            case RESET -> " was reset by its driver";
            case STALLED -> " stood still and was reset";
            case PROMISCUOUS, NOT_PROMISCUOUS -> " changed its mode";
        };
    }

    /** The interface with the address, what it stands on, and what is in it; empty if the host said nothing of that. */
    private static Set<String> devices(Facts facts, IpAddress host) {
        Set<String> names = new HashSet<>();
        for (HostState state : facts.states(host)) {
            names.addAll(new CountersInTime(host, List.of(new HostDelta(state, state))).devices());
        }
        return names;
    }

    /** The kernel counts how often a link came and went (since 3.15); a host that was looked at twice tells the difference. */
    private static List<LinkEvent> counted(Facts facts, IpAddress host) {
        List<LinkEvent> events = new ArrayList<>();
        for (HostDelta delta : facts.deltas(host)) {
            boolean timed = delta.before().moment().timeNanos() != EpochNanos.NEVER
                    && delta.after().moment().timeNanos() != EpochNanos.NEVER;
            for (String device : timed ? devices(facts, host) : Set.<String>of()) {
                OptionalLong before = changes(delta.before(), device);
                OptionalLong after = changes(delta.after(), device);
                boolean rose = before.isPresent() && after.isPresent() && after.getAsLong() > before.getAsLong();
                if (rose && events.size() < MOST) {
                    events.add(new LinkEvent(
                            CountersInTime.reference(facts, host, delta.before(), 0),
                            CountersInTime.reference(facts, host, delta.after(), 0),
                            device + "'s link went and came back",
                            false,
                            false));
                }
            }
        }
        return events;
    }

    private static OptionalLong changes(HostState state, String device) {
        String text = state.interfaceNamed(device)
                .map((HostInterface one) -> one.detail("carrier_changes"))
                .orElse("");
        return text.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
