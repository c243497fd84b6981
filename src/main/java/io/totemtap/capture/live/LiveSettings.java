package io.totemtap.capture.live;

import java.util.List;

/**
 * How to capture.
 *
 * @param interfaces names of interfaces, at least one; "any" stands for all of them on Linux
 * @param filter a capture filter in libpcap's language, empty for every frame
 * @param promiscuous whether the interfaces also take frames for other hosts
 * @param bufferBytes room in the kernel for frames that were not read yet, an interface
 * @param snapLength the most bytes kept of a frame
 * @param mostFrames ends the capture after this many frames; 0 for no end
 * @param durationNanos ends the capture after this time; 0 for no end
 * @param inTurn whether the interfaces are promiscuous in turn: ten seconds without, ten seconds with, three times, then without
 */
public record LiveSettings(
        List<String> interfaces,
        String filter,
        boolean promiscuous,
        int bufferBytes,
        int snapLength,
        long mostFrames,
        long durationNanos,
        boolean inTurn) {

    /** Linux' name for all interfaces at once. */
    public static final String ANY = "any";

    /** 64 MiB: room for a second of small frames at the rate of a full gigabit. */
    public static final int BUFFER = 64 << 20;

    /** The longest frame that can be captured. */
    public static final int SNAP_LENGTH = 262_144;

    /** The shortest limit of a frame's bytes. */
    static final int SHORTEST_SNAP = 64;

    /** Copies the list. */
    public LiveSettings {
        interfaces = List.copyOf(interfaces);
    }

    /** Promiscuous or not all the time. */
    public LiveSettings(
            List<String> interfaces,
            String filter,
            boolean promiscuous,
            int bufferBytes,
            int snapLength,
            long mostFrames,
            long durationNanos) {
        this(interfaces, filter, promiscuous, bufferBytes, snapLength, mostFrames, durationNanos, false);
    }

    /** How long all turns last that are promiscuous and not. */
    public static long turnsNanos() {
        return 2 * PromiscuityTurns.ROUNDS * PromiscuityTurns.TURN_NANOS;
    }

    /** Not promiscuous, with the usual room, without end. */
    public static LiveSettings on(List<String> interfaces, String filter) {
        return new LiveSettings(interfaces, filter, false, BUFFER, SNAP_LENGTH, 0, 0);
    }

    /** The same for a stated time. */
    public LiveSettings lasting(long nanos) {
        return new LiveSettings(interfaces, filter, promiscuous, bufferBytes, snapLength, mostFrames, nanos, inTurn);
    }

    /** The same with another filter. */
    public LiveSettings filtered(String expression) {
        return new LiveSettings(
                interfaces, expression, promiscuous, bufferBytes, snapLength, mostFrames, durationNanos, inTurn);
    }

    /** The same with another room in the kernel and another limit of a frame's bytes. */
    LiveSettings roomy(int bytes, int snap) {
        return new LiveSettings(interfaces, filter, promiscuous, bytes, snap, mostFrames, durationNanos, inTurn);
    }

    /** The same with promiscuity. */
    LiveSettings withPromiscuity() {
        return new LiveSettings(interfaces, filter, true, bufferBytes, snapLength, mostFrames, durationNanos, inTurn);
    }

    /** The same, promiscuous in turn. */
    public LiveSettings takingTurns() {
        return new LiveSettings(interfaces, filter, false, bufferBytes, snapLength, mostFrames, durationNanos, true);
    }
}
