package io.totemtap.cli;

import io.totemtap.capture.FrameSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A progress bar on standard error: only on a terminal, and only for work that takes longer than a second. */
final class Progress implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 1_000;
    private static final long STEP_MILLIS = 100;
    private static final int BAR = 30;

    private final List<FrameSource> sources = new CopyOnWriteArrayList<>();
    private final Thread painter;
    private volatile boolean stopping;

    Progress(boolean isTerminal) {
        painter = new Thread(this::paint, "progress");
        painter.setDaemon(true);
        if (isTerminal) {
            painter.start();
        }
    }

    /** A capture is being read. */
    void started(FrameSource source) {
        sources.add(source);
        if (stopping) {
            source.stop();
        }
    }

    /** Ends all reading soon; what was read so far is used. */
    void stopReading() {
        stopping = true;
        sources.forEach(FrameSource::stop);
    }

    private void paint() {
        boolean painted = false;
        try {
            Thread.sleep(PATIENCE_MILLIS);
            while (true) {
                System.err.print("\r" + line());
                System.err.flush();
                painted = true;
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            if (painted) {
                System.err.print("\r\u001b[K");
                System.err.flush();
            }
        }
    }

    private String line() {
        long read = 0;
        long total = 0;
        boolean known = true;
        for (FrameSource source : sources) {
            read += source.bytesRead();
            total += Math.max(0, source.totalBytes());
            known &= source.totalBytes() >= 0;
        }
        String megabytes = String.format(Locale.ROOT, "%.0f MB", read / 1e6);
        if (!known || total == 0) {
            return "reading  " + megabytes;
        }
        int done = (int) Math.min(BAR, BAR * read / total);
        return String.format(
                Locale.ROOT,
                "reading  %s%s  %3d %%  %s of %.0f MB",
                "━".repeat(done),
                "╌".repeat(BAR - done),
                100 * read / total,
                megabytes,
                total / 1e6);
    }

    @Override
    public void close() {
        end();
    }

    /** Takes the bar away. */
    void end() {
        painter.interrupt();
        try {
            painter.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
