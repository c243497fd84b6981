package io.totemtap.capture.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Between the threads that capture and the one that follows the frames. Holds at most 32 MiB; what is beyond waits in the kernel's
 * buffer, which counts what it drops.
 */
final class LiveQueue {

    private static final int PACKETS = 1 << 16;
    private static final long BYTES = 32 << 20;
    private static final int MOST_MESSAGES = 1000;
    private static final int BATCH = 4096;
    private static final long PAUSE_NANOS = 200_000;

    private final ArrayBlockingQueue<LivePacket> packets = new ArrayBlockingQueue<>(PACKETS);
    private final AtomicLong bytes = new AtomicLong();
    private final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingMessages = new AtomicInteger();
    private volatile boolean closed;

    /** Hands a packet over, waiting for room; packets are thrown away once nobody takes them any more. */
    void put(LivePacket packet) {
        bytes.addAndGet(packet.bytes.length);
        while (!closed && bytes.get() > BYTES && !packets.isEmpty()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        while (!closed && !packets.offer(packet)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** A sentence for the user. */
    void say(String message) {
        if (waitingMessages.incrementAndGet() <= MOST_MESSAGES) {
            messages.add(message);
        }
    }

    /** Takes the sentences said since. */
    List<String> said() {
        List<String> all = new ArrayList<>();
        for (String one = messages.poll(); one != null; one = messages.poll()) {
            all.add(one);
        }
        waitingMessages.set(0);
        return all;
    }

    /** Takes what is there, after waiting for the first for at most {@code millis}; in the order of time. */
    List<LivePacket> take(long millis) throws InterruptedException {
        LivePacket first = packets.poll(millis, TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<LivePacket> batch = new ArrayList<>();
        batch.add(first);
        packets.drainTo(batch, BATCH);
        long size = 0;
        boolean mixed = false;
        for (LivePacket one : batch) {
            size += one.bytes.length;
            mixed |= one.port != first.port;
        }
        bytes.addAndGet(-size);
        if (mixed) {
            batch.sort(Comparator.comparingLong(packet -> packet.timeNanos));
        }
        return batch;
    }

    /** Nobody takes any more. */
    void close() {
        closed = true;
        packets.clear();
    }
}
