package io.totemtap.capture.file;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.Damage;
import io.totemtap.capture.CaptureStatistics.Part;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.LinkType;
import io.totemtap.net.EpochNanos;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Classic pcap: either byte order, micro- and nanoseconds, Kuznetzov's modified record headers, the lengths of versions
 * before 2.4. Seconds are unsigned, so times reach from 1970 to 2106. A record that claims more than
 * {@link #MAX_CAPTURED} bytes, or more than the file has, is damage, and the file is used up to it: a search for the next
 * record could only guess. A captured length above the file's snap length is tolerated, as libpcap and Wireshark do.
 */
final class PcapFileSource implements FrameSource {

    /** The most bytes of one frame: MAXIMUM_SNAPLEN of libpcap. */
    static final int MAX_CAPTURED = 262_144;

    private final CaptureInput input;
    private final Frame frame = new Frame();
    private final InterfaceTally tally = new InterfaceTally(0);
    private volatile boolean stopRequested;
    private boolean stoppedEarly;
    private long firstFrameNanos = EpochNanos.NEVER;

    PcapFileSource(CaptureInput input) {
        this.input = input;
    }

    @Override
    public CaptureStatistics run(FrameSink sink) {
        PcapHeader header = PcapHeader.read(input.name(), input.reader());
        sink.openInterface(CaptureInterface.plain(0, header.linkTypeNumber(), header.snapLength()));
        Optional<Damage> damage = deliver(header, sink);
        Part part = new Part(input.name(), tally.frames(), firstFrameNanos, tally.lastNanos(), damage);
        return new CaptureStatistics(
                input.describe(header.format()),
                List.of(tally.toStatistics(OptionalLong.empty(), OptionalLong.empty())),
                List.of(part),
                List.of(),
                Map.of(),
                List.of(),
                stoppedEarly);
    }

    private Optional<Damage> deliver(PcapHeader header, FrameSink sink) {
        Records records = new Records(header, sink);
        while (!stopRequested) {
            if (!records.next()) {
                return records.damage;
            }
        }
        stoppedEarly = true;
        return Optional.empty();
    }

    /**
     * The file record by record. One record is one call, because the just-in-time compiler looks at calls sooner than at the rounds of a
     * loop: after some hundreds, not after sixty thousand.
     */
    private final class Records {
        private final ChunkReader reader = input.reader();
        private final PcapHeader header;
        private final FrameSink sink;
        private final FieldOrder order;
        private final int headerLength;
        private final long fraction;
        private final LinkType linkType;
        private long number;
        private Optional<Damage> damage = Optional.empty();

        Records(PcapHeader header, FrameSink sink) {
            this.header = header;
            this.sink = sink;
            order = header.order();
            headerLength = header.recordHeaderLength();
            fraction = header.nanoseconds() ? 1 : 1000;
            linkType = LinkType.of(header.linkTypeNumber());
        }

        /** Delivers the next frame; false if there is none, and then {@link #damage} tells whether there should be. */
        boolean next() {
            if (!reader.require(headerLength)) {
                return !reader.endsHere() && broken(cut(headerLength, "a record header"));
            }
            byte[] bytes = reader.bytes();
            int at = reader.position();
            int swap = header.areLengthsSwapped(bytes, at) ? 4 : 0;
            int captured = order.i32(bytes, at + 8 + swap);
            int original = order.i32(bytes, at + 12 - swap);
            if (Integer.compareUnsigned(captured, MAX_CAPTURED) > 0) {
                return broken(tooLong(reader.offset(), captured));
            }
            if (!reader.require(headerLength + captured)) {
                return broken(cut(headerLength + captured, "a record"));
            }
            bytes = reader.bytes();
            at = reader.position();
            long time = order.u32(bytes, at) * EpochNanos.SECOND + order.u32(bytes, at + 4) * fraction;
            if (number == 0) {
                firstFrameNanos = time;
            }
            // An original length of 2 GiB and more is nonsense; it is kept as the most that a frame can hold.
            frame.bytes(bytes, at + headerLength, captured, original < 0 ? Integer.MAX_VALUE : original);
            frame.at(time, 0, ++number).on(0, linkType, Direction.UNKNOWN);
            tally.add(time, captured, frame.originalLength());
            sink.frame(frame);
            reader.advance(headerLength + captured);
            return true;
        }

        private boolean broken(Damage what) {
            damage = Optional.of(what);
            return false;
        }
    }

    private Damage cut(int length, String what) {
        return input.reader().cut(input.reader().offset(), what + " of " + length + " bytes");
    }

    private static Damage tooLong(long offset, int captured) {
        return new Damage(
                offset,
                "a record of at most " + MAX_CAPTURED + " bytes expected, one of " + Integer.toUnsignedString(captured)
                        + " is claimed");
    }

    @Override
    public void stop() {
        stopRequested = true;
    }

    @Override
    public long bytesRead() {
        return input.bytesRead();
    }

    @Override
    public long totalBytes() {
        return input.totalBytes();
    }

    @Override
    public void close() {
        input.close();
    }
}
