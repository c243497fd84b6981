package io.totemtap.capture;

import io.totemtap.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a source knows about itself once it has been run. "Not known" is a value here: an absent drop counter is not a
 * counter of zero.
 *
 * @param format what it was, for people: "pcap", "pcap (nanoseconds)", "pcapng, gzip"
 * @param interfaces one entry an interface, by id
 * @param parts the files it was read from, in the order used; one for anything but a rotated set
 * @param comments the capture's own comments (pcapng opt_comment of sections and interfaces), at most 100
 * @param names names for addresses that the file carries (pcapng name resolution blocks), at most 10 000
 * @param seams what was found between the files of a rotated set: gaps and overlaps, for people
 * @param stoppedEarly whether {@link FrameSource#stop()} ended it
 */
public record CaptureStatistics(
        String format,
        List<OfInterface> interfaces,
        List<Part> parts,
        List<String> comments,
        Map<IpAddress, String> names,
        List<String> seams,
        boolean stoppedEarly) {

    /** Copies the collections. */
    public CaptureStatistics {
        interfaces = List.copyOf(interfaces);
        parts = List.copyOf(parts);
        comments = List.copyOf(comments);
        names = Map.copyOf(names);
        seams = List.copyOf(seams);
    }

    /** All frames of all interfaces. */
    public long frames() {
        return interfaces.stream().mapToLong(OfInterface::frames).sum();
    }

    /** Frames that were read and that a filter kept from the sink; 0 without a filter. */
    public long leftOut() {
        return parts.stream().mapToLong(Part::frames).sum() - frames();
    }

    /** The first damage met, if any part is damaged. */
    public Optional<Damage> damage() {
        return parts.stream().flatMap(part -> part.damage().stream()).findFirst();
    }

    /**
     * One interface.
     *
     * @param id as in {@link CaptureInterface#id()}
     * @param frames frames delivered to the sink
     * @param bytes bytes on the wire of these frames
     * @param firstNanos earliest time stamp, {@link io.totemtap.net.EpochNanos#NEVER} without frames
     * @param lastNanos latest time stamp, likewise
     * @param slicedFrames frames of which fewer bytes were captured than were on the wire
     * @param droppedByKernel frames the capturing system dropped for want of room; absent if not known
     * @param droppedByInterface frames the interface or its driver dropped; absent if not known
     */
    public record OfInterface(
            int id,
            long frames,
            long bytes,
            long firstNanos,
            long lastNanos,
            long slicedFrames,
            OptionalLong droppedByKernel,
            OptionalLong droppedByInterface) {}

    /**
     * One file.
     *
     * @param name the file's name as given, "-" for standard input
     * @param frames frames read from it
     * @param firstNanos time stamp of its first frame, {@link io.totemtap.net.EpochNanos#NEVER} without frames
     * @param lastNanos latest time stamp in it, likewise
     * @param damage where and why reading had to end, if it did
     */
    public record Part(String name, long frames, long firstNanos, long lastNanos, Optional<Damage> damage) {}

    /**
     * Where a file stops making sense. Everything before it was used.
     *
     * @param offset bytes from the start of the (decompressed) file, {@link #UNKNOWN_OFFSET} if not known
     * @param what what was expected and what was there, for people
     */
    public record Damage(long offset, String what) {

        /** The offset where only libpcap has read the file, which does not tell it. */
        public static final long UNKNOWN_OFFSET = -1;

        @Override
        public String toString() {
            if (offset == UNKNOWN_OFFSET) {
                return "damaged: " + what;
            }
            return "damaged at byte " + offset + ": " + what;
        }
    }
}
