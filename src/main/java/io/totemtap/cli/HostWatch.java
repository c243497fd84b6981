package io.totemtap.cli;

import io.totemtap.capture.host.HostSnapshot;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.Transcript;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Asks this host about itself when a live capture begins, every few seconds, and when it ends. */
final class HostWatch implements AutoCloseable {

    private static final long PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final String host;
    private final List<String> interfaces;
    private final Transcript start;
    private final HostState first;
    private final AtomicReference<Optional<Transcript>> latest = new AtomicReference<>(Optional.empty());
    private final Thread thread;
    private volatile boolean stopping;

    HostWatch(String host, List<String> interfaces) {
        this.host = host;
        this.interfaces = interfaces;
        start = HostSnapshot.take("start", interfaces);
        first = HostState.of(start, host);
        thread = new Thread(this::watch, "host-facts");
        thread.setDaemon(true);
    }

    /** Begins to ask again and again. */
    void begin() {
        thread.start();
    }

    private void watch() {
        try {
            while (!stopping) {
                Thread.sleep(PAUSE_MILLIS);
                latest.set(Optional.of(HostSnapshot.take("now", interfaces)));
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** What was asked when the capture began. */
    Transcript start() {
        return start;
    }

    /** What was asked last, if that was after the beginning. */
    Optional<Transcript> latest() {
        return Optional.ofNullable(latest.get()).flatMap(one -> one);
    }

    /** Asks once more, now. */
    Transcript ask(String phase) {
        Transcript now = HostSnapshot.take(phase, interfaces);
        latest.set(Optional.of(now));
        return now;
    }

    /** The state at the beginning, and the latest. */
    List<HostState> states() {
        return latest().map(one -> List.of(first, HostState.of(one, host))).orElse(List.of(first));
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
