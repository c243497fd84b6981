package io.totemtap.capture.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A stream whose first bytes can be looked at before they are read, and which counts what has been read. Never waits for
 * more than one byte: a read returns what has arrived.
 */
final class PeekableInput extends InputStream {

    private final InputStream in;
    private byte[] head = new byte[0];
    private int headLength;
    private int headRead;
    private Optional<IOException> failure = Optional.empty();
    private volatile long bytesRead;

    PeekableInput(InputStream in) {
        this.in = in;
    }

    /**
     * Gathers the first bytes, to be called before any are read. A failure on the way is kept for the read that comes to
     * it.
     *
     * @param count how many are wanted
     * @return how many there are: {@code count}, or less at the end or before a failure
     */
    int peek(int count) {
        if (head.length < count) {
            head = Arrays.copyOf(head, count);
        }
        try {
            while (headLength < count && failure.isEmpty()) {
                int n = in.read(head, headLength, count - headLength);
                if (n < 0) {
                    break;
                }
                headLength += n;
            }
        } catch (IOException e) {
            failure = Optional.of(e);
        }
        return headLength;
    }

    /** The bytes gathered by {@link #peek}. */
    byte[] head() {
        return head;
    }

    /** What went wrong while peeking, if anything did. */
    Optional<IOException> failure() {
        return failure;
    }

    /** How many bytes have been read; may be asked from any thread. */
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n;
        if (headRead < headLength) {
            n = Math.min(length, headLength - headRead);
            System.arraycopy(head, headRead, bytes, offset, n);
            headRead += n;
        } else if (failure.isPresent()) {
            throw failure.get();
        } else {
            n = in.read(bytes, offset, length);
        }
        long total = bytesRead;
        bytesRead = total + Math.max(n, 0);
        return n;
    }

    @Override
    public int available() throws IOException {
        return headRead < headLength ? headLength - headRead : in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
