package io.totemtap.capture.file;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZInputStream;

/**
 * One decompressor behind a common face: it returns what has arrived, everything that can go wrong in it is an
 * {@link IOException} with a sentence, and the memory that a file may ask for is bounded.
 */
final class Decompression extends InputStream {

    /** What {@code xz -9} needs to decompress: a dictionary of 64 MiB and the decoder itself. */
    static final int XZ_MEMORY_MIB = 66;

    /** The largest zstd window, 128 MiB, as a power of two; {@code zstd} itself refuses more unless told otherwise. */
    static final int ZSTD_WINDOW_LOG = 27;

    /** ZSTD_error_frameParameter_windowTooLarge of zstd_errors.h. */
    private static final long ZSTD_WINDOW_TOO_LARGE = 16;

    /**
     * The most asked of a library's decoder in one call: when one fails in the middle of a call, what it had decompressed
     * in that call is lost.
     */
    private static final int REQUEST = 16 * 1024;

    private final InputStream decoder;
    private final FileKind kind;

    private Decompression(InputStream decoder, FileKind kind) {
        this.decoder = decoder;
        this.kind = kind;
    }

    /**
     * Puts a decompressor before a stream.
     *
     * @param name the file's name, for messages
     * @throws IOException if the compressed header is damaged
     * @throws CaptureException if this machine lacks what the decompressor needs
     */
    static InputStream open(String name, FileKind kind, InputStream in) throws IOException {
        try {
            return switch (kind) {
                case GZIP -> new GzipMembers(in);
                case XZ -> new Decompression(new XZInputStream(buffered(in), XZ_MEMORY_MIB * 1024), kind);
                case ZSTD -> new Decompression(new ZstdInputStreamNoFinalizer(in).setLongMax(ZSTD_WINDOW_LOG), kind);
                case LZ4 -> new Decompression(new FramedLZ4CompressorInputStream(buffered(in), true), kind);
                case PCAP, PCAPNG, OTHER -> in;
            };
        } catch (LinkageError e) {
            throw new CaptureException(
                    Reason.UNREADABLE,
                    name + " is compressed with " + kind.label() + ", and the library for that cannot be loaded here;"
                            + " decompress it first with: " + kind.label() + " -d",
                    e);
        } catch (RuntimeException e) {
            throw damaged(kind, e);
        }
    }

    /** These decoders read single bytes. */
    private static InputStream buffered(InputStream in) {
        return new BufferedInputStream(in, REQUEST);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return decoder.read(bytes, offset, Math.min(length, request()));
        } catch (MemoryLimitException e) {
            throw new IOException(
                    "it asks for " + mebibytes(e.getMemoryNeeded()) + " MiB of memory to decompress, and the limit is "
                            + XZ_MEMORY_MIB + " MiB",
                    e);
        } catch (OutOfMemoryError e) {
            // The dictionary is one large array, so when there is no room for it nothing else has suffered.
            throw new IOException("it asks for more memory to decompress than this program was given", e);
        } catch (UnsupportedOptionsException e) {
            throw new IOException(
                    "it asks for more than can be had (" + e.getMessage()
                            + "), such as a dictionary of gigabytes, and the" + " limit is " + XZ_MEMORY_MIB + " MiB",
                    e);
        } catch (ZstdIOException e) {
            if (e.getErrorCode() == ZSTD_WINDOW_TOO_LARGE) {
                throw new IOException(
                        "it asks for a window of more than " + (1 << (ZSTD_WINDOW_LOG - 20))
                                + " MiB to decompress, which is the limit",
                        e);
            }
            throw damaged(kind, e);
        } catch (IOException | RuntimeException e) {
            throw damaged(kind, e);
        }
    }

    /** XZ fills what it is given, however long that takes, so it is asked only for what it says it has. */
    private int request() throws IOException {
        return kind == FileKind.XZ ? Math.min(REQUEST, Math.max(1, decoder.available())) : REQUEST;
    }

    @Override
    public int available() throws IOException {
        return decoder.available();
    }

    @Override
    public void close() throws IOException {
        decoder.close();
    }

    private static int mebibytes(int kibibytes) {
        return (int) ((kibibytes + 1023L) / 1024);
    }

    private static IOException damaged(FileKind kind, Exception cause) {
        String detail = String.valueOf(cause.getMessage());
        return new IOException("the " + kind.label() + " data is damaged or cut (" + detail + ")", cause);
    }
}
