package io.totemtap.capture.host;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Goes through a sos report that is a tar archive, once, in memory. Bounded in entries and in bytes after
 * decompression; entries that are links are passed over.
 */
final class SosArchive {

    /** The most entries that are looked at. */
    static final int ENTRIES = 1_000_000;

    /** The most bytes, decompressed, that are gone through. */
    static final long BYTES = 8L << 30;

    private static final int XZ_MEMORY_KIBIBYTES = 512 << 10;
    private static final int MAGIC = 6;
    private static final Set<String> ROOTS = Set.of("sos_commands", "proc", "sys", "etc", "var");

    private SosArchive() {}

    static void visit(Path path, SosCollector collector) {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
                InputStream bytes = new Limited(decompressed(file), BYTES);
                TarArchiveInputStream tar = new TarArchiveInputStream(bytes)) {
            entries(tar, collector);
        } catch (AccessDeniedException e) {
            throw new CaptureException(Reason.NO_PERMISSION, "You may not read " + path + ".", e);
        } catch (IOException | IllegalArgumentException e) {
            // a damaged or cut archive gives what came before; if that is nothing, the caller says so
            collector.notice(path.getFileName() + " cannot be read to its end: " + e.getMessage() + ".");
        }
    }

    private static void entries(TarArchiveInputStream tar, SosCollector collector) throws IOException {
        TarArchiveEntry entry = tar.getNextEntry();
        for (int count = 0; entry != null; count++) {
            if (count >= ENTRIES) {
                collector.notice("The archive has more than " + ENTRIES + " entries; the rest was not looked at.");
                return;
            }
            String path = inside(entry.getName());
            if (entry.isFile() && SosCollector.wants(path)) {
                collector.file(path, tar, modified(entry));
            }
            entry = tar.getNextEntry();
        }
    }

    /** The path below the report's own directory, "sosreport-db-1-2026-11-22-abcdefg/proc/net/igmp". */
    private static String inside(String name) {
        String path = name.startsWith("./") ? name.substring(2) : name;
        int slash = path.indexOf('/');
        return slash < 0 || ROOTS.contains(path.substring(0, slash)) ? path : path.substring(slash + 1);
    }

    private static OptionalLong modified(TarArchiveEntry entry) {
        long nanos = entry.getLastModifiedTime().to(TimeUnit.NANOSECONDS);
        return nanos > 0 && nanos < Long.MAX_VALUE ? OptionalLong.of(nanos) : OptionalLong.empty();
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        in.mark(MAGIC);
        byte[] magic = in.readNBytes(MAGIC);
        in.reset();
        if (startsWith(magic, 0x1f, 0x8b)) {
            return new GZIPInputStream(in, 1 << 16);
        }
        if (startsWith(magic, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return new XZInputStream(in, XZ_MEMORY_KIBIBYTES);
        }
        if (startsWith(magic, 'B', 'Z', 'h')) {
            return new BZip2CompressorInputStream(in, true);
        }
        if (startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
            return new ZstdCompressorInputStream(in);
        }
        return in;
    }

    private static boolean startsWith(byte[] bytes, int... wanted) {
        if (bytes.length < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((bytes[i] & 0xff) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Fails after a number of bytes, so that a small archive cannot unpack for ever. */
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long count = in.skip(wanted);
            count(count);
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void count(long bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("it unpacks to more than " + BYTES + " bytes");
            }
        }
    }
}
