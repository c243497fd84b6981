package io.totemtap.capture.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses a gzip file of any number of members (RFC 1952 section 2.2), each checked against its trailer. Unlike
 * {@link java.util.zip.GZIPInputStream} it finds the next member on a slow stream too, and gives what could be
 * decompressed before it reports damage. Zero bytes behind the last member are padding, anything else is an error.
 */
final class GzipMembers extends InputStream {

    private static final int FLAG_HEADER_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xe0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] input = new byte[32 * 1024];
    private int inputAt;
    private int inputEnd;
    private long size;
    private long members;
    private boolean insideMember;
    private boolean ended;
    private Optional<IOException> failure = Optional.empty();

    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (!insideMember) {
                startMember();
                continue;
            }
            int n = inflate(bytes, offset, length);
            if (n > 0) {
                checksum.update(bytes, offset, n);
                size += n;
                return n;
            }
            if (inflater.finished()) {
                finishMember();
            }
        }
        return -1;
    }

    /** Decompresses what there is input for; 0 if there was none, or at the end of the member. */
    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        if (inflater.needsInput()) {
            if (inputAt == inputEnd && !fill()) {
                throw new EOFException("the gzip data ends in the middle");
            }
            inflater.setInput(input, inputAt, inputEnd - inputAt);
            inputAt = inputEnd;
        }
        long before = inflater.getBytesWritten();
        try {
            int n = inflater.inflate(bytes, offset, length);
            if (n == 0 && inflater.needsDictionary()) {
                throw new IOException("the gzip data asks for a preset dictionary");
            }
            return n;
        } catch (DataFormatException e) {
            failure = Optional.of(new IOException("the gzip data is damaged (" + e.getMessage() + ")", e));
            return (int) (inflater.getBytesWritten() - before);
        }
    }

    private void startMember() throws IOException {
        int first = next();
        while (members > 0 && first == 0) {
            first = next();
        }
        if (first < 0 && members > 0) {
            ended = true;
            return;
        }
        if (first != 0x1f || next() != 0x8b) {
            throw new IOException(
                    members > 0 ? "what follows the gzip data is not gzip" : "the gzip header is damaged");
        }
        int method = required();
        int flags = required();
        if (method != 8 || (flags & FLAGS_RESERVED) != 0) {
            throw new IOException("the gzip header asks for an unknown method");
        }
        discard(6);
        if ((flags & FLAG_EXTRA) != 0) {
            discard(required() | (required() << 8));
        }
        if ((flags & FLAG_NAME) != 0) {
            discardText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            discardText();
        }
        if ((flags & FLAG_HEADER_CHECKSUM) != 0) {
            discard(2);
        }
        members++;
        size = 0;
        checksum.reset();
        inflater.reset();
        insideMember = true;
    }

    private void finishMember() throws IOException {
        inputAt = inputEnd - inflater.getRemaining();
        insideMember = false;
        if (word() != checksum.getValue()) {
            throw new IOException("the gzip checksum is wrong");
        }
        if (word() != (size & 0xffff_ffffL)) {
            throw new IOException("the length in the gzip trailer is wrong");
        }
    }

    private long word() throws IOException {
        return required() | (required() << 8) | (required() << 16) | ((long) required() << 24);
    }

    private void discard(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            required();
        }
    }

    private void discardText() throws IOException {
        int octet = required();
        while (octet != 0) {
            octet = required();
        }
    }

    private int required() throws IOException {
        int octet = next();
        if (octet < 0) {
            throw new EOFException("the gzip data ends in the middle");
        }
        return octet;
    }

    private int next() throws IOException {
        return inputAt < inputEnd || fill() ? input[inputAt++] & 0xff : -1;
    }

    private boolean fill() throws IOException {
        int n = in.read(input, 0, input.length);
        inputAt = 0;
        inputEnd = Math.max(n, 0);
        return n > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
