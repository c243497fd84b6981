package io.totemtap.cli;

import io.totemtap.capture.host.CounterSample;
import io.totemtap.capture.host.HostSnapshot;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks this host about itself when a live capture begins and when it ends. Between, it reads its counters every second, and asks for
 * everything when they tell of a drop, when the verdict is another one, every ten seconds while something is wrong, and every minute.
 */
final class HostWatch implements AutoCloseable {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAST_PAUSE = 2 * SECOND;
    private static final long TROUBLED_PAUSE = 10 * SECOND;
    private static final long CALM_PAUSE = 60 * SECOND;
    private static final int MOST_KEPT = 50;
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final String host;
    private final List<String> interfaces;
    private final WitnessWatch witness;
    private final Transcript start;
    private final HostState first;
    private final AtomicReference<Optional<Transcript>> latest = new AtomicReference<>(Optional.empty());
    private final List<HostState> kept = new ArrayList<>();
    private Transcript lastKept;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean wanted;
    private volatile boolean troubled;

    HostWatch(String host, List<String> interfaces, WitnessWatch witness) {
        this.host = host;
        this.interfaces = interfaces;
        this.witness = witness;
        start = witness.with(HostSnapshot.take("start", interfaces));
        lastKept = start;
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
            CounterSample before = CounterSample.take(interfaces);
            long asked = System.nanoTime();
            boolean news = false;
            while (!stopping) {
                Thread.sleep(TimeUnit.NANOSECONDS.toMillis(SECOND));
                CounterSample now = CounterSample.take(interfaces);
                news |= now.isNews(before);
                before = now;
                if (isDue(System.nanoTime() - asked, news || wanted)) {
                    wanted = false;
                    news = false;
                    latest.set(Optional.of(HostSnapshot.take("now", interfaces)));
                    asked = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private boolean isDue(long passed, boolean news) {
        return passed >= CALM_PAUSE || (troubled && passed >= TROUBLED_PAUSE) || (news && passed >= LEAST_PAUSE);
    }

    /** The verdict is another one: everything is asked as soon as possible, and again and again while something is wrong. */
    void verdictChanged(boolean isTrouble) {
        troubled = isTrouble;
        wanted = true;
    }

    /** What was asked when the capture began. */
    Transcript start() {
        return start;
    }

    /**
     * Keeps what was asked last, as evidence of a moment; empty if it is kept already, or was asked before that moment.
     *
     * @param sinceNanos the moment
     */
    synchronized Optional<Transcript> keep(long sinceNanos) {
        Optional<Transcript> now = latest().filter(one -> one.timeNanos() >= sinceNanos);
        if (now.isEmpty() || now.get().timeNanos() == lastKept.timeNanos() || kept.size() >= MOST_KEPT) {
            return Optional.empty();
        }
        lastKept = witness.with(now.get());
        kept.add(HostState.of(lastKept, host));
        return Optional.of(lastKept);
    }

    private Optional<Transcript> latest() {
        return Optional.ofNullable(latest.get()).flatMap(one -> one);
    }

    /** Asks once more, now. */
    Transcript ask(String phase) {
        Transcript now = HostSnapshot.take(phase, interfaces);
        latest.set(Optional.of(now));
        return witness.with(now);
    }

    /** The states at the beginning, at the moments that were kept, and the latest, with what the witness counted until now. */
    synchronized List<HostState> states() {
        List<HostState> states = new ArrayList<>();
        states.add(first);
        states.addAll(kept);
        latest().filter(one -> one.timeNanos() != lastKept.timeNanos())
                .ifPresent(one -> states.add(HostState.of(witness.with(one), host)));
        return states;
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
