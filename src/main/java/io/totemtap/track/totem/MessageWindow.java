package io.totemtap.track.totem;

import io.totemtap.net.EpochNanos;
import io.totemtap.track.Hosts;
import java.util.Arrays;

/**
 * The latest sequence numbers of one ring: who originated each, whether it was seen here, who asks for it. Sequence numbers are
 * 32 bits and wrap; they are compared by signed difference. What slides out of the window is settled.
 */
final class MessageWindow {

    /** Sequence numbers kept; twenty times the protocol's own window of 50. */
    static final int SIZE = 1024;

    /** A message is sent before the token that gives out its number; this much later it is a repeat of one that was lost here. */
    private static final long LATE = 100 * EpochNanos.MILLISECOND;

    /** A token gives out 17 numbers (max_messages) at most; a leap of more than this means that the capture has a hole. */
    static final int MOST_AT_ONCE = 256;

    private static final byte SEEN = 1;
    private static final byte ASKED = 4;
    private static final byte ANNOUNCED = 8;

    /** Hears of numbers that leave the window without having been seen here. */
    interface Settled {
        /** The number was given out, by {@code originator} (or nobody known), and the message never passed this place. */
        void unseen(int originator, long announcedNanos, long announcedFrame);

        /** The message passed this place only long after its number had been given out. */
        void late(int originator, long announcedNanos, long announcedFrame);

        /** A message that had been asked for is seen for the first time, and with it who had sent it. */
        void identified(int seq);
    }

    private final Settled settled;
    private final short[] originator = new short[SIZE];
    private final short[] asker = new short[SIZE];
    private final byte[] flags = new byte[SIZE];
    private final long[] announced = new long[SIZE];
    private final long[] announcedFrame = new long[SIZE];
    private final long[] asked = new long[SIZE];
    private int lowest;
    private int next;
    private boolean started;

    MessageWindow(Settled settled) {
        this.settled = settled;
        Arrays.fill(originator, (short) Hosts.NOBODY);
    }

    /** Whether any number is known. */
    boolean isStarted() {
        return started;
    }

    /** The first number that has not been given out, as far as is known. */
    int next() {
        return next;
    }

    /** Says that numbers are followed from {@code seq} on: earlier ones were given out before this place looked. */
    void startAt(int seq) {
        if (!started) {
            started = true;
            lowest = seq;
            next = seq;
        }
    }

    /** Whether {@code seq} is in the window now; numbers beyond it move it. */
    boolean reach(int seq) {
        if (!started || seq - lowest < 0) {
            return false;
        }
        if (seq - next >= SIZE) {
            settleAll();
            lowest = seq;
            next = seq;
        }
        while (seq - next >= 0) {
            if (next - lowest >= SIZE) {
                settle(lowest++);
            }
            clear(next++);
        }
        return true;
    }

    private void clear(int seq) {
        int at = seq & (SIZE - 1);
        originator[at] = Hosts.NOBODY;
        asker[at] = Hosts.NOBODY;
        flags[at] = 0;
        announced[at] = EpochNanos.NEVER;
        announcedFrame[at] = 0;
        asked[at] = EpochNanos.NEVER;
    }

    private void settle(int seq) {
        int at = seq & (SIZE - 1);
        if ((flags[at] & (SEEN | ANNOUNCED)) == ANNOUNCED) {
            settled.unseen(originator[at], announced[at], announcedFrame[at]);
        }
    }

    /** Shows numbers that are still in the window and would be settled as unseen; those given out after {@code nanos} are too young. */
    void forEachUnseen(long nanos, Settled missed) {
        for (int seq = lowest; started && next - seq > 0; seq++) {
            int at = seq & (SIZE - 1);
            if ((flags[at] & (SEEN | ANNOUNCED)) == ANNOUNCED && announced[at] <= nanos) {
                missed.unseen(originator[at], announced[at], announcedFrame[at]);
            }
        }
    }

    private void settleAll() {
        while (next - lowest > 0) {
            settle(lowest++);
        }
    }

    /** A token says that {@code seq} has been given out; by whom may be unknown. */
    void announce(int seq, int by, long timeNanos, long frame) {
        if (!reach(seq)) {
            return;
        }
        int at = seq & (SIZE - 1);
        if ((flags[at] & ANNOUNCED) == 0) {
            flags[at] |= ANNOUNCED;
            announced[at] = timeNanos;
            announcedFrame[at] = frame;
        }
        if (originator[at] == Hosts.NOBODY) {
            originator[at] = (short) by;
        }
    }

    /** The message itself. Returns whether this place has seen it before. */
    boolean see(int seq, int by, long timeNanos, long frame) {
        announceBefore(seq, timeNanos, frame);
        if (!reach(seq)) {
            return true;
        }
        int at = seq & (SIZE - 1);
        boolean isIdentified = originator[at] == Hosts.NOBODY && (flags[at] & ASKED) != 0;
        originator[at] = (short) by;
        boolean before = (flags[at] & SEEN) != 0;
        if (!before && (flags[at] & ANNOUNCED) != 0 && timeNanos - announced[at] > LATE) {
            settled.late(by, announced[at], announcedFrame[at]);
        }
        if (isIdentified) {
            settled.identified(seq);
        }
        flags[at] |= SEEN;
        return before;
    }

    /** Numbers are given out in their order, so that a message says that all lower ones were. */
    private void announceBefore(int seq, long timeNanos, long frame) {
        if (started && seq - next > 0 && seq - next <= MOST_AT_ONCE) {
            for (int lower = next; seq - lower > 0; lower++) {
                announce(lower, Hosts.NOBODY, timeNanos, frame);
            }
        }
    }

    /** Somebody asks for {@code seq}. Returns whether it is the first time. */
    boolean ask(int seq, int by, long timeNanos) {
        int at = seq & (SIZE - 1);
        if ((flags[at] & ASKED) != 0) {
            return false;
        }
        flags[at] |= ASKED;
        asker[at] = (short) by;
        asked[at] = timeNanos;
        return true;
    }

    boolean contains(int seq) {
        return started && seq - lowest >= 0 && next - seq > 0;
    }

    int originator(int seq) {
        return originator[seq & (SIZE - 1)];
    }

    int asker(int seq) {
        return asker[seq & (SIZE - 1)];
    }

    boolean wasSeen(int seq) {
        return (flags[seq & (SIZE - 1)] & SEEN) != 0;
    }

    boolean wasAsked(int seq) {
        return (flags[seq & (SIZE - 1)] & ASKED) != 0;
    }

    /** When it was known first that the number had been given out, {@link EpochNanos#NEVER} if the message itself told. */
    long announcedNanos(int seq) {
        return contains(seq) && (flags[seq & (SIZE - 1)] & ANNOUNCED) != 0
                ? announced[seq & (SIZE - 1)]
                : EpochNanos.NEVER;
    }

    long askedNanos(int seq) {
        return asked[seq & (SIZE - 1)];
    }
}
