package io.totemtap.capture.file;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.Damage;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.CaptureStatistics.Part;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * pcapng (draft-ietf-opsawg-pcapng): several sections in either byte order, several interfaces each. Ids of interfaces go
 * on counting over the sections. Frames are numbered as Wireshark does, which also counts some blocks that are no packets
 * ({@link PcapngBlock#isCountedAsFrame}). Simple packet blocks carry no time and get that of the frame before, or 1970.
 *
 * <p>Blocks are framed as Wireshark frames them (wiretap/pcapng.c): lengths are rounded up to a multiple of four, the one
 * in front and the one behind must then agree, and the section length is not needed. What breaks the framing, or a packet
 * block that does not fit its own lengths, is damage and ends the run. An interface whose time resolution no 64-bit reader
 * can use is damage too, but costs only its own frames. Options that overrun their block are left out, and a comment says
 * so.
 */
final class PcapngFileSource implements FrameSource {

    /** How many interfaces are followed; a file with more is damaged from there. */
    static final int MAX_INTERFACES = 4096;

    private static final int SECTION_HEADER_LENGTH = 28;
    private static final int DESCRIPTION_LENGTH = 20;
    private static final int STATISTICS_LENGTH = 24;

    private final CaptureInput input;
    private final ChunkReader reader;
    private final CaptureNotes notes = new CaptureNotes();
    private final PcapngOptions options = new PcapngOptions();
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    private final List<PcapngInterface> ofSection = new ArrayList<>();
    private FieldOrder order = FieldOrder.LITTLE_ENDIAN;
    private boolean byWireshark;
    private long malformed;
    private Optional<Damage> damage = Optional.empty();
    private Optional<Damage> interfaceDamage = Optional.empty();
    private volatile boolean stopRequested;

    PcapngFileSource(CaptureInput input) {
        this.input = input;
        this.reader = input.reader();
    }

    @Override
    public CaptureStatistics run(FrameSink sink) {
        PcapngPackets packets = new PcapngPackets(sink, notes);
        boolean more = nextBlock(packets, sink);
        if (!more) {
            throw new CaptureException(
                    Reason.UNREADABLE,
                    input.name() + " is a pcapng file without a usable section header ("
                            + damage.map(Damage::what).orElse("it is empty")
                            + "); copy it again from where it was captured.");
        }
        while (more && !stopRequested) {
            more = nextBlock(packets, sink);
        }
        packets.remark();
        if (malformed > 0) {
            notes.remark("blocks with options or names beyond their end, which were left out: " + malformed);
        }
        Part part = new Part(
                input.name(),
                packets.delivered(),
                packets.firstFrameNanos(),
                packets.latestNanos(),
                damage.isPresent() ? damage : interfaceDamage);
        return new CaptureStatistics(
                input.describe("pcapng"),
                statistics(),
                List.of(part),
                notes.comments(),
                notes.names(),
                List.of(),
                more);
    }

    private List<OfInterface> statistics() {
        List<OfInterface> all = new ArrayList<>();
        for (PcapngInterface each : interfaces) {
            all.add(each.toStatistics());
        }
        return all;
    }

    /** Reads one block; false at the end of the file, or at damage. */
    private boolean nextBlock(PcapngPackets packets, FrameSink sink) {
        long start = reader.offset();
        if (!reader.require(PcapngBlock.FRAMING)) {
            return !reader.endsHere() && cut(start, PcapngBlock.FRAMING);
        }
        int type = order.i32(reader.bytes(), reader.position());
        if (type == PcapngBlock.SECTION_HEADER) {
            return startSection(start);
        }
        long claimed = order.u32(reader.bytes(), reader.position() + 4);
        long length = PcapngBlock.padded(claimed);
        if (length < PcapngBlock.FRAMING || length > PcapngBlock.MAX_LENGTH) {
            return damaged(start, "a block of 12 bytes to 16 MiB expected, one of " + claimed + " bytes is claimed");
        }
        return switch (type) {
            case PcapngBlock.ENHANCED_PACKET,
                    PcapngBlock.PACKET,
                    PcapngBlock.SIMPLE_PACKET,
                    PcapngBlock.INTERFACE_DESCRIPTION,
                    PcapngBlock.INTERFACE_STATISTICS,
                    PcapngBlock.NAME_RESOLUTION ->
                requireBlock(start, (int) length) && readBlock(start, type, (int) length, packets, sink);
            default -> skipBlock(start, type, length, packets);
        };
    }

    private boolean startSection(long start) {
        Optional<FieldOrder> magic = PcapngBlock.orderOf(reader.bytes(), reader.position() + 8);
        if (magic.isEmpty()) {
            return damaged(start, "a section header with a byte-order magic expected, there is none");
        }
        order = magic.get();
        long claimed = order.u32(reader.bytes(), reader.position() + 4);
        long length = PcapngBlock.padded(claimed);
        if (length < SECTION_HEADER_LENGTH || length > PcapngBlock.MAX_LENGTH) {
            return damaged(
                    start, "a section header of 28 bytes to 16 MiB expected, one of " + claimed + " bytes is claimed");
        }
        if (!requireBlock(start, (int) length)) {
            return false;
        }
        byte[] bytes = reader.bytes();
        int at = reader.position();
        int major = order.u16(bytes, at + 12);
        int minor = order.u16(bytes, at + 14);
        // 1.2 is what some programs write who use newer block types; it is the same format.
        if (major != 1 || (minor != 0 && minor != 2)) {
            return damaged(
                    start, "a section of version 1.0 expected, one of version " + major + "." + minor + " is there");
        }
        ofSection.clear();
        byWireshark = false;
        options.wrap(bytes, at + 24, at + (int) length - 4, order);
        while (options.next()) {
            if (options.code() == PcapngBlock.OPTION_COMMENT) {
                notes.comment(options.text(0));
            } else if (options.code() == PcapngBlock.SECTION_APPLICATION) {
                byWireshark = options.text(0).contains("Wireshark");
            }
        }
        countOverrun();
        reader.advance((int) length);
        return true;
    }

    /** Makes a block of sane length available, and compares the length behind it. */
    private boolean requireBlock(long start, int length) {
        if (!reader.require(length)) {
            return cut(start, length);
        }
        long behind = order.u32(reader.bytes(), reader.position() + length - 4);
        return PcapngBlock.padded(behind) == length || wrongTrailer(start, length, behind);
    }

    private boolean skipBlock(long start, int type, long length, PcapngPackets packets) {
        if (!reader.skip(length - 4) || !reader.require(4)) {
            return cut(start, length);
        }
        long behind = order.u32(reader.bytes(), reader.position());
        if (PcapngBlock.padded(behind) != length) {
            return wrongTrailer(start, length, behind);
        }
        reader.advance(4);
        if (PcapngBlock.isCountedAsFrame(type)) {
            packets.countOther();
        }
        return true;
    }

    private boolean readBlock(long start, int type, int length, PcapngPackets packets, FrameSink sink) {
        byte[] bytes = reader.bytes();
        int at = reader.position();
        Optional<String> wrong =
                switch (type) {
                    case PcapngBlock.INTERFACE_DESCRIPTION -> openInterface(start, at, length, sink);
                    case PcapngBlock.INTERFACE_STATISTICS -> readStatistics(at, length);
                    case PcapngBlock.NAME_RESOLUTION -> readNames(at, length);
                    case PcapngBlock.SIMPLE_PACKET -> packets.simplePacket(bytes, at, length, order, ofSection);
                    default -> packets.packet(type == PcapngBlock.PACKET, bytes, at, length, order, ofSection);
                };
        if (wrong.isPresent()) {
            return damaged(start, wrong.get());
        }
        reader.advance(length);
        return true;
    }

    private Optional<String> openInterface(long start, int at, int length, FrameSink sink) {
        if (length < DESCRIPTION_LENGTH) {
            return Optional.of("an interface description of at least 20 bytes expected, " + length + " are claimed");
        }
        if (interfaces.size() == MAX_INTERFACES) {
            return Optional.of("at most " + MAX_INTERFACES + " interfaces expected, there are more");
        }
        int id = interfaces.size();
        PcapngInterface opened =
                PcapngInterface.read(id, reader.bytes(), at + 8, at + length - 4, order, options, notes);
        countOverrun();
        interfaces.add(opened);
        ofSection.add(opened);
        if (opened.resolution().isEmpty() && interfaceDamage.isEmpty()) {
            String what =
                    "a time resolution that fits 64 bits expected; the frames of interface " + id + " are left out";
            interfaceDamage = Optional.of(new Damage(start, what));
        }
        sink.openInterface(opened.description());
        return Optional.empty();
    }

    private Optional<String> readStatistics(int at, int length) {
        if (length < STATISTICS_LENGTH) {
            return Optional.of("interface statistics of at least 24 bytes expected, " + length + " are claimed");
        }
        long id = order.u32(reader.bytes(), at + 8);
        if (id < ofSection.size()) {
            options.wrap(reader.bytes(), at + 20, at + length - 4, order);
            ofSection.get((int) id).readStatistics(options, byWireshark);
            countOverrun();
        }
        return Optional.empty();
    }

    private Optional<String> readNames(int at, int length) {
        if (!NameResolution.read(reader.bytes(), at + 8, at + length - 4, order, notes)) {
            malformed++;
        }
        return Optional.empty();
    }

    private void countOverrun() {
        if (options.overrun()) {
            malformed++;
        }
    }

    private boolean cut(long start, long length) {
        damage = Optional.of(reader.cut(start, "a block of " + length + " bytes"));
        return false;
    }

    private boolean wrongTrailer(long start, long length, long behind) {
        return damaged(
                start, "a block of " + length + " bytes expected to end with its length, it ends with " + behind);
    }

    private boolean damaged(long start, String what) {
        damage = Optional.of(new Damage(start, what));
        return false;
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
