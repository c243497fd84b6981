package io.totemtap.track;

import io.totemtap.decode.link.BpduView;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;

/** Notices when one station alone is heard for a while, and of others only what a bridge itself says to its neighbour. */
final class PortWatch {

    /** The smallest forward delay is 4 s by the standard, 2 s where it is not kept; the port waits for it twice. */
    private static final long SHORTEST = 3 * EpochNanos.SECOND;

    /** Who says less than this in all that time may have had nothing to be answered. */
    private static final long FEWEST = 5;

    /** How long before the station's first word the bridge's messages may begin: before that nobody had anything to say. */
    private static final long EARLIER = 5 * EpochNanos.SECOND;

    private static final int MOST = 64;

    /** 01:80:c2:00:00:00 to 0f: for the next bridge only (IEEE 802.1D-2004 table 7-10): spanning tree, LACP, LLDP. */
    private static final long NEIGHBOUR = 0x0180_c200_0000L;

    /** CDP and the spanning trees of single VLANs. */
    private static final long CISCO = 0x0100_0ccc_ccccL;

    /** All hosts: the bridge's own IGMP queries leave a port that forwards nothing. */
    private static final long ALL_HOSTS = 0x0100_5e00_0001L;

    private final List<HeldPort> held = new ArrayList<>();
    private long overflow;

    /** No address: they have 48 bits. */
    private static final long NOBODY = -1;

    private long station = NOBODY;
    private long lastNanos = EpochNanos.NEVER;
    private long lastFrame = FrameId.NONE;
    private long frames;

    private long beforeNanos = EpochNanos.NEVER;
    private long beforeFrame = FrameId.NONE;

    /** Since the stretch began, and since the last frame: the latter may be the next stretch's. */
    private Messages messages = new Messages();

    private Messages recent = new Messages();

    /** Spanning tree messages of one stretch. */
    private static final class Messages {
        long count;
        long firstNanos;
        long firstFrame;
        long forwardDelayNanos;
        long refusals;

        void add(BpduView bpdu, long nanos, long frame) {
            if (count++ == 0) {
                firstNanos = nanos;
                firstFrame = frame;
                refusals = 0;
            }
            forwardDelayNanos = bpdu.forwardDelayNanos();
            if (bpdu.role() == BpduView.PortRole.DESIGNATED && !bpdu.forwarding()) {
                refusals++;
            }
        }
    }

    /** A frame of any kind; called for each, so it has to be quick. */
    void frame(long source, long destination, long nanos, long frame) {
        if (source != station) {
            if (isNeighbourly(destination)) {
                return;
            }
            turn(source, nanos, frame);
        }
        recent.count = 0;
        lastNanos = nanos;
        lastFrame = frame;
        frames++;
    }

    private static boolean isNeighbourly(long destination) {
        return destination >>> 4 == NEIGHBOUR >>> 4 || destination >>> 1 == CISCO >>> 1 || destination == ALL_HOSTS;
    }

    private void turn(long source, long nanos, long frame) {
        if (frames >= FEWEST && messages.count > 1 && nanos - messages.firstNanos >= SHORTEST) {
            if (held.size() < MOST) {
                held.add(new HeldPort(
                        new MacAddress(station),
                        beforeNanos,
                        nanos,
                        beforeFrame,
                        frame,
                        frames,
                        messages.count,
                        messages.firstNanos,
                        messages.firstFrame,
                        messages.forwardDelayNanos,
                        messages.refusals));
            } else {
                overflow++;
            }
        }
        beforeNanos = lastNanos;
        beforeFrame = lastFrame;
        station = source;
        frames = 0;
        if (messages.count + recent.count > 0) {
            Messages before = messages;
            messages = recent;
            recent = before;
            recent.count = 0;
            if (nanos - messages.firstNanos > EARLIER) {
                messages.count = 0;
            }
        }
    }

    /** A spanning tree message; what the station itself sends tells nothing of the port it is at. */
    void bpdu(long source, BpduView bpdu, long nanos, long frame) {
        if (source != station && bpdu.type() != BpduView.Type.TOPOLOGY_CHANGE_NOTIFICATION) {
            messages.add(bpdu, nanos, frame);
            recent.add(bpdu, nanos, frame);
        }
    }

    /** The times that are over. */
    List<HeldPort> held() {
        return held;
    }

    /** How many more there were than are kept. */
    long overflow() {
        return overflow;
    }
}
