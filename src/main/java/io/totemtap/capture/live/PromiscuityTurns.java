package io.totemtap.capture.live;

import io.totemtap.net.EpochNanos;

/**
 * When a capture that is promiscuous in turn is so: ten seconds without, ten seconds with, three times; without from then on. Times are
 * those of a clock that only goes forward.
 */
final class PromiscuityTurns {

    /** How long a turn lasts. */
    static final long TURN_NANOS = 10 * EpochNanos.SECOND;

    /** How many turns there are in each mode. */
    static final int ROUNDS = 3;

    private final long beganNanos;

    PromiscuityTurns(long beganNanos) {
        this.beganNanos = beganNanos;
    }

    /** The number of a turn, from 0; even ones are without, odd ones with. The last one, {@code 2 * ROUNDS}, does not end. */
    int turnAt(long nanos) {
        return (int) Math.min(2L * ROUNDS, (nanos - beganNanos) / TURN_NANOS);
    }

    /** Whether a turn is with promiscuity. */
    static boolean isPromiscuous(int turn) {
        return turn % 2 == 1;
    }

    /** What begins, for the user. */
    static String sentence(int turn) {
        if (turn == 2 * ROUNDS) {
            return "the turns are over; not promiscuous from here on";
        }
        return (isPromiscuous(turn) ? "promiscuous" : "not promiscuous") + " for "
                + TURN_NANOS / EpochNanos.SECOND + " seconds, turn " + (turn / 2 + 1) + " of " + ROUNDS
                + (isPromiscuous(turn) ? "; this may heal the cluster while it lasts" : "");
    }
}
