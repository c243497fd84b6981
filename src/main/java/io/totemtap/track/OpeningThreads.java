package io.totemtap.track;

import io.totemtap.decode.totem.AheadOpener;
import io.totemtap.decode.totem.TotemKeyring;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Threads that open encrypted payloads while their frames wait to be tracked. They are started when the first batch comes:
 * a run without encrypted packets has none. Shared by all captures of a run.
 */
public final class OpeningThreads implements AutoCloseable {

    private final TotemKeyring keyring;
    private final int most;
    private final List<Thread> threads = new ArrayList<>();
    private final LinkedBlockingQueue<FrameBatch> waiting = new LinkedBlockingQueue<>();

    /**
     * Creates none yet.
     *
     * @param keyring the keys that are tried
     * @param most how many threads there may be; 0 means that everything is opened in its turn
     */
    public OpeningThreads(TotemKeyring keyring, int most) {
        this.keyring = keyring;
        this.most = most;
    }

    /** Whether there may be threads at all. */
    boolean isAllowed() {
        return most > 0 && keyring.size() > 0;
    }

    /** Whether any thread was started. */
    synchronized boolean areStarted() {
        return !threads.isEmpty();
    }

    /** An opener for a thread that helps with its own batches. */
    AheadOpener opener() {
        return new AheadOpener(keyring);
    }

    /** Has a batch opened, by as many threads as there are; it must be closed. */
    void submit(FrameBatch batch) {
        start();
        for (int i = 0; i < most; i++) {
            waiting.add(batch);
        }
    }

    private synchronized void start() {
        while (threads.size() < most) {
            Thread thread = new Thread(this::run, "totem-opener");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void run() {
        AheadOpener opener = opener();
        try {
            while (true) {
                FrameBatch batch = waiting.take();
                batch.work(opener);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the threads; batches that wait are opened by those who filled them. */
    @Override
    public synchronized void close() {
        threads.forEach(Thread::interrupt);
    }
}
