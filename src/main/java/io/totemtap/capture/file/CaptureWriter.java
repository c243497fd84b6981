package io.totemtap.capture.file;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import java.io.Closeable;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes the frames it is given to a stream as a capture file, little-endian. It is a {@link FrameSink}, so a source can run
 * straight into it. Bytes are held back in a buffer of 64 KiB until it is full, {@link #flush()} or {@link #close()}.
 *
 * <p>Every method throws {@link UncheckedIOException} when the stream refuses what is written, as on a full disk; the bytes
 * in the buffer are lost then. A frame of an interface that was not opened is a bug of the caller and ends in {@link
 * IllegalStateException}.
 */
public sealed interface CaptureWriter extends FrameSink, Closeable permits PcapWriter, PcapngWriter {

    /**
     * Classic pcap with microseconds. Times outside 1970 to 2106 become the nearest that the format has; parts of a
     * microsecond are dropped.
     */
    static CaptureWriter pcap(OutputStream out) {
        return new PcapWriter(out, false);
    }

    /** Classic pcap with nanoseconds; times outside 1970 to 2106 become the nearest that the format has. */
    static CaptureWriter pcapNanos(OutputStream out) {
        return new PcapWriter(out, true);
    }

    /**
     * pcapng with one section and nanoseconds; times before 1970 become 1970.
     *
     * @param application the program that writes, shb_userappl; not written if empty
     * @param comments comments of the section
     */
    static PcapngWriter pcapng(OutputStream out, String application, List<String> comments) {
        return new PcapngWriter(out, application, comments);
    }

    /**
     * Begins an interface; ids must come in ascending order from 0.
     *
     * @throws CaptureException WRONG_USAGE if the format cannot hold it beside the others: a pcap has one link type
     */
    @Override
    void openInterface(CaptureInterface description);

    /** Writes a frame of an interface that was opened. */
    @Override
    void frame(Frame frame);

    /** How many bytes the file has, those still in the buffer included. */
    long bytesWritten();

    /** Hands what is in the buffer to the stream, and flushes that. */
    void flush();

    /** Flushes and closes the stream. */
    @Override
    void close();
}
