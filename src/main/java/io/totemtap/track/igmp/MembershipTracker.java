package io.totemtap.track.igmp;

import io.totemtap.decode.igmp.GroupRecord;
import io.totemtap.net.IpAddress;
import io.totemtap.track.StateChange.Kind;
import io.totemtap.track.StateLog;
import io.totemtap.track.igmp.Membership.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows which host is a member of which group: joined, refreshed, left, aged out. Link-local groups are not followed: they
 * are never pruned.
 */
public final class MembershipTracker {

    private static final int MOST_MEMBERSHIPS = 8_192;

    private final StateLog log;
    private final Map<Key, State> current = new LinkedHashMap<>();
    private final List<Membership> ended = new ArrayList<>();
    private long overflow;

    private record Key(IpAddress host, IpAddress group) {
        // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
        // compared.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.host.equals(host) && key.group.equals(group);
        }

        @Override
        public int hashCode() {
            return host.hashCode() * 31 + group.hashCode();
        }
    }

    /** Creates a tracker that notes changes in {@code log}. */
    public MembershipTracker(StateLog log) {
        this.log = log;
    }

    /**
     * A host says that it is a member.
     *
     * @param version 1 to 3; for MLD 1 and 2
     * @param wellFormed whether the report has the TTL and the option that reports have
     */
    public void onReport(long timeNanos, long frame, IpAddress host, IpAddress group, int version, boolean wellFormed) {
        add(timeNanos, frame, new Key(host, group), version, wellFormed)
                .ifPresent(state -> state.wants(SourceFilter.ALL, timeNanos));
    }

    /** A host says that it is a member, and of which sources. */
    public void onRecord(
            long timeNanos, long frame, IpAddress host, GroupRecord said, int version, boolean wellFormed) {
        boolean isKnown = current.containsKey(new Key(host, said.group()));
        add(timeNanos, frame, new Key(host, said.group()), version, wellFormed)
                .ifPresent(state -> state.wants(state.filter.with(said, isKnown, timeNanos), timeNanos));
    }

    /** A host wants some sources of a group no more; that neither joins the group nor leaves it. */
    public void onBlock(long timeNanos, IpAddress host, GroupRecord said) {
        State state = current.get(new Key(host, said.group()));
        if (state != null) {
            state.wants(state.filter.with(said, true, timeNanos), timeNanos);
        }
    }

    private Optional<State> add(long timeNanos, long frame, Key key, int version, boolean wellFormed) {
        if (key.group().isLinkLocalMulticast()) {
            return Optional.empty();
        }
        State state = current.get(key);
        if (state == null) {
            if (current.size() + ended.size() >= MOST_MEMBERSHIPS) {
                overflow++;
                return Optional.empty();
            }
            state = new State(timeNanos, frame);
            current.put(key, state);
            log.add(timeNanos, frame, key.host(), Kind.JOINED_GROUP, key.group().toString());
        }
        state.reports++;
        state.malformed += wellFormed ? 0 : 1;
        state.version = version;
        state.lastNanos = timeNanos;
        state.lastFrame = frame;
        return Optional.of(state);
    }

    /** A host says that it is no longer a member. */
    public void onLeave(long timeNanos, long frame, IpAddress host, IpAddress group) {
        Key key = new Key(host, group);
        State state = current.remove(key);
        if (state != null) {
            state.lastFrame = frame;
            ended.add(state.toMembership(key, End.LEFT, timeNanos));
            log.add(timeNanos, frame, host, Kind.LEFT_GROUP, group.toString());
        } else if (!group.isLinkLocalMulticast() && current.size() + ended.size() < MOST_MEMBERSHIPS) {
            State unseen = new State(timeNanos, frame);
            unseen.lastNanos = timeNanos;
            unseen.lastFrame = frame;
            ended.add(unseen.toMembership(key, End.LEFT, timeNanos));
            log.add(timeNanos, frame, host, Kind.LEFT_GROUP, group.toString());
        }
    }

    /** Lets time pass: memberships without a report for a group membership interval age out. */
    public void advanceTo(long nanos, IgmpTimers timers) {
        long interval = timers.groupMembershipInterval();
        List<Key> over = new ArrayList<>();
        current.forEach((key, state) -> {
            if (nanos - state.lastNanos > interval) {
                over.add(key);
            }
        });
        for (Key key : over) {
            State state = current.get(key);
            if (state != null) {
                current.remove(key);
                long end = state.lastNanos + interval;
                ended.add(state.toMembership(key, End.AGED_OUT, end));
                log.add(
                        end,
                        0,
                        key.host(),
                        Kind.MEMBERSHIP_AGED_OUT,
                        key.group().toString());
            }
        }
    }

    /** Reports that were not followed because there were more than 8192 memberships. */
    public long overflow() {
        return overflow;
    }

    /** All memberships seen, ended ones first, in the order of their end and of their begin. */
    public List<Membership> memberships() {
        List<Membership> result = new ArrayList<>(ended);
        current.forEach((key, state) -> result.add(state.toMembership(key, End.OPEN, state.lastNanos)));
        return result;
    }

    private static final class State {
        final long sinceNanos;
        final long firstFrame;
        long lastNanos;
        long lastFrame;
        int reports;
        int malformed;
        int version;
        boolean hasTold;
        SourceFilter filter = SourceFilter.ALL;
        final Deque<Membership.Earlier> earlier = new ArrayDeque<>();

        State(long sinceNanos, long firstFrame) {
            this.sinceNanos = sinceNanos;
            this.firstFrame = firstFrame;
        }

        void wants(SourceFilter next, long timeNanos) {
            if (hasTold && !next.equals(filter)) {
                if (earlier.size() == Membership.MOST_EARLIER) {
                    earlier.removeFirst();
                }
                earlier.addLast(new Membership.Earlier(filter, timeNanos));
            }
            hasTold = true;
            filter = next;
        }

        Membership toMembership(Key key, End end, long endNanos) {
            return new Membership(
                    key.host(),
                    key.group(),
                    version,
                    sinceNanos,
                    lastNanos,
                    reports,
                    firstFrame,
                    lastFrame,
                    end,
                    endNanos,
                    filter,
                    List.copyOf(earlier),
                    malformed);
        }
    }
}
