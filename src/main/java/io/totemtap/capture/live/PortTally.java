package io.totemtap.capture.live;

import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Promiscuity;
import io.totemtap.capture.file.InterfaceTally;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Which of a port's interfaces in the capture a frame belongs to, and how many each has: one, or where promiscuity is on in turn two, the
 * first without and the second with it. Used by the thread that runs the source.
 */
final class PortTally {

    /** A frame may wait in buffers for this long; what comes later is of the mode that is on. */
    private static final long WAITING_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final int firstId;
    private final List<InterfaceTally> tallies = new ArrayList<>();
    private boolean promiscuous;
    private long changedNanos;
    private long changedAt = System.nanoTime() - WAITING_NANOS;

    PortTally(int firstId, boolean inTurn) {
        this.firstId = firstId;
        tallies.add(new InterfaceTally(firstId));
        if (inTurn) {
            tallies.add(new InterfaceTally(firstId + 1));
        }
    }

    /** The modes of the interfaces, in the order of their ids. */
    List<Promiscuity> modes(boolean isPromiscuous) {
        return tallies.size() > 1
                ? List.of(Promiscuity.OFF_IN_TURN, Promiscuity.ON_IN_TURN)
                : List.of(isPromiscuous ? Promiscuity.ON : Promiscuity.OFF);
    }

    /**
     * The mode has changed.
     *
     * @param timeNanos when, by the clock that stamps frames
     */
    void changed(boolean isPromiscuous, long timeNanos) {
        promiscuous = isPromiscuous;
        changedNanos = timeNanos;
        changedAt = System.nanoTime();
    }

    /** Counts a frame and returns the id of its interface. The stamp decides between the modes as long as frames of both may come. */
    int count(LivePacket packet) {
        boolean before =
                packet.timeNanos < changedNanos && System.nanoTime() - changedAt < WAITING_NANOS && tallies.size() > 1;
        int index = tallies.size() > 1 && promiscuous != before ? 1 : 0;
        tallies.get(index).add(packet.timeNanos, packet.bytes.length, packet.originalLength);
        return firstId + index;
    }

    long frames() {
        return tallies.stream().mapToLong(InterfaceTally::frames).sum();
    }

    /** Counts until now; what was dropped belongs to the first interface, as the system does not say in which mode it was. */
    List<OfInterface> statistics(OptionalLong droppedByKernel, OptionalLong droppedByInterface) {
        List<OfInterface> all = new ArrayList<>();
        for (InterfaceTally tally : tallies) {
            boolean first = all.isEmpty();
            all.add(tally.toStatistics(
                    first ? droppedByKernel : OptionalLong.empty(), first ? droppedByInterface : OptionalLong.empty()));
        }
        return all;
    }
}
