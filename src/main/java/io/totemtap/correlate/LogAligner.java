package io.totemtap.correlate;

import io.totemtap.capture.log.LogEvent;
import io.totemtap.capture.log.LogEvent.NewMembership;
import io.totemtap.capture.log.LogEvent.StateEntered;
import io.totemtap.capture.log.LogEvent.TotemState;
import io.totemtap.capture.log.LogFile;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.StateChange;
import io.totemtap.track.StateChange.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds how a log's clock stands to the wire's, by the states both tell of one host: that it looks for members, that it works, and
 * on which ring. Syslog has neither year nor zone, and clocks are minutes apart: every pair of like states proposes an offset, and
 * the one most states agree on is taken. Offsets are whole half hours of zone and up to ten minutes of drift. Where too few states
 * agree, or two offsets explain them as well as each other, the log stays unaligned.
 */
final class LogAligner {

    private static final long HALF_HOUR = 1_800 * EpochNanos.SECOND;
    private static final long MOST_ZONE = 28 * HALF_HOUR;
    private static final long MOST_DRIFT = 600 * EpochNanos.SECOND;

    /** Logs often have whole seconds, and a state shows on the wire with its first message only. */
    private static final long TOLERANCE = 1_500 * EpochNanos.MILLISECOND;

    /** A clock that is set by others is no more than this away from a whole zone. */
    private static final long SET_CLOCK = 2 * EpochNanos.SECOND;

    private static final int FEWEST_STATES = 2;
    private static final int MOST_MARKS = 512;

    /**
     * A state at a moment.
     *
     * @param works whether the host works on a ring; else it looks for members
     * @param ring the ring as "192.168.1.81.5" or "1.9"; empty if not told
     */
    private record Mark(long nanos, boolean works, String ring) {

        boolean isLike(Mark other) {
            return works == other.works && (ring.isEmpty() || other.ring.isEmpty() || ring.equals(other.ring));
        }

        boolean isSameRing(Mark other) {
            return !ring.isEmpty() && ring.equals(other.ring);
        }
    }

    /** An offset and what speaks for it. */
    private record Candidate(long offset, int states, int rings) {

        long drift() {
            return Math.abs(offset - HALF_HOUR * Math.round(offset / (double) HALF_HOUR));
        }

        int score() {
            return states + rings;
        }

        boolean isEnough() {
            return states >= FEWEST_STATES || rings > 0;
        }
    }

    private final List<Mark> wire;
    private final List<Mark> log;
    private final long around;

    private LogAligner(List<Mark> wire, List<Mark> log, long around) {
        this.wire = wire;
        this.log = log;
        this.around = around;
    }

    /** The clock of a host's log; absent if nothing tells it beyond doubt. */
    static Optional<LogClock> align(List<LogFile.Entry> entries, IpAddress host, Correlation picture) {
        List<Mark> wire = wire(host, picture);
        if (wire.isEmpty()) {
            return Optional.empty();
        }
        long first = wire.stream().mapToLong(Mark::nanos).min().orElse(0);
        long last = wire.stream().mapToLong(Mark::nanos).max().orElse(0);
        long around = first + (last - first) / 2;
        List<Mark> log = new ArrayList<>();
        for (LogFile.Entry entry : entries) {
            OptionalLong nanos =
                    entry.line().time().map(time -> LogClock.utc(time, around)).orElse(OptionalLong.empty());
            if (nanos.isPresent()
                    && nanos.getAsLong() > first - MOST_ZONE - MOST_DRIFT
                    && nanos.getAsLong() < last + MOST_ZONE + MOST_DRIFT
                    && log.size() < MOST_MARKS) {
                mark(nanos.getAsLong(), entry.event()).ifPresent(log::add);
            }
        }
        return new LogAligner(wire, log, around).align();
    }

