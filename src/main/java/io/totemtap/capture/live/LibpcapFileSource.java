package io.totemtap.capture.live;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.Damage;
import io.totemtap.capture.CaptureStatistics.Part;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.LinkType;
import io.totemtap.capture.file.InterfaceTally;
import io.totemtap.net.EpochNanos;
import java.io.EOFException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;

/**
 * A capture file as libpcap reads it, for formats that {@link io.totemtap.capture.file} does not know. libpcap 1.10 knows
 * none of these; a newer one, or one with patches, may.
 *
 * <p>Frames come from Pcap4J's {@code getNextRawPacketEx}, which is pcap_next_ex: it tells the end of the file (-2,
 * EOFException) from an error (-1, an exception with the sentence of pcap_geterr). {@code getNextRawPacket} answers null to
 * both, and {@code loop} drops what its callback throws; neither is used. libpcap does not say where in the file an error is,
 * so {@link Damage#offset()} is not known. A time stamp that Pcap4J refuses (a fraction of a second or more) is damage too.
 *
 * <p>Times have nanoseconds where libpcap is 1.5 or newer, else microseconds; seconds are signed, so they end in 2038. The capture has one interface.
 */
public final class LibpcapFileSource implements FrameSource {

    private final String name;
    private final PcapHandle handle;
    private final InterfaceTally tally = new InterfaceTally(0);
    private volatile boolean stopRequested;
    private volatile long bytesRead;
    private long firstFrameNanos = EpochNanos.NEVER;

    private LibpcapFileSource(String name, PcapHandle handle) {
        this.name = name;
        this.handle = handle;
    }

    /** Whether there is a libpcap to ask. Never throws. */
    public static boolean isAvailable() {
        return Libpcap.version().isPresent();
    }

    /**
     * Gives a file to libpcap.
     *
     * @throws CaptureException {@link Reason#UNREADABLE} with the sentence of libpcap if it does not know the file either, or if
     *     there is no libpcap
     */
    public static LibpcapFileSource open(Path file) {
        if (!isAvailable()) {
            throw new CaptureException(
                    Reason.UNREADABLE,
                    file
                            + " is in no format that totemtap knows, and libpcap, which might read it, cannot be loaded here; "
                            + Libpcap.REMEDY + ".");
        }
        // An absolute path: libpcap takes "-" for standard input.
        String path = file.toAbsolutePath().toString();
        try {
            return new LibpcapFileSource(file.toString(), openOffline(path));
        } catch (PcapNativeException e) {
            throw new CaptureException(
                    Reason.UNREADABLE,
                    file + " is in a format that neither totemtap nor libpcap can read (" + e.getMessage()
                            + "); convert it with: editcap -F pcapng IN OUT",
                    e);
        }
    }

    private static PcapHandle openOffline(String path) throws PcapNativeException {
        try {
            return Pcaps.openOffline(path, TimestampPrecision.NANO);
        } catch (PcapNativeException e) {
            // libpcap before 1.5 cannot be asked for nanoseconds; for any other reason this fails with the same
            // sentence.
            return Pcaps.openOffline(path);
        }
    }

    @Override
    public CaptureStatistics run(FrameSink sink) {
        int linkTypeNumber = handle.getDlt().value();
        sink.openInterface(CaptureInterface.plain(0, linkTypeNumber, snapLength()));
        Optional<Damage> damage = deliver(sink, LinkType.of(linkTypeNumber));
        return new CaptureStatistics(
                "read by libpcap",
                List.of(tally.toStatistics(OptionalLong.empty(), OptionalLong.empty())),
                List.of(new Part(name, tally.frames(), firstFrameNanos, tally.lastNanos(), damage)),
                List.of(),
                Map.of(),
                List.of(),
                stopRequested && damage.isEmpty());
    }

    private int snapLength() {
        try {
            return Math.max(0, handle.getSnapshot());
        } catch (NotOpenException e) {
            throw new IllegalStateException("closed", e);
        }
    }

    private Optional<Damage> deliver(FrameSink sink, LinkType linkType) {
        Frame frame = new Frame();
        long delivered = 0;
        while (!stopRequested) {
            byte[] bytes;
            try {
                bytes = handle.getNextRawPacketEx();
            } catch (EOFException e) {
                return Optional.empty();
            } catch (PcapNativeException | TimeoutException | NotOpenException | IllegalArgumentException e) {
                return Optional.of(damage(e));
            }
            long time = nanos(handle.getTimestamp());
            if (tally.frames() == 0) {
                firstFrameNanos = time;
            }
            int original = handle.getOriginalLength();
            frame.bytes(bytes, 0, bytes.length, original < 0 ? Integer.MAX_VALUE : original);
            tally.add(time, bytes.length, frame.originalLength());
            frame.at(time, 0, tally.frames()).on(0, linkType, Direction.UNKNOWN);
            delivered += bytes.length;
            bytesRead = delivered;
            sink.frame(frame);
        }
        return Optional.empty();
    }

    private Damage damage(Exception cause) {
        String sentence = String.valueOf(cause.getMessage()).replace("Error occurred in pcap_next_ex(): ", "");
        return new Damage(Damage.UNKNOWN_OFFSET, "after frame " + tally.frames() + " libpcap says: " + sentence);
    }

    private static long nanos(Timestamp timestamp) {
        return TimeUnit.MILLISECONDS.toSeconds(timestamp.getTime()) * EpochNanos.SECOND + timestamp.getNanos();
    }

    @Override
    public void stop() {
        stopRequested = true;
    }

    /** The bytes of the frames delivered; libpcap does not tell those between them. */
    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public long totalBytes() {
        return -1;
    }

    @Override
    public void close() {
        if (handle.isOpen()) {
            handle.close();
        }
    }
}
