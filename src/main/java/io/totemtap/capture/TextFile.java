package io.totemtap.capture;

import io.totemtap.capture.CaptureException.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Opens the text files that lie beside captures: transcripts, logs, configuration. Gzip is recognised by its magic
 * number (RFC 1952), not by the file's name. Text is read as ISO-8859-1, so that every byte becomes one character and
 * no input is malformed; control characters are left in.
 */
public final class TextFile {

    /**
     * The most bytes that are read of a file, after decompression, where the caller has no reason for another limit.
     */
    public static final int LIMIT = 64 << 20;

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int CHUNK = 1 << 16;

    private TextFile() {}

    /**
     * What was read.
     *
     * @param text one character a byte
     * @param cut whether there was more: the file exceeds the limit, or its compressed data is damaged or ends early
     */
    public record Content(String text, boolean cut) {}

    /**
     * Reads a file, or the part of it that the limit and its own integrity allow.
     *
     * @param limit the most bytes to return
     * @throws CaptureException if it cannot be opened
     */
    public static Content read(Path path, int limit) {
        try (InputStream in = open(path)) {
            return read(in, limit);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /**
     * Reads a stream up to {@code limit} bytes. A stream that fails on the way gives what came before, as cut.
     *
     * @param in not closed
     */
    public static Content read(InputStream in, int limit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        boolean cut = false;
        try {
            int room = limit;
            int count = in.read(chunk, 0, Math.min(CHUNK, room + 1));
            while (count > 0 && room > 0) {
                int kept = Math.min(count, room);
                bytes.write(chunk, 0, kept);
                room -= kept;
                cut = kept < count;
                count = cut ? 0 : in.read(chunk, 0, Math.min(CHUNK, room + 1));
            }
            cut |= count > 0;
        } catch (IOException e) {
            cut = true;
        }
        return new Content(bytes.toString(StandardCharsets.ISO_8859_1), cut);
    }

    /**
     * Opens a file for reading, decompressed if it is gzip.
     *
     * @throws CaptureException if there is no such file or it may not be read
     */
    public static InputStream open(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw new CaptureException(Reason.WRONG_USAGE, path + " is a directory; name a file in it.");
            }
            return decompressed(Files.newInputStream(path));
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static InputStream decompressed(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, CHUNK);
        in.mark(2);
        boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return gzip ? new GZIPInputStream(in, CHUNK) : in;
    }

    private static CaptureException failed(Path path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new CaptureException(Reason.NOT_FOUND, "There is no file " + path + ".", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new CaptureException(Reason.NO_PERMISSION, "You may not read " + path + ".", cause);
        }
        return new CaptureException(Reason.UNREADABLE, path + " cannot be read: " + cause.getMessage() + ".", cause);
    }
}