    private static List<Mark> wire(IpAddress host, Correlation picture) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < picture.captures().size(); i++) {
            for (StateChange change : picture.captures().get(i).observation().changes()) {
                boolean works = change.kind() == Kind.OPERATIONAL;
                if (change.host().equals(host)
                        && (works || change.kind() == Kind.GATHER)
                        && marks.size() < MOST_MARKS) {
                    long nanos = picture.clocks().toReference(i, change.timeNanos());
                    marks.add(new Mark(nanos, works, works ? change.subject().replace("node ", "") : ""));
                }
            }
        }
        return marks;
    }

    private static Optional<Mark> mark(long nanos, LogEvent event) {
        if (event instanceof StateEntered entered) {
            boolean works = entered.state() == TotemState.OPERATIONAL;
            return works || entered.state() == TotemState.GATHER
                    ? Optional.of(new Mark(nanos, works, ""))
                    : Optional.empty();
        }
        return event instanceof NewMembership formed
                ? Optional.of(new Mark(nanos, true, ring(formed.ring())))
                : Optional.empty();
    }

    /** "192.168.1.81:5" of corosync 2 and "1.1f" of corosync 3, whose numbers are hexadecimal, as the trackers write rings. */
    private static String ring(String printed) {
        int colon = printed.lastIndexOf(':');
        if (colon > 0) {
            return printed.substring(0, colon) + "." + printed.substring(colon + 1);
        }
        int dot = printed.indexOf('.');
        boolean isShort = dot > 0 && printed.length() <= 24 && printed.matches("[0-9a-f]{1,8}\\.[0-9a-f]{1,15}");
        return isShort
                ? Long.parseLong(printed.substring(0, dot), 16) + "." + Long.parseLong(printed.substring(dot + 1), 16)
                : "";
    }

    private Optional<LogClock> align() {
        Optional<Candidate> best = Optional.empty();
        List<Candidate> all = new ArrayList<>();
        for (Mark written : log) {
            for (Mark seen : wire) {
                Candidate candidate = new Candidate(seen.nanos() - written.nanos(), 0, 0);
                if (seen.isLike(written)
                        && Math.abs(candidate.offset()) <= MOST_ZONE + MOST_DRIFT
                        && candidate.drift() <= MOST_DRIFT
                        && all.stream().noneMatch(one -> Math.abs(one.offset() - candidate.offset()) < TOLERANCE / 3)) {
                    all.add(count(candidate.offset()));
                }
            }
        }
        for (Candidate one : all) {
            if (one.isEnough() && (best.isEmpty() || isBetter(one, best.get()))) {
                best = Optional.of(one);
            }
        }
        return best.filter(found -> isClear(found, all)).map(found -> clock(found.offset()));
    }

    private static boolean isBetter(Candidate one, Candidate other) {
        return one.score() != other.score() ? one.score() > other.score() : one.drift() < other.drift();
    }

    /** Whether no other offset explains as much, unless this one is that of a clock that was set, and the other is not. */
    private static boolean isClear(Candidate best, List<Candidate> all) {
        for (Candidate other : all) {
            boolean isElsewhere = Math.abs(other.offset() - best.offset()) > 2 * TOLERANCE;
            boolean isRival = other.drift() <= SET_CLOCK || best.drift() > SET_CLOCK;
            if (isElsewhere && other.score() >= best.score() && isRival) {
                return false;
            }
        }
        return true;
    }

    private Candidate count(long offset) {
        int states = 0;
        int rings = 0;
        for (Mark written : log) {
            boolean isState = false;
            boolean isRing = false;
            for (Mark seen : wire) {
                if (seen.isLike(written) && Math.abs(seen.nanos() - written.nanos() - offset) <= TOLERANCE) {
                    isState = true;
                    isRing |= seen.isSameRing(written);
                }
            }
            states += isState ? 1 : 0;
            rings += isRing ? 1 : 0;
        }
        return new Candidate(offset, states, rings);
    }

    /** The offset again, now as the middle of all it explains. */
    private LogClock clock(long offset) {
        long[] differences = new long[log.size()];
        int count = 0;
        for (Mark written : log) {
            long nearest = Long.MAX_VALUE;
            for (Mark seen : wire) {
                long difference = seen.nanos() - written.nanos();
                if (seen.isLike(written)
                        && Math.abs(difference - offset) <= TOLERANCE
                        && (nearest == Long.MAX_VALUE || Math.abs(difference - offset) < Math.abs(nearest - offset))) {
                    nearest = difference;
                }
            }
            if (nearest != Long.MAX_VALUE) {
                differences[count++] = nearest;
            }
        }
        Arrays.sort(differences, 0, count);
        long middle = differences[count / 2];
        long error = Math.max(middle - differences[0], differences[count - 1] - middle);
        return new LogClock(middle, around, count, error);
    }
}
