package io.totemtap.correlate;

import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the messages of one {@link Path} as the join delivers them. */
final class PathCounter {

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
        final LossTally tally = new LossTally();

        Pair(int first, int second, Period time) {
            this.first = first;
            this.second = second;
            this.time = time;
        }
    }

    PathCounter(
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
                if (one.spot() != other.spot() && clocks.areComparable(one.capture(), other.capture())) {
                    pairs.add(new Pair(i, j, one.time().and(other.time())));
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
            if (pair.time.contains(message.timeNanos) && message.isSeenAt(first) && !message.isRepeatAt(first)) {
                boolean passed = message.isSeenAt(stations.get(pair.second).capture());
                pair.tally.add(message.timeNanos, message.frameAt(first), message.length, passed);
            }
        }
    }

    private boolean isWanted(long nanos) {
        for (Period period : wanted) {
            if (period.contains(nanos)) {
                return true;
            }
        }
        return false;
    }

    Path toPath() {
        Map<Integer, Long> seenAt = new TreeMap<>();
        for (int i = 0; i < seen.length; i++) {
            seenAt.put(stations.get(i).capture(), seen[i]);
        }
        List<Segment> segments = new ArrayList<>();
        for (Pair pair : pairs) {
            segments.add(Segment.of(stations.get(pair.first), stations.get(pair.second), pair.tally));
        }
        return new Path(group, from, to, wanted, stations, seenAt, segments);
    }
}
