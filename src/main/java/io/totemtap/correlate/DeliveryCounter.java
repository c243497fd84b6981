package io.totemtap.correlate;

import io.totemtap.correlate.Station.Spot;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the messages of one {@link Delivery} as the join delivers them. */
final class DeliveryCounter {

    /** Messages remembered as counted; more than a ring's window holds. */
    private static final int COUNTED = 1024;

    private final Endpoint group;
    private final IpAddress from;
    private final IpAddress to;
    private final List<Period> wanted;
    private final List<Station> stations;
    private final long[] seen;
    private final List<Pair> pairs = new ArrayList<>();

    /** Two stations that can be compared. */
    private static final class Pair {
        final int first;
        final int second;
        final Period time;
        final boolean isRelated;
        final LossTally tally = new LossTally();
        private final long[] counted = new long[COUNTED];

        Pair(int first, int second, Period time, boolean isRelated) {
            this.first = first;
            this.second = second;
            this.time = time;
            this.isRelated = isRelated;
        }

        void add(Occurrence message, int capture, boolean passed) {
            int slot = (int) (message.identity >>> 17) & (COUNTED - 1);
            if (message.isRepeatAt(capture) && counted[slot] == message.identity) {
                tally.addRepeat(message.timeNanos, message.frameAt(capture), message.length, passed);
            } else {
                counted[slot] = message.identity;
                tally.add(message.timeNanos, message.frameAt(capture), message.length, passed);
            }
        }
    }

    DeliveryCounter(
            Endpoint group,
            IpAddress from,
            IpAddress to,
            List<Period> wanted,
            List<Station> stations,
            ClockAlignment clocks) {
        this.group = group;
        this.from = from;
        this.to = to;
        this.wanted = wanted;
        this.stations = stations;
        seen = new long[stations.size()];
        for (int i = 0; i < stations.size(); i++) {
            for (int j = i + 1; j < stations.size(); j++) {
                Station one = stations.get(i);
                Station other = stations.get(j);
                boolean isOnTheWay = one.spot() != other.spot() && other.spot() != Spot.ELSEWHERE;
                if (isOnTheWay) {
                    boolean related = clocks.areRelated(one.capture(), other.capture());
                    pairs.add(new Pair(i, j, one.time().and(other.time()), related));
                }
            }
        }
    }

    void add(Occurrence message) {
        if (!isWanted(message.timeNanos)) {
            return;
        }
        for (int i = 0; i < seen.length; i++) {
            int capture = stations.get(i).capture();
            seen[i] += message.isSeenAt(capture) && !message.isRepeatAt(capture) ? 1 : 0;
        }
        for (Pair pair : pairs) {
            int first = stations.get(pair.first).capture();
            if (pair.time.contains(message.timeNanos) && message.isSeenAt(first)) {
                pair.add(
                        message,
                        first,
                        message.isSeenAt(stations.get(pair.second).capture()));
            }
        }
    }

    /** Where there is only one capture nothing is joined: what its flow counted, repeats included. */
    void alone(long frames) {
        seen[0] += frames;
    }

    private boolean isWanted(long nanos) {
        for (Period period : wanted) {
            if (period.contains(nanos)) {
                return true;
            }
        }
        return false;
    }

    /** What was counted; aligned only where every packet was waited for. */
    Delivery toDelivery(boolean isExact) {
        Map<Integer, Long> seenAt = new TreeMap<>();
        for (int i = 0; i < seen.length; i++) {
            seenAt.put(stations.get(i).capture(), seen[i]);
        }
        List<Segment> segments = new ArrayList<>();
        for (Pair pair : pairs) {
            segments.add(Segment.of(
                    stations.get(pair.first), stations.get(pair.second), pair.isRelated && isExact, pair.tally));
        }
        return new Delivery(group, from, to, wanted, stations, seenAt, segments);
    }
}
