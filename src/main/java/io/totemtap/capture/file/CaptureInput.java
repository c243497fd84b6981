package io.totemtap.capture.file;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** An opened file or stream that starts, behind at most one compression, with the magic number of a capture. */
final class CaptureInput implements Closeable {

    private final String name;
    private final FileKind kind;
    private final FileKind compression;
    private final PeekableInput raw;
    private final InputStream content;
    private final ChunkReader reader;
    private final long totalBytes;

    private CaptureInput(
            String name,
            FileKind kind,
            FileKind compression,
            PeekableInput raw,
            InputStream content,
            int chunk,
            long total) {
        this.name = name;
        this.kind = kind;
        this.compression = compression;
        this.raw = raw;
        this.content = content;
        this.reader = new ChunkReader(content, chunk);
        this.totalBytes = total;
    }

    /**
     * Opens a file, whatever it is called.
     *
     * @param chunk the size of the reader's array
     * @throws CaptureException if it cannot be opened, or does not start like a capture
     */
    static CaptureInput open(Path file, int chunk) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new CaptureException(
                    Reason.UNREADABLE, name + " is a directory, not a capture file; name one of the files in it.");
        }
        long total = Files.isRegularFile(file) ? sizeOf(file) : -1;
        return open(name, openRaw(file), chunk, total);
    }

    /**
     * Opens a stream.
     *
     * @param name what to call it in messages
     * @param total how many bytes it has, -1 if not known
     * @throws CaptureException if it does not start like a capture; the stream is closed then
     */
    static CaptureInput open(String name, InputStream in, int chunk, long total) {
        PeekableInput raw = new PeekableInput(in);
        try {
            return open(name, raw, chunk, total);
        } catch (CaptureException e) {
            closeQuietly(raw);
            throw e;
        }
    }

    private static CaptureInput open(String name, PeekableInput raw, int chunk, long total) {
        int length = raw.peek(FileKind.PROBE);
        FileKind kind = FileKind.of(raw.head(), length);
        if (kind.isCapture()) {
            return new CaptureInput(name, kind, FileKind.OTHER, raw, raw, chunk, total);
        }
        if (!kind.isCompression()) {
            throw notACapture(name, raw);
        }
        PeekableInput content = decompressed(name, kind, raw);
        FileKind inner = FileKind.of(content.head(), content.peek(FileKind.PROBE));
        if (inner.isCapture()) {
            return new CaptureInput(name, inner, kind, raw, content, chunk, total);
        }
        CaptureException refused = notACaptureInside(name, kind, inner, content);
        closeQuietly(content);
        throw refused;
    }

    private static PeekableInput decompressed(String name, FileKind kind, PeekableInput raw) {
        try {
            PeekableInput content = new PeekableInput(Decompression.open(name, kind, raw));
            content.peek(FileKind.PROBE);
            return content;
        } catch (IOException e) {
            throw unreadableCompression(name, kind, e);
        }
    }

    private static CaptureException notACapture(String name, PeekableInput raw) {
        int length = raw.peek(FileKind.DESCRIBE);
        if (raw.failure().isPresent()) {
            IOException failure = raw.failure().get();
            return new CaptureException(
                    Reason.UNREADABLE,
                    name + " cannot be read (" + failure.getMessage() + "); copy it elsewhere and try again.",
                    failure);
        }
        return new CaptureException(
                Reason.UNREADABLE,
                name + " is " + FileKind.describe(raw.head(), length) + ", not a pcap or pcapng capture; "
                        + advice(length));
    }

    private static CaptureException notACaptureInside(
            String name, FileKind kind, FileKind inner, PeekableInput content) {
        int length = content.peek(FileKind.DESCRIBE);
        if (content.failure().isPresent()) {
            return unreadableCompression(name, kind, content.failure().get());
        }
        if (inner.isCompression()) {
            return new CaptureException(
                    Reason.UNREADABLE,
                    name + " is compressed twice (" + inner.label() + " inside " + kind.label()
                            + "); decompress it once and try again.");
        }
        String found = FileKind.describe(content.head(), length);
        return new CaptureException(
                Reason.UNREADABLE,
                name + " is " + kind.file() + " that holds no capture (inside is " + found + "); " + advice(length));
    }

    private static CaptureException unreadableCompression(String name, FileKind kind, IOException cause) {
        return new CaptureException(
                Reason.UNREADABLE,
                name + " is " + kind.file() + " that cannot be decompressed: " + cause.getMessage()
                        + "; decompress it with " + kind.label() + " and try again.",
                cause);
    }

    private static String advice(int length) {
        return length == 0
                ? "capture again, and end tcpdump with Ctrl-C so that it writes what it holds."
                : "name a file that tcpdump -w or Wireshark wrote, or convert it with: editcap -F pcapng IN OUT";
    }

    /** Whether a file is readable, and no format, compression or kind of text that has a name here. */
    static boolean isUnknownFormat(Path file) {
        try (PeekableInput raw = new PeekableInput(openRaw(file))) {
            int length = raw.peek(FileKind.DESCRIBE);
            return raw.failure().isEmpty() && FileKind.isUnknown(raw.head(), length);
        } catch (CaptureException | IOException e) {
            return false;
        }
    }

    private static InputStream openRaw(Path file) {
        try {
            // The check gives the reasons apart, which the stream's own exception does not.
            file.getFileSystem().provider().checkAccess(file, AccessMode.READ);
            return new FileInputStream(file.toFile());
        } catch (NoSuchFileException e) {
            throw new CaptureException(Reason.NOT_FOUND, "There is no file " + file + "; check the path.", e);
        } catch (AccessDeniedException e) {
            throw new CaptureException(
                    Reason.NO_PERMISSION,
                    file + " may not be read by this user; change its permissions or run as its owner.",
                    e);
        } catch (IOException e) {
            throw new CaptureException(
                    Reason.UNREADABLE,
                    file + " cannot be opened (" + e.getMessage() + "); copy it elsewhere and try again.",
                    e);
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost.
        }
    }

    /** The name as given. */
    String name() {
        return name;
    }

    /** {@link FileKind#PCAP} or {@link FileKind#PCAPNG}. */
    FileKind kind() {
        return kind;
    }

    /** The format with the compression, for people: "pcapng, gzip". */
    String describe(String format) {
        return compression.isCompression() ? format + ", " + compression.label() : format;
    }

    /** The decompressed bytes. */
    ChunkReader reader() {
        return reader;
    }

    /** Bytes of the file consumed, before decompression; from any thread. */
    long bytesRead() {
        return raw.bytesRead();
    }

    /** The file's size, -1 for a stream. */
    long totalBytes() {
        return totalBytes;
    }

    @Override
    public void close() {
        closeQuietly(content);
    }
}
