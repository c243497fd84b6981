package io.totemtap.capture.file;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.net.EpochNanos;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows interfaces over the files of a rotated set. An interface goes on where the next file has one of the same link type
 * and name; of several such in one file the first continues the first, the second the second.
 */
final class ContinuedInterfaces {

    private final Map<Identity, Integer> known = new HashMap<>();
    private final List<Sum> sums = new ArrayList<>();
    private final List<CaptureInterface> ofPart = new ArrayList<>();
    private int[] ids = new int[4];

    /** Begins a file. */
    void startPart() {
        ofPart.clear();
    }

    /**
     * Takes an interface of the current file.
     *
     * @return it with its id in the set if it is new there, empty if it goes on from an earlier file
     */
    Optional<CaptureInterface> open(CaptureInterface description) {
        int index = ofPart.size();
        long twins = ofPart.stream()
                .filter(other -> other.linkTypeNumber() == description.linkTypeNumber()
                        && other.name().equals(description.name()))
                .count();
        ofPart.add(description);
        Identity identity = new Identity(description.linkTypeNumber(), description.name(), twins);
        Optional<Integer> before = Optional.ofNullable(known.get(identity));
        int id = before.orElse(sums.size());
        if (index == ids.length) {
            ids = Arrays.copyOf(ids, index * 2);
        }
        ids[index] = id;
        if (before.isPresent()) {
            return Optional.empty();
        }
        known.put(identity, id);
        sums.add(new Sum());
        return Optional.of(new CaptureInterface(
                id,
                description.linkType(),
                description.linkTypeNumber(),
                description.snapLength(),
                description.name(),
                description.description(),
                description.filter(),
                description.mac(),
                description.addresses()));
    }

    /** The id in the set of an interface of the current file. */
    int idOf(int idInPart) {
        return ids[idInPart];
    }

    /** The LINKTYPE_ numbers of the current file's interfaces, each once, in ascending order. */
    List<Integer> linkTypesOfPart() {
        return ofPart.stream()
                .map(CaptureInterface::linkTypeNumber)
                .distinct()
                .sorted()
                .toList();
    }

    /** Adds what the current file's source counted. */
    void finishPart(List<OfInterface> statistics) {
        for (OfInterface each : statistics) {
            sums.get(idOf(each.id())).add(each);
        }
    }

    /** What was counted on each interface over all files. */
    List<OfInterface> statistics() {
        List<OfInterface> all = new ArrayList<>();
        for (int id = 0; id < sums.size(); id++) {
            all.add(sums.get(id).toStatistics(id));
        }
        return all;
    }

    private record Identity(int linkTypeNumber, String name, long twins) {}

    private static final class Sum {
        private long frames;
        private long bytes;
        private long firstNanos = EpochNanos.NEVER;
        private long lastNanos = EpochNanos.NEVER;
        private long slicedFrames;
        private final Drops kernel = new Drops();
        private final Drops hardware = new Drops();

        void add(OfInterface part) {
            frames += part.frames();
            bytes += part.bytes();
            slicedFrames += part.slicedFrames();
            if (part.frames() > 0) {
                firstNanos =
                        firstNanos == EpochNanos.NEVER ? part.firstNanos() : Math.min(firstNanos, part.firstNanos());
                lastNanos = Math.max(lastNanos, part.lastNanos());
            }
            part.droppedByKernel().ifPresent(kernel::add);
            part.droppedByInterface().ifPresent(hardware::add);
        }

        OfInterface toStatistics(int id) {
            return new OfInterface(
                    id, frames, bytes, firstNanos, lastNanos, slicedFrames, kernel.total(), hardware.total());
        }
    }

    /**
     * A drop counter over several files. dumpcap goes on counting from file to file (dumpcap.c, pcap_stats), other programs
     * start anew in each: as long as the counter does not fall it is taken as one that goes on.
     */
    private static final class Drops {
        private boolean known;
        private long before;
        private long current;

        void add(long count) {
            if (count < current) {
                before += current;
            }
            current = count;
            known = true;
        }

        OptionalLong total() {
            long sum = before + current;
            return known ? OptionalLong.of(sum < 0 ? Long.MAX_VALUE : sum) : OptionalLong.empty();
        }
    }
}
