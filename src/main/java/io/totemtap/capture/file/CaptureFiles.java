package io.totemtap.capture.file;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.FrameSource;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The door to capture files. What a file is, its first bytes say, never its name: pcap or pcapng, plain or inside one of
 * gzip, zstd, xz and lz4 (frame format). Compression inside compression is refused. Memory does not depend on what a file
 * claims: a decompressor may use 66 MiB (xz) or a window of 128 MiB (zstd), a block of pcapng 16 MiB if it really is that
 * long, everything else a few hundred kilobytes.
 *
 * <p>A source opened here must be closed. Its {@link FrameSource#run} delivers frames as soon as their bytes have arrived,
 * also from a pipe. {@link FrameSource#stop} takes effect at the next frame; a source that waits for a pipe ends when more
 * arrives or the pipe is closed. An error while reading is damage at the first byte that could not be used.
 */
public final class CaptureFiles {

    private CaptureFiles() {}

    /**
     * Opens one file; anything that is not a regular file, such as a named pipe, is read as a stream.
     *
     * @throws CaptureException {@link Reason#NOT_FOUND}, {@link Reason#NO_PERMISSION}, or {@link Reason#UNREADABLE} if it does
     *     not hold a capture, needs more memory to decompress than the limits, or is a directory. Its header is read by
     *     {@link FrameSource#run}, which throws too if that is cut.
     */
    public static FrameSource open(Path file) {
        return open(CaptureInput.open(file, ChunkReader.CHUNK));
    }

    /**
     * Opens several files as one capture, ordered by the time of their first frames; those without frames come first, by
     * name. A file of the set that holds no capture counts as a damaged part.
     *
     * @param rotatedSet at least one regular file; see {@link RotatedSet} for how they are found
     * @throws CaptureException as {@link #open(Path)} does, and {@link Reason#WRONG_USAGE} for an empty list or what is not a
     *     regular file; {@link Reason#UNREADABLE} only if none of the files holds a capture
     */
    public static FrameSource open(List<Path> rotatedSet) {
        if (rotatedSet.isEmpty()) {
            throw new CaptureException(Reason.WRONG_USAGE, "A set of capture files needs at least one file; name one.");
        }
        return rotatedSet.size() == 1 ? open(rotatedSet.get(0)) : RotatedFileSource.open(rotatedSet);
    }

    /**
     * Opens a stream such as standard input, waiting for its first bytes. Closing the source closes the stream.
     *
     * @param displayName what to call it, "-" for standard input
     * @throws CaptureException {@link Reason#UNREADABLE} as for a file; the stream is closed then
     */
    public static FrameSource open(String displayName, InputStream stream) {
        return open(CaptureInput.open(displayName, stream, ChunkReader.CHUNK, -1));
    }

    /** Opens a file of which only the first frames are wanted. */
    static FrameSource openBriefly(Path file) {
        return open(CaptureInput.open(file, ChunkReader.SMALL_CHUNK));
    }

    private static FrameSource open(CaptureInput input) {
        return input.kind() == FileKind.PCAP ? new PcapFileSource(input) : new PcapngFileSource(input);
    }

    /**
     * Whether a regular file starts like a pcap or pcapng, through one compression if need be. Never throws: what cannot be
     * read looks like nothing.
     */
    public static boolean looksLikeCapture(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (CaptureInput input = CaptureInput.open(file, ChunkReader.SMALL_CHUNK)) {
            return input.kind().isCapture();
        } catch (CaptureException e) {
            return false;
        }
    }

    /**
     * Whether a regular file that {@link #open(Path)} refuses is worth giving to libpcap: it is neither a capture that is
     * read here, nor compressed, nor text, nor empty. Never throws.
     */
    public static boolean isUnknownFormat(Path file) {
        return Files.isRegularFile(file) && CaptureInput.isUnknownFormat(file);
    }
}
