package io.totemtap.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there whole or not at all: written beside its place under another name and renamed when it is complete. What is no
 * regular file, such as a pipe or /dev/null, is written as it is.
 */
final class OutputFile extends OutputStream {

    private final Path target;
    private final Path written;
    private final OutputStream out;
    private boolean complete;
    private boolean closed;

    private OutputFile(Path target, Path written, OutputStream out) {
        this.target = target;
        this.written = written;
        this.out = out;
    }

    /**
     * Opens a file for writing; nothing is there until it is completed and closed.
     *
     * @throws OutputException if it cannot be made
     */
    static OutputFile create(Path target) {
        try {
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                if (Files.isDirectory(target)) {
                    throw new OutputException(ExitCode.USAGE, target + " is a directory; name a file in it.");
                }
                return new OutputFile(
                        target, target, buffered(Files.newOutputStream(target, StandardOpenOption.WRITE)));
            }
            Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
            Path beside = real.resolveSibling(
                    "." + real.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            return new OutputFile(real, beside, buffered(Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW)));
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    private static OutputStream buffered(OutputStream out) {
        return new BufferedOutputStream(out, 1 << 16);
    }

    /** The sentence for a failure to write that a report wrapped. */
    static OutputException failure(Path target, UncheckedIOException e) {
        IOException cause = e.getCause();
        return failure(target, cause == null ? new IOException(e.getMessage(), e) : cause);
    }

    /** The sentence for a failure to write. */
    static OutputException failure(Path target, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new OutputException(
                    ExitCode.NOT_FOUND, "There is no directory " + parent(target) + " to write " + target + " to.");
        }
        if (e instanceof AccessDeniedException) {
            return new OutputException(
                    ExitCode.NO_PERMISSION,
                    target + " cannot be written: permission denied in " + parent(target) + ".");
        }
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new OutputException(
                ExitCode.CANNOT_WRITE, target + " cannot be written (" + reason + "); nothing of it was left behind.");
    }

    private static Path parent(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        return parent == null ? target.toAbsolutePath() : parent;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** Says that all was written: closing will put the file in its place. */
    void complete() {
        complete = true;
    }

    /**
     * Puts the file in its place if it is complete, else takes it away.
     *
     * @throws OutputException if it cannot be written or put there
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            try {
                out.close();
            } catch (IOException e) {
                if (complete) {
                    complete = false;
                    throw e;
                }
                // it is incomplete for another reason, which is told by whoever did not complete it
            } finally {
                settle();
            }
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    private void settle() throws IOException {
        if (written.equals(target)) {
            return;
        }
        if (complete) {
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(written);
        }
    }
}
