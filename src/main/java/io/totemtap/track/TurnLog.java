package io.totemtap.track;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.Promiscuity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Keeps apart what came with promiscuity and without, where a capture had both in turn: the first turns, and up to 8192 flows of each. */
final class TurnLog {

    private static final int MOST_TURNS = 64;
    private static final int MOST_FLOWS = 8192;

    private final Set<Integer> interfaces = new TreeSet<>();
    private final Set<Integer> promiscuous = new TreeSet<>();
    private final List<Stretch> stretches = new ArrayList<>();
    private boolean isInTurn;
    private boolean isFull;

    /** A turn as it grows. */
    private static final class Stretch {
        final boolean promiscuous;
        final long firstNanos;
        final Map<Integer, long[]> frames = new HashMap<>();
        long lastNanos;

        Stretch(boolean promiscuous, long firstNanos) {
            this.promiscuous = promiscuous;
            this.firstNanos = firstNanos;
            lastNanos = firstNanos;
        }

        Turn toTurn() {
            Map<Integer, Long> counts = new HashMap<>();
            frames.forEach((flow, count) -> counts.put(flow, count[0]));
            return new Turn(promiscuous, firstNanos, lastNanos, counts);
        }
    }

    TurnLog(CaptureInterface captured) {
        add(captured);
    }

    /** Frames of this interface are taken too. */
    void add(CaptureInterface captured) {
        interfaces.add(captured.id());
        isInTurn = interfaces.size() > 1;
        if (Promiscuity.of(captured).isOn()) {
            promiscuous.add(captured.id());
        }
    }

    void frame(Frame frame) {
        if (!isInTurn || isFull) {
            return;
        }
        boolean on = promiscuous.contains(frame.interfaceId());
        int last = stretches.size() - 1;
        if (last < 0 || stretches.get(last).promiscuous != on) {
            isFull = stretches.size() == MOST_TURNS;
            if (!isFull) {
                stretches.add(new Stretch(on, frame.timeNanos()));
            }
            return;
        }
        Stretch stretch = stretches.get(last);
        stretch.lastNanos = Math.max(stretch.lastNanos, frame.timeNanos());
    }

    /** A packet of a flow in the frame just taken. */
    void packet(int flow, long timeNanos) {
        if (stretches.isEmpty() || isFull || flow < 0) {
            return;
        }
        Stretch stretch = stretches.get(stretches.size() - 1);
        boolean room = stretch.frames.size() < MOST_FLOWS || stretch.frames.containsKey(flow);
        if (room && timeNanos - stretch.firstNanos >= Turn.SETTLING) {
            stretch.frames.computeIfAbsent(flow, none -> new long[1])[0]++;
        }
    }

    Set<Integer> interfaces() {
        return Set.copyOf(interfaces);
    }

    /** The turns, in order; none where there was one mode only. */
    List<Turn> turns() {
        return stretches.stream().map(Stretch::toTurn).toList();
    }
}
