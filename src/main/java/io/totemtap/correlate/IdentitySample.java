package io.totemtap.correlate;

import io.totemtap.track.SightingLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A bounded sample of one capture's packets for comparing clocks. Packets are chosen by the hash of their identity, so that every
 * capture chooses the same ones; of each the first times are kept.
 */
final class IdentitySample {

    private static final int MOST_IDENTITIES = 1 << 16;
    private static final int MOST_TIMES = 256;

    /** Pairs of times that are tried to find an offset. */
    private static final int MOST_TRIES = 1 << 20;

    /** Every capture is compared with every other one: the more there are, the fewer packets of each will do. */
    private static final int ALL_COMPARISONS = 1 << 22;

    private final Map<Long, Times> packets = new HashMap<>();
    private int skippedBits;
    private int kept;

    /** When a packet was seen. */
    private static final class Times {
        private long[] nanos = new long[1];
        private int count;
        private final int flow;

        Times(int flow) {
            this.flow = flow;
        }

        void add(long time) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = time;
        }
    }

    /** Packets two captures have in common, each seen once in both, in the order of the first capture's time. */
    static final class Matches {
        private final long[] here;
        private final long[] there;
        private final int[] flow;

        Matches(long[] here, long[] there, int[] flow) {
            this.here = here;
            this.there = there;
            this.flow = flow;
        }

        int count() {
            return here.length;
        }

        /** By the first capture's clock. */
        long here(int i) {
            return here[i];
        }

        /** By the second capture's clock. */
        long there(int i) {
            return there[i];
        }

        /** Number of the flow in the first capture. */
        int flow(int i) {
            return flow[i];
        }

        /** A line through the pairs of times. */
        ClockFit fit() {
            return ClockFit.of(here, there, here.length);
        }
    }

    /** How many packets are kept of each capture where so many are compared. */
    static int sizeFor(int captures) {
        return Math.max(1024, Math.min(MOST_IDENTITIES, ALL_COMPARISONS / (captures * captures)));
    }

    /**
     * Reads a log once.
     *
     * @param size the most packets that are kept
     */
    IdentitySample(SightingLog log, IdentityKey key, int size) {
        SightingLog.Cursor cursor = log.cursor();
        while (cursor.next()) {
            long identity = key.of(cursor);
            if (!cursor.isRepeat() && isChosen(identity, skippedBits)) {
                add(packets.computeIfAbsent(identity, none -> new Times(cursor.flow())), cursor.timeNanos(), size);
                if (packets.size() > size) {
                    skippedBits++;
                    packets.keySet().removeIf(known -> !isChosen(known, skippedBits));
                    kept = packets.values().stream().mapToInt(one -> one.count).sum();
                }
            }
        }
    }

    /** Two times show that a packet is not the only one of its kind; more of them are kept while there is room. */
    private void add(Times packet, long nanos, int size) {
        if (packet.count < 2 || (packet.count < MOST_TIMES && kept < 4 * size)) {
            packet.add(nanos);
            kept++;
        }
    }

    private static boolean isChosen(long identity, int skippedBits) {
        long mixed = identity * 0xbf58_476d_1ce4_e5b9L;
        return ((mixed ^ mixed >>> 32) & ((1L << skippedBits) - 1)) == 0;
    }

    /** Packets that were seen exactly once in both captures. */
    Matches matches(IdentitySample other) {
        List<long[]> found = new ArrayList<>();
        packets.forEach((identity, times) -> {
            Times there = other.packets.getOrDefault(identity, times);
            if (times.count == 1 && there != times && there.count == 1) {
                found.add(new long[] {times.nanos[0], there.nanos[0], times.flow});
            }
        });
        found.sort(Comparator.comparingLong(match -> match[0]));
        long[] here = new long[found.size()];
        long[] there = new long[found.size()];
        int[] flow = new int[found.size()];
        for (int i = 0; i < here.length; i++) {
            here[i] = found.get(i)[0];
            there[i] = found.get(i)[1];
            flow[i] = (int) found.get(i)[2];
        }
        return new Matches(here, there, flow);
    }

    /**
     * The offset that brings most packets together, tried for pairs of times of packets that look alike, the first million of them;
     * where several do equally well, the smallest. Needs two packets.
     *
     * @param tolerance how far apart two times may be and still be together, in nanoseconds
     * @return an offset and how many packets it brings together; zero packets if there is none
     */
    long[] bestOffset(IdentitySample other, long tolerance) {
        Map<Long, Integer> votes = new HashMap<>();
        int tries = 0;
        for (Times[] pair : alike(other)) {
            for (int i = 0; i < pair[0].count; i++) {
                for (int j = 0; j < pair[1].count && tries < MOST_TRIES; j++) {
                    votes.merge(Math.floorDiv(pair[1].nanos[j] - pair[0].nanos[i], tolerance), 1, Integer::sum);
                    tries++;
                }
            }
        }
        long best = 0;
        int most = 0;
        for (Map.Entry<Long, Integer> vote : votes.entrySet()) {
            int together = vote.getValue() + votes.getOrDefault(vote.getKey() + 1, 0);
            if (together > most || (together == most && Math.abs(vote.getKey()) < Math.abs(best))) {
                most = together;
                best = vote.getKey();
            }
        }
        return most < 2 ? new long[] {0, 0} : new long[] {(best + 1) * tolerance, most};
    }

    /** Packets that look alike in both captures; those with the fewest times tell most and come first. */
    private List<Times[]> alike(IdentitySample other) {
        Map<Long, Times[]> found = new TreeMap<>();
        packets.forEach((identity, here) -> {
            Times there = other.packets.getOrDefault(identity, here);
            if (there != here) {
                found.put(identity, new Times[] {here, there});
            }
        });
        List<Times[]> sorted = new ArrayList<>(found.values());
        sorted.sort(Comparator.comparingInt(pair -> pair[0].count * pair[1].count));
        return sorted;
    }
}
