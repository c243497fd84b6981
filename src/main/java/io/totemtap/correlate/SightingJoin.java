package io.totemtap.correlate;

import io.totemtap.track.SightingLog;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Joins the sightings of all captures: walks through them in the order of aligned time and puts together what is one packet. Only the
 * packets of the last second are in memory, however long the captures are.
 *
 * <p>Packets that look alike (JOINs, merge-detects, queries) are told apart by time: a sighting belongs to the nearest packet of the
 * same identity that the capture has not shown yet.
 */
final class SightingJoin {

    private static final long GATE = 1_000_000_000L;

    private final List<Stream> streams = new ArrayList<>();
    private final List<FlowKey> flows = new ArrayList<>();
    private final Map<Long, List<Occurrence>> open = new HashMap<>();
    private final ArrayDeque<Occurrence> order = new ArrayDeque<>();
    private final ArrayDeque<Occurrence> free = new ArrayDeque<>();
    private final Consumer<Occurrence> sink;
    private final int captures;
    private long disorder;

    /** One capture's sightings by the reference clock. */
    private static final class Stream {
        final int capture;
        final SightingLog.Cursor cursor;
        final ClockAlignment clocks;
        final int[] flows;
        long timeNanos;

        Stream(int capture, SightingLog.Cursor cursor, ClockAlignment clocks, int[] flows) {
            this.capture = capture;
            this.cursor = cursor;
            this.clocks = clocks;
            this.flows = flows;
        }

        boolean next() {
            boolean more = cursor.next();
            if (more) {
                timeNanos = clocks.toReference(capture, cursor.timeNanos());
            }
            return more;
        }
    }

    /**
     * Prepares a join.
     *
     * @param sink takes each packet once, in the order of time; it must not keep it
     */
    SightingJoin(List<Vantage> captures, ClockAlignment clocks, Consumer<Occurrence> sink) {
        this.captures = captures.size();
        this.sink = sink;
        Map<FlowKey, Integer> numbers = new HashMap<>();
        for (int i = 0; i < captures.size(); i++) {
            List<Flow> here = captures.get(i).observation().flows();
            int[] mine = new int[here.size()];
            for (int j = 0; j < mine.length; j++) {
                FlowKey key = here.get(j).key();
                mine[j] = numbers.computeIfAbsent(key, none -> {
                    flows.add(key);
                    return flows.size() - 1;
                });
            }
            SightingLog log = captures.get(i).observation().sightings();
            disorder = Math.max(disorder, log.disorderNanos());
            streams.add(new Stream(i, log.cursor(), clocks, mine));
        }
    }

    /** All flows of all captures; {@link Occurrence#flow} counts in this list. */
    List<FlowKey> flows() {
        return flows;
    }

    /** Runs the join. */
    void run(IdentityKey key) {
        PriorityQueue<Stream> queue = new PriorityQueue<>(Comparator.comparingLong(stream -> stream.timeNanos));
        for (Stream stream : streams) {
            if (stream.next()) {
                queue.add(stream);
            }
        }
        while (!queue.isEmpty()) {
            Stream stream = queue.remove();
            settle(stream.timeNanos - GATE - disorder);
            sighting(stream, key);
            if (stream.next()) {
                queue.add(stream);
            }
        }
        settle(Long.MAX_VALUE);
    }

    private void sighting(Stream stream, IdentityKey key) {
        SightingLog.Cursor cursor = stream.cursor;
        int flow = stream.flows[cursor.flow()];
        long identity = key.of(cursor) * 31 + flow;
        List<Occurrence> alike = open.computeIfAbsent(identity, none -> new ArrayList<>(1));
        Occurrence nearest = null;
        long least = GATE + 1;
        for (Occurrence one : alike) {
            long distance = Math.abs(one.timeNanos - stream.timeNanos);
            if (distance < least && !one.isSeenAt(stream.capture)) {
                nearest = one;
                least = distance;
            }
        }
        if (nearest == null) {
            nearest = free.isEmpty() ? new Occurrence(captures) : free.remove();
            nearest.begin(stream.timeNanos, identity, flow, cursor.length());
            alike.add(nearest);
            order.add(nearest);
        }
        nearest.seenAt(stream.capture, cursor.frame(), cursor.isRepeat());
    }

    private void settle(long untilNanos) {
        while (!order.isEmpty() && order.element().timeNanos <= untilNanos) {
            Occurrence done = order.remove();
            List<Occurrence> alike = open.getOrDefault(done.identity, List.of());
            if (alike.size() == 1) {
                open.remove(done.identity);
            } else {
                alike.remove(done);
            }
            sink.accept(done);
            if (free.size() < 4096) {
                free.add(done);
            }
        }
    }
}
