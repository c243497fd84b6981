package io.totemtap.capture.file;

import io.totemtap.capture.CaptureStatistics.Damage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a file front to back through one re-used array and hands its bytes out in place. Whoever parses calls
 * {@link #require} for what it needs next, looks at {@link #bytes()} from {@link #position()} on, and advances. The array
 * grows only when it is full of bytes that are really there, so a length that a file claims never sizes it.
 *
 * <p>256 KiB was the fastest chunk for a gigabyte in the page cache: two of them (the kernel's copy and this one) fit into
 * a core's second-level cache.
 */
final class ChunkReader {

    /** The size of the array for a file that is read to its end. */
    static final int CHUNK = 256 * 1024;

    /** The size of the array for a file of which only the beginning is wanted. */
    static final int SMALL_CHUNK = 16 * 1024;

    private final InputStream in;
    private byte[] chunk;
    private int position;
    private int limit;
    private long chunkOffset;
    private boolean ended;
    private Optional<String> failure = Optional.empty();

    ChunkReader(InputStream in, int size) {
        this.in = in;
        this.chunk = new byte[size];
    }

    /**
     * Makes the next {@code count} bytes available in one piece; the array may change.
     *
     * @param count at most {@link PcapngBlock#MAX_LENGTH}
     * @return false if there are not that many; then {@link #available()} says how many there are
     */
    boolean require(int count) {
        return limit - position >= count || fill(count);
    }

    private boolean fill(int count) {
        while (limit - position < count && !ended) {
            if (position > 0) {
                System.arraycopy(chunk, position, chunk, 0, limit - position);
                chunkOffset += position;
                limit -= position;
                position = 0;
            }
            if (limit == chunk.length) {
                chunk = Arrays.copyOf(chunk, chunk.length * 2);
            }
            read();
        }
        return limit - position >= count;
    }

    private void read() {
        try {
            int n = in.read(chunk, limit, chunk.length - limit);
            limit += Math.max(n, 0);
            ended = n < 0;
        } catch (IOException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
            ended = true;
        }
    }

    /** The array that holds the bytes required. */
    byte[] bytes() {
        return chunk;
    }

    /** Where in {@link #bytes()} the next byte is. */
    int position() {
        return position;
    }

    /** How many bytes are in the array and not yet consumed. */
    int available() {
        return limit - position;
    }

    /** Consumes bytes that are {@link #available()}. */
    void advance(int count) {
        position += count;
    }

    /**
     * Consumes bytes without keeping them.
     *
     * @return false if the file ends before
     */
    boolean skip(long count) {
        long left = count;
        while (left > 0 && require(1)) {
            int step = (int) Math.min(left, available());
            advance(step);
            left -= step;
        }
        return left == 0;
    }

    /** How many bytes of the (decompressed) file lie before the next one. */
    long offset() {
        return chunkOffset + position;
    }

    /** Whether the file ends before the next byte, and nothing went wrong; to be asked after a {@link #require} in vain. */
    boolean endsHere() {
        return failure.isEmpty() && available() == 0;
    }

    /**
     * The damage of a file that ends inside something that began at {@code start}.
     *
     * @param expected what should have been there
     */
    Damage cut(long start, String expected) {
        long there = chunkOffset + limit - start;
        String what = expected + " expected, " + there + (there == 1 ? " byte is" : " bytes are") + " there";
        return new Damage(
                start, what + failure.map(text -> "; reading failed: " + text).orElse(""));
    }
}
