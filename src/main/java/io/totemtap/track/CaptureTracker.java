package io.totemtap.track;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.Promiscuity;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives each interface of a capture a vantage point of its own. Two interfaces that stand for the modes of one that is promiscuous in turn
 * are one vantage point.
 */
public final class CaptureTracker implements FrameSink {

    private final PacketSetup setup;
    private final StateLog.Listener listener;
    private final List<VantagePointTracker> trackers = new ArrayList<>();
    private final List<VantagePointTracker> byInterface = new ArrayList<>();
    private final List<CaptureInterface> inTurn = new ArrayList<>();

    /** Creates a tracker; {@code listener} hears the state changes of all interfaces. */
    public CaptureTracker(PacketSetup setup, StateLog.Listener listener) {
        this.setup = setup;
        this.listener = listener;
    }

    @Override
    public void openInterface(CaptureInterface description) {
        for (CaptureInterface other : inTurn) {
            if (areModesOfOne(other, description)) {
                inTurn.remove(other);
                byInterface.add(byInterface.get(other.id()));
                byInterface.get(other.id()).alsoOn(description);
                return;
            }
        }
        if (Promiscuity.of(description).isInTurn()) {
            inTurn.add(description);
        }
        VantagePointTracker tracker = new VantagePointTracker(description, setup, listener);
        trackers.add(tracker);
        byInterface.add(tracker);
    }

    private static boolean areModesOfOne(CaptureInterface one, CaptureInterface other) {
        return Promiscuity.of(other).isInTurn()
                && Promiscuity.of(one).isOn() != Promiscuity.of(other).isOn()
                && one.name().equals(other.name())
                && one.linkTypeNumber() == other.linkTypeNumber();
    }

    @Override
    public void frame(Frame frame) {
        byInterface.get(frame.interfaceId()).frame(frame);
    }

    /** Lets time pass without a packet, for live captures: epoch nanoseconds by the clock that stamps the packets. */
    public void advanceTo(long nanos) {
        trackers.forEach(tracker -> tracker.advanceTo(nanos));
    }

    /**
     * What is known until now: one observation a vantage point. The tracking goes on; what is returned is good until the next frame
     * only, and its log of sightings is the tracker's own.
     */
    public List<Observation> observe() {
        return trackers.stream().map(VantagePointTracker::close).toList();
    }

    /** Ends the tracking: one observation a vantage point, in the order of their interfaces. */
    public List<Observation> close() {
        return trackers.stream().map(VantagePointTracker::close).toList();
    }
}
