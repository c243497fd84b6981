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
 * packets of the last second are in memory, however long the captures are, and of these no more than there is room for.
 *
 * <p>Packets that look alike (JOINs, merge-detects, queries, repeats of a message) are told apart by time: a sighting belongs to the
 * nearest packet of the same identity that the capture has not shown yet. Clocks are known to some microseconds, so the later capture may
 * show a packet first; if the earlier one then shows a nearer packet than that it was taken for, it is given to that one.
 */
final class SightingJoin {

    private static final long GATE = 1_000_000_000L;

    /** Memory for packets that wait, in bytes. */
    private static final long MEMORY = 1 << 27;

    /** What a packet that waits takes, in bytes, besides its frame number and time in each capture. */
    private static final int EACH = 112;

    private final List<Stream> streams = new ArrayList<>();
    private final List<FlowKey> flows = new ArrayList<>();
    private final OpenPackets open = new OpenPackets();
    private final ArrayDeque<Occurrence> order = new ArrayDeque<>();
    private final ArrayDeque<Occurrence> free = new ArrayDeque<>();
    private final Consumer<Occurrence> sink;
    private final int captures;
    private final int room;
    private final Occurrence none = new Occurrence(0);
    private long disorder;
    private long settledEarly;

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
     * @param room the most packets that wait for further sightings
     * @param sink takes each packet once, in the order of time; it must not keep it
     */
    SightingJoin(List<Vantage> captures, ClockAlignment clocks, int room, Consumer<Occurrence> sink) {
        this.captures = captures.size();
        this.room = room;
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

    /** How many packets may wait where so many captures are joined: a million for two. */
    static int roomFor(int captures) {
        return (int) (MEMORY / (EACH + (long) (Long.BYTES + Integer.BYTES) * captures));
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
        Occurrence packet = open.nearest(identity, stream.timeNanos, stream.capture, GATE, none);
        long distance = packet == none ? GATE : Math.abs(packet.timeNanos - stream.timeNanos);
        boolean isNew =
                packet == none || open.mistaken(identity, stream.timeNanos, stream.capture, distance, none) != none;
        if (isNew) {
            makeRoom();
            Occurrence mistaken = open.mistaken(identity, stream.timeNanos, stream.capture, distance, none);
            packet = free.isEmpty() ? new Occurrence(captures) : free.remove();
            packet.begin(stream.timeNanos, identity, flow, cursor.length());
            packet.takeMistaken(mistaken, stream.capture);
            order.add(packet);
        }
        packet.seenAt(stream.capture, stream.timeNanos, cursor.frame(), cursor.isRepeat());
        settleTable(packet, isNew);
    }

    private void settleTable(Occurrence packet, boolean isNew) {
        if (packet.isComplete() && !isNew) {
            open.remove(packet);
        } else if (isNew && !packet.isComplete()) {
            open.add(packet);
        }
    }

    private void makeRoom() {
        if (order.size() >= room) {
            settledEarly += order.element().isComplete() ? 0 : 1;
            settleFirst();
        }
    }

    private void settle(long untilNanos) {
        while (!order.isEmpty() && order.element().timeNanos <= untilNanos) {
            settleFirst();
        }
    }

    private void settleFirst() {
        Occurrence done = order.remove();
        if (!done.isComplete()) {
            open.remove(done);
        }
        sink.accept(done);
        if (free.size() < 4096) {
            free.add(done);
        }
    }

    /** Packets that were given up before their time because too many were waiting: a later sighting of one counts as another packet. */
    long settledEarly() {
        return settledEarly;
    }
}
