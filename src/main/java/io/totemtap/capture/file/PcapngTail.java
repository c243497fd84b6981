package io.totemtap.capture.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The end of a pcapng file whose writing was interrupted, as by a full disk. */
public final class PcapngTail {

    private PcapngTail() {}

    /**
     * Cuts off what follows the last whole block, so that every program reads the file to its end. What is no regular file is left as it
     * is.
     *
     * @param file little-endian, as {@link CaptureWriter#pcapng} writes it
     * @param from a place at or before the end where a block begins
     * @throws IOException if the file system does not allow it
     */
    public static void cut(Path file, long from) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            long end = Math.min(from, size);
            long length = length(channel, end);
            while (length >= PcapngBlock.FRAMING && length <= size - end) {
                end += length;
                length = length(channel, end);
            }
            channel.truncate(end);
        }
    }

    /** The length that the block at {@code at} gives itself, 0 if that is cut off. */
    private static long length(FileChannel channel, long at) throws IOException {
        ByteBuffer field = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        while (field.hasRemaining()) {
            if (channel.read(field, at + 4 + field.position()) < 0) {
                return 0;
            }
        }
        return Integer.toUnsignedLong(field.getInt(0));
    }
}
