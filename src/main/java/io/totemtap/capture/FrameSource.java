package io.totemtap.capture;

import java.io.Closeable;

/** One capture: runs its frames into a sink once, then says what it knows about itself. */
public interface FrameSource extends Closeable {

    /**
     * Delivers every frame on the calling thread. Damage in the middle ends the run and is reported in the result; only
     * a source that cannot be read at all throws.
     *
     * @throws CaptureException if nothing can be read
     */
    CaptureStatistics run(FrameSink sink);

    /** Asks a running source to end soon; it returns what it has. May be called from any thread, also before the run. */
    void stop();

    /** Bytes consumed so far of {@link #totalBytes()}; may be read from any thread, for progress only. */
    long bytesRead();

    /** Bytes there are to read, compressed size where the file is compressed, or -1 if not known (a stream). */
    long totalBytes();

    @Override
    void close();
}
