package io.totemtap.track.igmp;

import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import io.totemtap.track.StateChange.Kind;
import io.totemtap.track.StateLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows who queries, how often and in which version, and notices when queries stop. */
public final class QuerierTracker {

    private static final int MOST_QUERIERS = 256;
    private static final int GAPS = 64;

    private final StateLog log;
    private final Map<IpAddress, State> queriers = new LinkedHashMap<>();
    private long lastGeneralNanos = EpochNanos.NEVER;
    private IgmpTimers inForce = IgmpTimers.DEFAULT;
    private boolean stopped;
    private long overflow;

    /** Creates a tracker that notes changes in {@code log}. */
    public QuerierTracker(StateLog log) {
        this.log = log;
    }

    /**
     * A query.
     *
     * @param group the group it asks for, an unspecified address if for all of them
     * @param version 1 to 3
     * @param said the timers the query carries; components it does not carry are 0
     */
    public void onQuery(
            long timeNanos,
            long frame,
            IpAddress source,
            MacAddress mac,
            IpAddress group,
            int version,
            IgmpTimers said,
            boolean routerAlert,
            int timeToLive) {
        State state = queriers.get(source);
        if (state == null) {
            if (queriers.size() >= MOST_QUERIERS) {
                overflow++;
                return;
            }
            state = new State(source, mac);
            queriers.put(source, state);
        }
        state.withoutRouterAlert += routerAlert ? 0 : 1;
        state.timeToLiveNotOne += timeToLive == 1 ? 0 : 1;
        if (!group.isUnspecified()) {
            state.groupQueries = state.groupQueries.and(group, timeNanos, frame);
            return;
        }
        announce(timeNanos, frame, source, state);
        state.add(timeNanos, frame, version, said);
        lastGeneralNanos = timeNanos;
        inForce = ofElected();
        stopped = false;
    }

    private void announce(long timeNanos, long frame, IpAddress source, State state) {
        if (stopped) {
            log.add(timeNanos, frame, source, Kind.QUERIES_RESUMED, "");
        }
        if (state.queries > 0) {
            return;
        }
        boolean lowest = !source.isUnspecified();
        boolean first = true;
        for (State other : queriers.values()) {
            if (other != state && other.queries > 0) {
                first = false;
                lowest &= other.address.isUnspecified() || source.compareTo(other.address) < 0;
            }
        }
        log.add(timeNanos, frame, source, first || !lowest ? Kind.QUERIER_APPEARED : Kind.QUERIER_ELECTED, "");
    }

    /** Lets time pass: queries that are overdue by more than a group membership interval have stopped. */
    public void advanceTo(long nanos) {
        if (!stopped
                && lastGeneralNanos != EpochNanos.NEVER
                && nanos - lastGeneralNanos > timers().groupMembershipInterval()) {
            stopped = true;
            log.add(nanos, 0, Ipv4Address.UNSPECIFIED, Kind.QUERIES_STOPPED, "");
        }
    }

    /** The timers in force: those of the elected querier, the lowest address above zero that queried last, or defaults. */
    public IgmpTimers timers() {
        return inForce;
    }

    private IgmpTimers ofElected() {
        State elected = null;
        for (State state : queriers.values()) {
            if (state.queries > 0 && (elected == null || precedes(state, elected))) {
                elected = state;
            }
        }
        return elected == null ? IgmpTimers.DEFAULT : elected.timers;
    }

    private boolean precedes(State a, State b) {
        if (isGone(a)) {
            return false;
        }
        if (isGone(b) || b.address.isUnspecified()) {
            return true;
        }
        return !a.address.isUnspecified() && a.address.compareTo(b.address) < 0;
    }

    /** Others take a querier's own timers over and wait that long before they take its place (RFC 3376 sections 4.1.6, 8.5). */
    private boolean isGone(State state) {
        return lastGeneralNanos - state.lastNanos > state.timers.otherQuerierPresentInterval();
    }

    /** Queriers beyond the limit of 256 that were not followed, counted by query. */
    public long overflow() {
        return overflow;
    }

    /** Everybody who sent a query, in order of appearance. */
    public List<Querier> queriers() {
        List<Querier> result = new ArrayList<>();
        for (State state : queriers.values()) {
            result.add(state.toQuerier());
        }
        return result;
    }

    private static final class State {
        final IpAddress address;
        final MacAddress mac;
        int version;
        long queries;
        GroupQueries groupQueries = GroupQueries.NONE;
        long firstNanos = EpochNanos.NEVER;
        long lastNanos = EpochNanos.NEVER;
        long firstFrame;
        long lastFrame;
        long longestGap;
        long withoutRouterAlert;
        long timeToLiveNotOne;
        final long[] gaps = new long[GAPS];
        final ArrayDeque<Long> latest = new ArrayDeque<>();
        IgmpTimers said = new IgmpTimers(0, 0, 0);

        /** Kept, because time passes far more often than queries come. */
        IgmpTimers timers = IgmpTimers.DEFAULT;

        State(IpAddress address, MacAddress mac) {
            this.address = address;
            this.mac = mac;
        }

        void add(long timeNanos, long frame, int version, IgmpTimers said) {
            if (queries == 0) {
                firstNanos = timeNanos;
                firstFrame = frame;
            } else {
                long gap = timeNanos - lastNanos;
                gaps[(int) ((queries - 1) % GAPS)] = gap;
                longestGap = Math.max(longestGap, gap);
            }
            lastNanos = timeNanos;
            lastFrame = frame;
            latest.add(timeNanos);
            if (latest.size() > GAPS) {
                latest.remove();
            }
            this.version = version;
            this.said = said;
            queries++;
            timers = findTimers();
        }

        long medianGap() {
            int count = (int) Math.min(GAPS, queries - 1);
            if (count < 1) {
                return 0;
            }
            long[] sorted = Arrays.copyOf(gaps, count);
            Arrays.sort(sorted);
            return sorted[count / 2];
        }

        /** Startup queries come at a quarter of the interval (RFC 3376 section 8.6), so one short gap proves nothing. */
        private IgmpTimers findTimers() {
            long observed = queries > 3 ? medianGap() : 0;
            return new IgmpTimers(
                    said.robustness() > 0 ? said.robustness() : IgmpTimers.DEFAULT.robustness(),
                    said.queryInterval() > 0
                            ? said.queryInterval()
                            : observed > 0 ? observed : IgmpTimers.DEFAULT.queryInterval(),
                    said.queryResponseInterval() > 0
                            ? said.queryResponseInterval()
                            : IgmpTimers.DEFAULT.queryResponseInterval());
        }

        Querier toQuerier() {
            return new Querier(
                    address,
                    mac,
                    version,
                    queries,
                    groupQueries,
                    firstNanos,
                    lastNanos,
                    firstFrame,
                    lastFrame,
                    medianGap(),
                    longestGap,
                    List.copyOf(latest),
                    timers,
                    withoutRouterAlert,
                    timeToLiveNotOne);
        }
    }
}
