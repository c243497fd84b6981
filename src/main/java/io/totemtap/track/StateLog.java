package io.totemtap.track;

import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Collects what the trackers of one vantage point see change: the first ten thousand changes, and how many more there were. */
public final class StateLog {

    /** The most changes that are kept. */
    public static final int LIMIT = 10_000;

    private final List<StateChange> changes = new ArrayList<>();
    private final Listener listener;
    private long omitted;

    /** Hears every change as it happens, also those that are not kept. */
    @FunctionalInterface
    public interface Listener {
        /** Something changed. */
        void changed(StateChange change);
    }

    /** Creates an empty log whose changes {@code listener} also hears. */
    public StateLog(Listener listener) {
        this.listener = listener;
    }

    /** Notes a change. */
    public void add(long timeNanos, long frame, IpAddress host, StateChange.Kind kind, String subject) {
        StateChange change = new StateChange(timeNanos, frame, host, kind, subject);
        listener.changed(change);
        if (changes.size() < LIMIT) {
            changes.add(change);
        } else {
            omitted++;
        }
    }

    /** What was kept, in the order seen. */
    public List<StateChange> changes() {
        return List.copyOf(changes);
    }

    /** How many changes were not kept for want of room. */
    public long omitted() {
        return omitted;
    }
}
