package io.totemtap.track;

import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.decode.UdpPlace;
import io.totemtap.decode.totem.AheadOpener;
import io.totemtap.decode.totem.PayloadAhead;
import io.totemtap.decode.totem.TotemOpener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Some frames of a capture, copied, and the encrypted payloads in them, which any number of threads open while the frames
 * wait for their turn. Filled and emptied by one thread.
 */
final class FrameBatch {

    /** The most frames. */
    static final int MOST_FRAMES = 512;

    /** The most bytes of them. */
    static final int ROOM = 1 << 18;

    /** Frames a thread takes on at once. */
    private static final int SHARE = 32;

    private final byte[] bytes = new byte[ROOM];
    private final byte[] plain = new byte[ROOM];
    private final Frame[] frames = new Frame[MOST_FRAMES];
    private final PayloadAhead[] payloads = new PayloadAhead[MOST_FRAMES];
    private final UdpPlace place = new UdpPlace();

    /** Shares nobody has taken on, 0 or less while the batch is filled. */
    private final AtomicInteger free = new AtomicInteger();

    private CountDownLatch unfinished = new CountDownLatch(0);
    private int size;
    private int used;

    FrameBatch() {
        for (int i = 0; i < MOST_FRAMES; i++) {
            frames[i] = new Frame();
            payloads[i] = new PayloadAhead();
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** How many frames are in it. */
    int size() {
        return size;
    }

    /** Whether there is room for a frame. */
    boolean hasRoomFor(Frame frame) {
        return size < MOST_FRAMES && ROOM - used >= frame.capturedLength();
    }

    /** Copies a frame and sets its payload down to be opened, if it goes to one of the ports of totem. */
    void add(Frame frame, TotemOpener opener, TotemScope scope) {
        int length = frame.capturedLength();
        System.arraycopy(frame.bytes(), frame.offset(), bytes, used, length);
        Frame copy = frames[size];
        copy.bytes(bytes, used, length, frame.originalLength());
        copy.at(frame.timeNanos(), frame.part(), frame.number());
        copy.on(frame.interfaceId(), frame.linkType(), frame.direction());
        PayloadAhead payload = payloads[size];
        payload.clear();
        if (place.find(copy) && scope.contains(place.destinationPort())) {
            opener.prepare(payload, bytes, place.offset(), place.captured(), place.claimed(), plain);
        }
        used += length;
        size++;
    }

    /** Ends the filling: now threads may {@link #work}. */
    void close() {
        int shares = (size + SHARE - 1) / SHARE;
        unfinished = new CountDownLatch(shares);
        free.set(shares);
    }

    /** Opens payloads as long as there are some that nobody has taken on; does nothing to a batch that is not closed. */
    void work(AheadOpener opener) {
        for (int share = free.getAndDecrement(); share > 0; share = free.getAndDecrement()) {
            try {
                int end = Math.min(size, share * SHARE);
                for (int i = (share - 1) * SHARE; i < end; i++) {
                    opener.open(payloads[i]);
                }
            } finally {
                unfinished.countDown();
            }
        }
    }

    /** Waits until no thread works on it any more, hands the frames on in their order, and is empty. */
    void deliver(FrameSink sink, TotemOpener opener) throws InterruptedException {
        unfinished.await();
        try {
            for (int i = 0; i < size; i++) {
                opener.expect(payloads[i]);
                sink.frame(frames[i]);
            }
        } finally {
            opener.expect(PayloadAhead.NONE);
            size = 0;
            used = 0;
        }
    }
}
