package io.totemtap.diagnose;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.Promiscuity;
import io.totemtap.net.EpochNanos;
import java.util.function.BiPredicate;

/** Passes a capture on as one that was promiscuous in turn: five seconds without, five seconds with, and so on. */
public final class InTurn implements FrameSink {

    private static final long TURN = 5 * EpochNanos.SECOND;

    private final FrameSink sink;
    private final BiPredicate<Frame, Boolean> passes;
    private long begin = EpochNanos.NEVER;

    /**
     * Creates it.
     *
     * @param passes whether a frame comes in a mode, which is true for promiscuous
     */
    public InTurn(FrameSink sink, BiPredicate<Frame, Boolean> passes) {
        this.sink = sink;
        this.passes = passes;
    }

    /** What a card with a bad filter lets through: no frame of another host to a group of 239.0.0.0/8 unless it is promiscuous. */
    public static boolean badFilter(Frame frame, boolean promiscuous, String own) {
        byte[] bytes = frame.bytes();
        int at = frame.offset();
        boolean toGroup = bytes[at] == 1 && bytes[at + 12] == 8 && (bytes[at + 30] & 0xff) == 239;
        StringBuilder source = new StringBuilder();
        for (int i = 26; i < 30; i++) {
            source.append(i == 26 ? "" : ".").append(bytes[at + i] & 0xff);
        }
        return promiscuous || !toGroup || source.toString().equals(own);
    }

    @Override
    public void openInterface(CaptureInterface found) {
        for (Promiscuity mode : new Promiscuity[] {Promiscuity.OFF_IN_TURN, Promiscuity.ON_IN_TURN}) {
            sink.openInterface(new CaptureInterface(
                    mode == Promiscuity.OFF_IN_TURN ? 0 : 1,
                    found.linkType(),
                    found.linkTypeNumber(),
                    found.snapLength(),
                    found.name(),
                    mode.description(),
                    found.filter(),
                    found.mac(),
                    found.addresses()));
        }
    }

    @Override
    public void frame(Frame frame) {
        begin = begin == EpochNanos.NEVER ? frame.timeNanos() : begin;
        boolean promiscuous = (frame.timeNanos() - begin) / TURN % 2 == 1;
        if (passes.test(frame, promiscuous)) {
            sink.frame(frame.on(promiscuous ? 1 : 0, frame.linkType(), frame.direction()));
        }
    }
}
