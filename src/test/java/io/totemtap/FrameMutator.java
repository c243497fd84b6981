package io.totemtap;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.LinkType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Hands every frame on, and after some of them the same frame cut at every length (by the capture, and on the wire) and with
 * every byte changed. Each mutant has an array that ends where it ends. The frames chosen are the first of each kind of IGMP
 * and UDP packet up to a limit, then a few by chance; without a limit, all.
 */
final class FrameMutator implements FrameSink {

    private static final int ETHERNET_TYPE = 12;
    private static final int IP = 14;
    private static final int ONE_BY_CHANCE_IN = 400;
    private static final int WORTH = 1_200;

    private final FrameSink sink;
    private final Random random;
    private final int most;
    private final Set<Integer> kinds = new HashSet<>();
    private final Frame mutant = new Frame();
    private int chosen;
    private long mutants;

    /**
     * Creates it.
     *
     * @param most how many frames are changed; {@link Integer#MAX_VALUE} for all
     */
    FrameMutator(FrameSink sink, long seed, int most) {
        this.sink = sink;
        this.random = new Random(seed);
        this.most = most;
    }

    long mutants() {
        return mutants;
    }

    @Override
    public void openInterface(CaptureInterface description) {
        sink.openInterface(description);
    }

    @Override
    public void frame(Frame frame) {
        byte[] bytes = Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.offset() + frame.capturedLength());
        sink.frame(frame);
        if (isChosen(bytes)) {
            chosen++;
            cutEverywhere(frame, bytes);
            changeEveryByte(frame, bytes);
        }
    }

    private boolean isChosen(byte[] bytes) {
        if (takesAll()) {
            return true;
        }
        boolean isNewKind = isIgmpOrUdp(bytes) && bytes.length <= WORTH && kinds.add(kind(bytes));
        return chosen < most && (isNewKind || random.nextInt(ONE_BY_CHANCE_IN) == 0);
    }

    private static boolean isIgmpOrUdp(byte[] bytes) {
        return bytes.length > IP + 23
                && bytes[ETHERNET_TYPE] == 8
                && bytes[ETHERNET_TYPE + 1] == 0
                && (bytes[IP + 9] == 2 || bytes[IP + 9] == 17);
    }

    /** Protocol and type of an IGMP packet; protocol, destination port and length of a UDP packet. */
    private static int kind(byte[] bytes) {
        int header = IP + 4 * (bytes[IP] & 15);
        if (bytes[IP + 9] == 2) {
            return header < bytes.length ? bytes[header] : -1;
        }
        return (bytes.length << 16) | ((bytes[IP + 22] & 0xff) << 8) | (bytes[IP + 23] & 0xff);
    }

    /** Of all frames each mutant is made once, in one of its kinds: there are hundreds of millions. */
    private boolean takesAll() {
        return most == Integer.MAX_VALUE;
    }

    private void cutEverywhere(Frame frame, byte[] bytes) {
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            boolean byCapture = takesAll() && random.nextBoolean();
            if (!takesAll() || byCapture) {
                deliver(frame, cut, bytes.length);
            }
            if (!takesAll() || !byCapture) {
                deliver(frame, cut, length);
            }
        }
    }

    private void changeEveryByte(Frame frame, byte[] bytes) {
        for (int at = 0; at < bytes.length; at++) {
            int anything = 1 + random.nextInt(255);
            for (int change : takesAll() ? new int[] {anything} : new int[] {1 << random.nextInt(8), 0xff, anything}) {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) change;
                deliver(frame, changed, bytes.length);
            }
        }
    }

    private void deliver(Frame frame, byte[] bytes, int original) {
        mutants++;
        LinkType linkType = frame.linkType();
        mutant.bytes(bytes, 0, bytes.length, original).at(frame.timeNanos(), frame.part(), frame.number());
        sink.frame(mutant.on(frame.interfaceId(), linkType, frame.direction()));
    }
}
