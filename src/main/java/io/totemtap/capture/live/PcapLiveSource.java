package io.totemtap.capture.live;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.CaptureStatistics.Part;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.net.EpochNanos;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Captures on interfaces of this host until it is stopped, counts what was dropped, and survives interfaces that go down or away.
 * Each interface has a thread that reads it through libpcap; frames are delivered on the thread that runs the source, those that
 * arrive together in the order of their times. Nothing is sent.
 */
public final class PcapLiveSource implements FrameSource {

    private static final long WAIT_MILLIS = 50;
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LiveSettings settings;
    private final LiveListener listener;
    private final LiveQueue queue = new LiveQueue();
    private final List<LivePort> ports = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Frame frame = new Frame();
    private volatile boolean stopping;
    private final AtomicLong bytes = new AtomicLong();
    private long delivered;
    private int turn;

    private PcapLiveSource(LiveSettings settings, LiveListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Opens the interfaces. Frames are kept by the kernel from here on.
     *
     * @throws CaptureException {@link CaptureException.Reason#NOT_FOUND} for an interface that is not there and where libpcap is not
     *     installed, {@link CaptureException.Reason#NO_PERMISSION}, or {@link CaptureException.Reason#WRONG_USAGE} for a filter that
     *     libpcap does not understand
     */
    public static PcapLiveSource open(LiveSettings settings, LiveListener listener) {
        PcapLiveSource source = new PcapLiveSource(settings, listener);
        try {
            for (String name : settings.interfaces()) {
                LivePort port =
                        new LivePort(source.ports.size() * (settings.inTurn() ? 2 : 1), name, settings, source.queue);
                source.ports.add(port);
                port.open();
            }
            return source;
        } catch (CaptureException e) {
            source.close();
            throw e;
        }
    }

    /** The version of libpcap that is loaded, as it calls itself. */
    public static String libraryVersion() {
        return PcapOpener.version();
    }

    @Override
    public CaptureStatistics run(FrameSink sink) {
        ports.forEach(port -> port.descriptions().forEach(sink::openInterface));
        start();
        long began = System.nanoTime();
        long nextTick = began + TICK_NANOS;
        PromiscuityTurns turns = new PromiscuityTurns(began);
        ClockWatch clock = new ClockWatch(now(), began);
        try {
            while (!stopping && !isOver(began)) {
                deliver(queue.take(WAIT_MILLIS), sink);
                queue.said().forEach(listener::said);
                takeTurns(turns);
                if (System.nanoTime() - nextTick >= 0) {
                    nextTick = System.nanoTime() + TICK_NANOS;
                    ports.forEach(LivePort::watch);
                    ports.forEach(LivePort::readDrops);
                    clock.step(now(), System.nanoTime()).ifPresent(listener::said);
                    listener.ticked(now(), statistics());
                }
            }
            end(sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ports.forEach(LivePort::readDrops);
            close();
        }
        queue.said().forEach(listener::said);
        return statistics();
    }

    private void takeTurns(PromiscuityTurns turns) {
        int now = settings.inTurn() ? turns.turnAt(System.nanoTime()) : turn;
        if (now != turn) {
            turn = now;
            long time = now();
            ports.forEach(port -> port.promiscuous(PromiscuityTurns.isPromiscuous(turn), time));
            listener.said(PromiscuityTurns.sentence(turn));
        }
    }

    private void start() {
        for (LivePort port : ports) {
            Thread thread = new Thread(port, "capture-" + port.name());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private boolean isOver(long began) {
        return isFull() || (settings.durationNanos() > 0 && System.nanoTime() - began >= settings.durationNanos());
    }

    private boolean isFull() {
        return settings.mostFrames() > 0 && delivered >= settings.mostFrames();
    }

    /** Delivers what the threads had read when they were stopped. */
    private void end(FrameSink sink) throws InterruptedException {
        ports.forEach(LivePort::stop);
        boolean running = true;
        while (running) {
            running = threads.stream().anyMatch(Thread::isAlive);
            List<LivePacket> batch = queue.take(1);
            deliver(batch, sink);
            running |= !batch.isEmpty() && !isFull();
        }
    }

    private void deliver(List<LivePacket> batch, FrameSink sink) {
        long size = 0;
        for (LivePacket packet : batch) {
            if (isFull()) {
                return;
            }
            delivered++;
            LivePort port = packet.port;
            port.deliver(packet, frame);
            frame.at(packet.timeNanos, 0, delivered);
            sink.frame(frame);
            size += packet.bytes.length;
        }
        bytes.addAndGet(size);
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * EpochNanos.SECOND + now.getNano();
    }

    /** Counts until now. */
    private CaptureStatistics statistics() {
        List<OfInterface> interfaces =
                ports.stream().flatMap(port -> port.statistics().stream()).toList();
        long first = interfaces.stream()
                .mapToLong(OfInterface::firstNanos)
                .filter(time -> time != EpochNanos.NEVER)
                .min()
                .orElse(EpochNanos.NEVER);
        long last = interfaces.stream().mapToLong(OfInterface::lastNanos).max().orElse(EpochNanos.NEVER);
        Part part = new Part("live", delivered, first, last, Optional.empty());
        return new CaptureStatistics("live", interfaces, List.of(part), List.of(), Map.of(), List.of(), stopping);
    }

    /** Changes the filter while the capture runs; an expression that libpcap does not understand is reported to the listener. */
    public void filter(String expression) {
        ports.forEach(port -> port.filter(expression));
    }

    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public long bytesRead() {
        return bytes.get();
    }

    @Override
    public long totalBytes() {
        return -1;
    }

    @Override
    public void close() {
        queue.close();
        ports.forEach(LivePort::stop);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(2));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        ports.forEach(LivePort::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
