package io.totemtap.capture.file;

import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.net.EpochNanos;
import java.util.List;
import java.util.Optional;

/**
 * Turns packet blocks of pcapng (enhanced, obsolete and simple) into frames, and numbers them. A block that does not fit
 * its own lengths is refused with a sentence; everything else about it is taken as it is.
 */
final class PcapngPackets {

    private static final int PACKET_LENGTH = 32;
    private static final int SIMPLE_PACKET_LENGTH = 16;
    private static final int DROPS_NOT_KNOWN = 0xffff;

    private final FrameSink sink;
    private final CaptureNotes notes;
    private final PcapngOptions options = new PcapngOptions();
    private final Frame frame = new Frame();
    private long number;
    private long delivered;
    private long firstFrameNanos = EpochNanos.NEVER;
    private long latestNanos = EpochNanos.NEVER;
    private long previousNanos;
    private long withoutTime;
    private long withoutResolution;
    private long beyondRange;
    private long overruns;

    PcapngPackets(FrameSink sink, CaptureNotes notes) {
        this.sink = sink;
        this.notes = notes;
    }

    /**
     * Delivers the frame of an enhanced or obsolete packet block; one whose interface has no usable time resolution is only
     * numbered.
     *
     * @param at where the block starts, its framing included
     * @param length how long it is, a multiple of four, so that a frame that fits has room for its padding too
     * @param interfaces those of the section
     * @return what is wrong with the block, empty if nothing is
     */
    Optional<String> packet(
            boolean obsolete, byte[] bytes, int at, int length, FieldOrder order, List<PcapngInterface> interfaces) {
        if (length < PACKET_LENGTH) {
            return Optional.of("a packet block of at least 32 bytes expected, " + length + " are claimed");
        }
        long id = obsolete ? order.u16(bytes, at + 8) : order.u32(bytes, at + 8);
        if (id >= interfaces.size()) {
            return Optional.of(
                    "a frame of one of " + interfaces.size() + " interfaces expected, it is of interface " + id);
        }
        long captured = order.u32(bytes, at + 20);
        if (captured > PcapFileSource.MAX_CAPTURED || captured > length - PACKET_LENGTH) {
            return tooLong(length - PACKET_LENGTH, captured);
        }
        number++;
        PcapngInterface on = interfaces.get((int) id);
        int dropsBefore = order.u16(bytes, at + 10);
        if (obsolete && dropsBefore != DROPS_NOT_KNOWN) {
            on.addPacketDrops(dropsBefore);
        }
        int data = at + 28;
        options.wrap(bytes, data + (int) PcapngBlock.padded(captured), at + length - 4, order);
        Direction direction = readOptions(on);
        if (on.resolution().isEmpty()) {
            withoutResolution++;
            return Optional.empty();
        }
        long units = (order.u32(bytes, at + 12) << 32) | order.u32(bytes, at + 16);
        long time = on.resolution().get().toNanos(units);
        if (TimestampResolution.isBeyondRange(time)) {
            beyondRange++;
        }
        frame.bytes(bytes, data, (int) captured, original(order.i32(bytes, at + 24)));
        deliver(on, time, direction);
        return Optional.empty();
    }

    private Direction readOptions(PcapngInterface on) {
        Direction direction = Direction.UNKNOWN;
        while (options.next()) {
            if (options.code() == PcapngBlock.PACKET_FLAGS && options.length() == 4) {
                direction = switch (options.i32(0) & 3) {
                    case 1 -> Direction.INBOUND;
                    case 2 -> Direction.OUTBOUND;
                    default -> Direction.UNKNOWN;
                };
            } else if (options.code() == PcapngBlock.PACKET_DROP_COUNT && options.length() == 8) {
                on.addPacketDrops(options.i64(0));
            } else if (options.code() == PcapngBlock.OPTION_COMMENT) {
                notes.comment("frame " + number + ": " + options.text(0));
            }
        }
        if (options.overrun()) {
            overruns++;
        }
        return direction;
    }

    /**
     * Delivers the frame of a simple packet block, which belongs to the section's first interface and is as long as the
     * frame was or as that interface's snap length lets it be.
     *
     * @param at where the block starts, its framing included
     * @param length how long it is, a multiple of four, so that a frame that fits has room for its padding too
     * @param interfaces those of the section
     * @return what is wrong with the block, empty if nothing is
     */
    Optional<String> simplePacket(
            byte[] bytes, int at, int length, FieldOrder order, List<PcapngInterface> interfaces) {
        if (length < SIMPLE_PACKET_LENGTH) {
            return Optional.of("a simple packet block of at least 16 bytes expected, " + length + " are claimed");
        }
        if (interfaces.isEmpty()) {
            return Optional.of("an interface description before a simple packet block expected, there is none");
        }
        PcapngInterface on = interfaces.get(0);
        int original = order.i32(bytes, at + 8);
        long captured = Integer.toUnsignedLong(on.capturedOf(original));
        if (captured > PcapFileSource.MAX_CAPTURED || captured > length - SIMPLE_PACKET_LENGTH) {
            return tooLong(length - SIMPLE_PACKET_LENGTH, captured);
        }
        number++;
        withoutTime++;
        frame.bytes(bytes, at + 12, (int) captured, original(original));
        deliver(on, previousNanos, Direction.UNKNOWN);
        return Optional.empty();
    }

    /** Counts a block that is no packet and has a frame number all the same. */
    void countOther() {
        number++;
    }

    private void deliver(PcapngInterface on, long time, Direction direction) {
        if (delivered == 0) {
            firstFrameNanos = time;
        }
        delivered++;
        previousNanos = time;
        latestNanos = Math.max(latestNanos, time);
        frame.at(time, 0, number).on(on.description().id(), on.description().linkType(), direction);
        on.tally().add(time, frame.capturedLength(), frame.originalLength());
        sink.frame(frame);
    }

    private static Optional<String> tooLong(int room, long captured) {
        int most = Math.min(room, PcapFileSource.MAX_CAPTURED);
        return Optional.of("at most " + most + " bytes of frame expected, " + captured + " are claimed");
    }

    /** An original length, of which 2 GiB and more are nonsense and kept as the most that a frame can hold. */
    private static int original(int unsigned) {
        return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
    }

    /** How many frames the sink was given. */
    long delivered() {
        return delivered;
    }

    /** The time of the first of them, {@link EpochNanos#NEVER} if there was none. */
    long firstFrameNanos() {
        return firstFrameNanos;
    }

    /** The latest time among them, likewise. */
    long latestNanos() {
        return latestNanos;
    }

    /** Says what was odd about the frames as a whole. */
    void remark() {
        remark("frames that carry no time and were given that of the frame before", withoutTime);
        remark("frames left out, for the time resolution of their interface does not fit 64 bits", withoutResolution);
        remark("frames with a time outside the years 1677 to 2262, given the nearest in it", beyondRange);
        remark("packet blocks with options beyond their end, which were left out", overruns);
    }

    private void remark(String text, long count) {
        if (count > 0) {
            notes.remark(text + ": " + count);
        }
    }
}
