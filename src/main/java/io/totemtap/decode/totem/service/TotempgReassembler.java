package io.totemtap.decode.totem.service;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.totem.Mcast;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts the messages of groups together again from the MCASTs of one cluster ({@code exec/totempg.c}): an MCAST carries
 * several messages, and the last may go on in the originator's next. One reassembler serves one cluster on one group,
 * since corosync 3 names originators by node id only.
 *
 * <p>MCASTs are taken as they were captured. Repeats are recognised by the originator's counter and dropped; one that
 * fills a hole late gives the messages that are whole in it. A message with a missing piece is dropped, and reported.
 *
 * <p>Memory is bounded: {@link #LONGEST_MESSAGE}, {@link #MOST_ORIGINATORS}, {@link #MOST_PENDING}. What is dropped at
 * a limit is reported as a problem and counted.
 */
public final class TotempgReassembler {

    /** The longest message that is put together from pieces, 1 MiB. */
    public static final int LONGEST_MESSAGE = 1 << 20;

    /** The most nodes whose pieces are kept. */
    public static final int MOST_ORIGINATORS = 1024;

    /** The most memory for messages that are not complete, of all nodes together, 16 MiB. */
    public static final int MOST_PENDING = 1 << 24;

    private static final int FRAGMENTED = 4;
    private static final int CONTINUATION = 5;
    private static final int COUNT = 6;
    private static final int LENGTHS = 8;

    private static final int LENGTH = 2;

    private final Consumer<? super TotempgMessage> messages;
    private final Consumer<? super DecodeProblem> problems;
    private final Map<Long, Originator> originators = new HashMap<>();
    private final Originator stranger = new Originator();
    private final TotempgMessage message = new TotempgMessage();
    private final ByteRange whole = new ByteRange();
    private int pendingRoom;
    private long incomplete;
    private long droppedAtLimit;

    /**
     * Makes a reassembler for one cluster.
     *
     * @param messages takes each message that is complete, in order; the view is good during the call
     * @param problems takes what is wrong
     */
    public TotempgReassembler(Consumer<? super TotempgMessage> messages, Consumer<? super DecodeProblem> problems) {
        this.messages = messages;
        this.problems = problems;
    }

    /** Takes one MCAST; of a recovery message, the one inside. Nothing is thrown for any payload. */
    public void accept(Mcast mcast) {
        if (mcast.isRecovery() && !mcast.hasInner()) {
            return;
        }
        Mcast carrier = mcast.isRecovery() ? mcast.inner() : mcast;
        int available = carrier.payload().length();
        if (available < LENGTHS) {
            report(carrier, Kind.TOO_SHORT, LENGTHS, LengthFrom.FIXED_SIZE);
            return;
        }
        if (LENGTHS + LENGTH * u16(carrier, COUNT) > available) {
            report(carrier, Kind.CLAIMS_TOO_MUCH, LENGTHS + LENGTH * u16(carrier, COUNT), LengthFrom.TOTEM_ENTRY_COUNT);
            return;
        }
        Originator originator = originator(carrier.systemFromKey());
        if (originator == stranger) {
            walk(carrier, stranger, false);
            return;
        }
        switch (originator.arrive(carrier.thisSeqno(), carrier.ringSequence())) {
            case NEW -> walk(carrier, originator, true);
            case LATE -> walk(carrier, originator, false);
            case REPEATED -> {}
        }
    }

    /** Messages of which a piece was missing, those that began before the capture included. */
    public long incompleteMessages() {
        return incomplete;
    }

    /** Messages and MCASTs of which something was dropped at one of the limits. */
    public long droppedAtLimit() {
        return droppedAtLimit;
    }

    /** A node beyond the limit is a stranger: its whole messages are delivered, its pieces are not put together. */
    private Originator originator(long key) {
        Originator known = originators.get(key);
        if (known != null) {
            return known;
        }
        if (originators.size() == MOST_ORIGINATORS) {
            atLimit(MOST_ORIGINATORS + 1, MOST_ORIGINATORS);
            return stranger;
        }
        Originator added = new Originator();
        originators.put(key, added);
        return added;
    }

    /** Goes through the messages of one packet; pieces are kept only if it comes in order. */
    private void walk(Mcast carrier, Originator originator, boolean inOrder) {
        ByteRange payload = carrier.payload();
        int count = u16(carrier, COUNT);
        int continuation = payload.u8(CONTINUATION);
        int fragmented = payload.u8(FRAGMENTED);
        if (inOrder && originator.isOpen() && !originator.goesOn(continuation)) {
            giveUp(originator);
        }
        int at = LENGTHS + LENGTH * count;
        for (int i = 0; i < count; i++) {
            int length = u16(carrier, LENGTHS + LENGTH * i);
            if (length > payload.length() - at) {
                report(carrier, Kind.CLAIMS_TOO_MUCH, at + length, LengthFrom.TOTEM_ENTRY_COUNT);
                abandon(originator);
                return;
            }
            boolean ends = i == 0 && continuation != 0;
            boolean begins = i == count - 1 && fragmented != 0;
            if (!ends && !begins) {
                deliver(carrier, payload, at, length, 1);
            } else if (inOrder) {
                piece(carrier, originator, at, length, ends, begins ? fragmented : 0);
            }
            at += length;
        }
    }

    /** Adds a piece of a message; {@code fragment} is 0 if it is the last one. */
    private void piece(Mcast carrier, Originator originator, int at, int length, boolean goesOn, int fragment) {
        if (goesOn && !originator.isOpen()) {
            incomplete++;
            problems.accept(problem(Kind.INCOMPLETE_FRAGMENTS, at, 0, length, LengthFrom.TOTEM_ENTRY_COUNT));
            return;
        }
        int total = originator.length() + length;
        int growth = originator.roomWith(length) - originator.room();
        if (total > LONGEST_MESSAGE || growth > MOST_PENDING - pendingRoom) {
            atLimit(total, LONGEST_MESSAGE);
            abandon(originator);
            return;
        }
        pendingRoom += growth;
        originator.add(carrier.payload(), at, length, fragment);
        if (fragment == 0) {
            whole.wrap(originator.bytes(), 0, originator.length());
            deliver(carrier, whole, 0, whole.length(), originator.mcasts());
            abandon(originator);
        }
    }

    private void deliver(Mcast carrier, ByteRange source, int at, int length, int mcasts) {
        if (!message.wrap(carrier, source, at, length, mcasts)) {
            problems.accept(problem(Kind.CLAIMS_TOO_MUCH, at, 0, length, LengthFrom.TOTEM_ENTRY_COUNT));
        }
        messages.accept(message);
    }

    private void giveUp(Originator originator) {
        incomplete++;
        problems.accept(problem(Kind.INCOMPLETE_FRAGMENTS, 0, 0, originator.length(), LengthFrom.TOTEM_ENTRY_COUNT));
        abandon(originator);
    }

    private void abandon(Originator originator) {
        int before = originator.room();
        originator.abandon();
        pendingRoom -= before - originator.room();
    }

    private void atLimit(int needed, int limit) {
        droppedAtLimit++;
        problems.accept(problem(Kind.INCOMPLETE_FRAGMENTS, 0, needed, limit, LengthFrom.TOTEM_ENTRY_COUNT));
    }

    /** A packet the capture cut has been reported as such by the decoder. */
    private void report(Mcast carrier, Kind kind, int needed, LengthFrom from) {
        boolean cut = carrier.length() < 0 || carrier.header().available() < carrier.length();
        if (!cut) {
            problems.accept(problem(kind, 0, needed, carrier.payload().length(), from));
        }
    }

    private static DecodeProblem problem(Kind kind, int at, int needed, int available, LengthFrom from) {
        return new DecodeProblem(Layer.TOTEM, kind, at, needed, available, from);
    }

    private static int u16(Mcast carrier, int at) {
        ByteRange payload = carrier.payload();
        return carrier.isLittleEndian() ? payload.u16le(at) : payload.u16(at);
    }
}
