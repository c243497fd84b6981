package io.totemtap.capture;

/**
 * One captured frame: a view that its source moves from frame to frame. Bytes and all values are good only until
 * {@link FrameSink#frame} returns; what is kept must be copied.
 */
public final class Frame {

    private byte[] bytes = new byte[0];
    private int offset;
    private int capturedLength;
    private int originalLength;
    private long timeNanos;
    private long number;
    private int part;
    private int interfaceId;
    private Direction direction = Direction.UNKNOWN;
    private LinkType linkType = LinkType.UNSUPPORTED;

    /**
     * Points at a frame's bytes.
     *
     * @param bytes the array that holds them
     * @param offset where the link-layer header starts
     * @param capturedLength how many bytes are there
     * @param originalLength how many there were on the wire; less than {@code capturedLength} is corrected to it
     */
    public Frame bytes(byte[] bytes, int offset, int capturedLength, int originalLength) {
        this.bytes = bytes;
        this.offset = offset;
        this.capturedLength = capturedLength;
        this.originalLength = Math.max(originalLength, capturedLength);
        return this;
    }

    /**
     * Says when and where in the capture the frame stands.
     *
     * @param timeNanos nanoseconds since the epoch
     * @param part which file of a rotated set, from 0
     * @param number within the file, from 1, as Wireshark counts
     */
    public Frame at(long timeNanos, int part, long number) {
        this.timeNanos = timeNanos;
        this.part = part;
        this.number = number;
        return this;
    }

    /** Says which of the source's interfaces it was captured on, and how its header is to be read. */
    public Frame on(int interfaceId, LinkType linkType, Direction direction) {
        this.interfaceId = interfaceId;
        this.linkType = linkType;
        this.direction = direction;
        return this;
    }

    /** The array that holds the frame; only the range {@link #offset()} to {@code offset() + capturedLength()} belongs to it. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes()} the link-layer header starts. */
    public int offset() {
        return offset;
    }

    /** Bytes captured. */
    public int capturedLength() {
        return capturedLength;
    }

    /** Bytes on the wire, never less than captured. */
    public int originalLength() {
        return originalLength;
    }

    /** Nanoseconds since the epoch. */
    public long timeNanos() {
        return timeNanos;
    }

    /** Which file of a rotated set this is in, from 0. */
    public int part() {
        return part;
    }

    /** The number within its file, from 1, as Wireshark counts. */
    public long number() {
        return number;
    }

    /** Which of the source's interfaces, from 0; {@link FrameSink#openInterface} has announced it. */
    public int interfaceId() {
        return interfaceId;
    }

    /** How to read the link-layer header. */
    public LinkType linkType() {
        return linkType;
    }

    /** Which way it went, where the capture itself says so. */
    public Direction direction() {
        return direction;
    }
}
