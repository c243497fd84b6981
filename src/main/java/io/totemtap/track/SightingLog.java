package io.totemtap.track;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Identity, time and frame of each packet one vantage point saw that another may have seen too: the raw material of
 * correlation. 33 bytes a packet, in columns of no objects. What exceeds the room in memory is spilled, in order, to a
 * temporary file that disappears with {@link #close}; where no such file can be written, the log ends there and says so.
 * Written by one thread; read through {@link Cursor}s once writing is over.
 */
public final class SightingLog implements AutoCloseable {

    /** Flag: a totem repeat, this vantage point has seen the message before. */
    public static final int REPEAT = 1;

    private static final int RECORD = 33;
    private static final int CHUNK = 16_384;

    private final int chunksInMemory;
    private final Optional<Path> directory;
    private final List<ByteBuffer> kept = new ArrayList<>();
    private final List<FileChannel> spill = new ArrayList<>(1);
    private ByteBuffer current = ByteBuffer.allocate(CHUNK * RECORD);
    private long size;
    private long spilledBytes;
    private long lastNanos = Long.MIN_VALUE;
    private long endNanos = Long.MIN_VALUE;
    private long disorderNanos;
    private String failure = "";

    /**
     * Creates an empty log.
     *
     * @param packetsInMemory about how many packets are kept in memory before the log goes on in a file
     */
    public SightingLog(int packetsInMemory) {
        this(packetsInMemory, Optional.empty());
    }

    /** Creates an empty log whose temporary file goes into {@code directory}; empty for the system's own. */
    SightingLog(int packetsInMemory, Optional<Path> directory) {
        chunksInMemory = Math.max(1, packetsInMemory / CHUNK);
        this.directory = directory;
    }

    /**
     * Appends a packet.
     *
     * @param identity equal for two sightings of one packet, different otherwise but for accidents of 2^-64
     * @param prefix the same from the first bytes only, for captures that cut frames; different packets may share it
     * @param timeNanos when, by this vantage point's clock
     * @param frame as in {@link FrameId}
     * @param flow index of the flow it belongs to, 0 to 65535
     * @param length UDP payload length, 0 to 65535
     * @param flags {@link #REPEAT} or 0
     */
    public void add(long identity, int prefix, long timeNanos, long frame, int flow, int length, int flags) {
        if (!failure.isEmpty()) {
            return;
        }
        current.putLong(identity).putLong(timeNanos).putLong(frame);
        current.putInt(prefix).putShort((short) flow).putShort((short) length).put((byte) flags);
        size++;
        if (timeNanos < lastNanos) {
            disorderNanos = Math.max(disorderNanos, lastNanos - timeNanos);
        } else {
            lastNanos = timeNanos;
        }
        if (!current.hasRemaining()) {
            turnOver();
        }
    }

    private void turnOver() {
        current.flip();
        if (kept.size() < chunksInMemory) {
            kept.add(current);
            endNanos = lastNanos;
            current = ByteBuffer.allocate(CHUNK * RECORD);
            return;
        }
        try {
            if (spill.isEmpty()) {
                spill.add(openSpill());
            }
            while (current.hasRemaining()) {
                spill.get(0).write(current, spilledBytes + current.position());
            }
            spilledBytes += current.limit();
            endNanos = lastNanos;
        } catch (IOException e) {
            size -= CHUNK;
            failure = "the temporary file for sightings cannot be written (" + e.getMessage() + ")";
        }
        current.clear();
    }

    private FileChannel openSpill() throws IOException {
        Path path = directory.isPresent()
                ? Files.createTempFile(directory.get(), "totemtap-", ".sightings")
                : Files.createTempFile("totemtap-", ".sightings");
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** How many packets are in the log. */
    public long size() {
        return size;
    }

    /** By how much time stamps ever went back; a reader has to look that far ahead. */
    public long disorderNanos() {
        return disorderNanos;
    }

    /** The latest time stamp the log has; {@link Long#MIN_VALUE} in an empty one. */
    public long lastNanos() {
        return failure.isEmpty() ? lastNanos : endNanos;
    }

    /** Why the log ends before the capture does, if it does; {@link #lastNanos} tells where. */
    public Optional<String> failure() {
        return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
    }

    /** A reader that stands before the first packet. */
    public Cursor cursor() {
        return new Cursor();
    }

    @Override
    public void close() {
        kept.clear();
        for (FileChannel channel : spill) {
            try {
                channel.close();
            } catch (IOException e) {
                failure = "the temporary file for sightings cannot be closed (" + e.getMessage() + ")";
            }
        }
        spill.clear();
    }

    /** Reads a log from its first packet to its last. */
    public final class Cursor {

        private ByteBuffer chunk = ByteBuffer.allocate(0);
        private int nextKept;
        private long spillPosition;
        private boolean tailRead;
        private int at = -RECORD;
        private boolean ended;

        private Cursor() {}

        /** Moves to the next packet; false after the last one. */
        public boolean next() {
            at += RECORD;
            while (!ended && at + RECORD > chunk.limit()) {
                ended = !load();
                at = 0;
            }
            return !ended;
        }

        private boolean load() {
            if (nextKept < kept.size()) {
                chunk = kept.get(nextKept++);
                return true;
            }
            if (spillPosition < spilledBytes) {
                return loadSpilled();
            }
            if (tailRead || !failure.isEmpty()) {
                return false;
            }
            tailRead = true;
            chunk = current.duplicate().flip();
            return true;
        }

        /** Whole chunks only; where one cannot be read the log ends before it. */
        private boolean loadSpilled() {
            long before = chunk.limit() >= RECORD ? chunk.getLong(chunk.limit() - RECORD + 8) : Long.MIN_VALUE;
            ByteBuffer buffer = spillPosition == 0 ? ByteBuffer.allocate(CHUNK * RECORD) : chunk.clear();
            try {
                while (buffer.hasRemaining()) {
                    if (spill.get(0).read(buffer, spillPosition + buffer.position()) < 0) {
                        throw new EOFException("it has become shorter");
                    }
                }
            } catch (IOException e) {
                failure = "the temporary file for sightings cannot be read (" + e.getMessage() + ")";
                spilledBytes = spillPosition;
                endNanos = before;
                chunk = ByteBuffer.allocate(0);
                return false;
            }
            spillPosition += buffer.limit();
            chunk = buffer.flip();
            return true;
        }

        /** Identity of this packet. */
        public long identity() {
            return chunk.getLong(at);
        }

        /** Identity of this packet from its first bytes only. */
        public int prefix() {
            return chunk.getInt(at + 24);
        }

        /** Time of this packet by the vantage point's clock. */
        public long timeNanos() {
            return chunk.getLong(at + 8);
        }

        /** Frame of this packet, as in {@link FrameId}. */
        public long frame() {
            return chunk.getLong(at + 16);
        }

        /** Flow of this packet. */
        public int flow() {
            return chunk.getShort(at + 28) & 0xffff;
        }

        /** UDP payload length. */
        public int length() {
            return chunk.getShort(at + 30) & 0xffff;
        }

        /** Whether this vantage point had seen the message before. */
        public boolean isRepeat() {
            return (chunk.get(at + 32) & REPEAT) != 0;
        }
    }
}
