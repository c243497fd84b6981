package io.totemtap.track;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import java.util.ArrayList;
import java.util.List;

/** Gives each interface of a capture a vantage point of its own. */
public final class CaptureTracker implements FrameSink {

    private final PacketSetup setup;
    private final StateLog.Listener listener;
    private final List<VantagePointTracker> trackers = new ArrayList<>();

    /** Creates a tracker; {@code listener} hears the state changes of all interfaces. */
    public CaptureTracker(PacketSetup setup, StateLog.Listener listener) {
        this.setup = setup;
        this.listener = listener;
    }

    @Override
    public void openInterface(CaptureInterface description) {
        trackers.add(new VantagePointTracker(description, setup, listener));
    }

    @Override
    public void frame(Frame frame) {
        trackers.get(frame.interfaceId()).frame(frame);
    }

    /** Lets time pass without a packet, for live captures: epoch nanoseconds by the clock that stamps the packets. */
    public void advanceTo(long nanos) {
        trackers.forEach(tracker -> tracker.advanceTo(nanos));
    }

    /**
     * What is known until now: one observation an interface. The tracking goes on; what is returned is good until the next frame
     * only, and its log of sightings is the tracker's own.
     */
    public List<Observation> observe() {
        return trackers.stream().map(VantagePointTracker::close).toList();
    }

    /** Ends the tracking: one observation an interface, in the order of their ids. */
    public List<Observation> close() {
        return trackers.stream().map(VantagePointTracker::close).toList();
    }
}
