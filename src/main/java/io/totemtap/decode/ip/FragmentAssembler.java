package io.totemtap.decode.ip;

import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts fragmented UDP datagrams together, by packet time and within fixed bounds: {@value #MOST_DATAGRAMS} datagrams, of at
 * most 65 535 bytes, {@value #MOST_BYTES} bytes in all, none waits longer than 30 s. Sliced fragments count as seen; the
 * datagram then has the bytes up to the first that is missing.
 *
 * <p>A mirror port may show each fragment twice, and the second copy after the datagram was complete. For a short while a
 * datagram that is done with is therefore remembered, and its fragments are counted as duplicates rather than as a new
 * datagram that never completes. The while is far shorter than any sender needs to come round to the same identification.
 */
public final class FragmentAssembler {

    /** What became of a fragment. */
    public enum Outcome {
        /** The datagram is not complete yet, or has been done with before. */
        WAITING,
        /** The datagram is complete and can be read until the next call. */
        COMPLETE,
        /** The fragment fits nowhere; its header is wrong. */
        REFUSED,
        /** The datagram comes in too many pieces and was given up. */
        GIVEN_UP
    }

    /** Datagrams in progress at most. */
    public static final int MOST_DATAGRAMS = 1024;

    /** Bytes of all datagrams in progress at most. */
    public static final int MOST_BYTES = 4 << 20;

    /** Destinations with a count of missing tails of their own at most. */
    public static final int MOST_DESTINATIONS = 1024;

    private static final int MOST_SETTLED = 4096;
    private static final int LONGEST_DATAGRAM = 65_535;
    private static final long LIFETIME_NANOS = 30 * EpochNanos.SECOND;
    private static final long SETTLED_NANOS = 100 * EpochNanos.MILLISECOND;

    private final Map<FragmentKey, FragmentedDatagram> waiting = new LinkedHashMap<>();
    private final Map<FragmentKey, Long> settled = new LinkedHashMap<>();
    private final Map<IpAddress, Long> missingTails = new HashMap<>();
    private long missingTailsElsewhere;
    private int cost;

    private byte[] bytes = new byte[0];
    private int length;
    private int captured;
    private int fragments;

    private long completed;
    private long expired;
    private long evicted;
    private long duplicates;
    private long overlaps;
    private long refused;

    /**
     * Adds a fragment.
     *
     * @param nanos when it was captured
     * @param fragment an IP packet that {@linkplain IpView#isFragment() is a fragment}; its bytes are copied
     */
    public Outcome add(FragmentKey key, long nanos, IpView fragment) {
        advanceTo(nanos);
        if (isMisplaced(fragment)) {
            refused++;
            return Outcome.REFUSED;
        }
        if (settled.containsKey(key)) {
            duplicates++;
            return Outcome.WAITING;
        }
        FragmentedDatagram datagram = waiting.computeIfAbsent(key, k -> new FragmentedDatagram(nanos));
        cost -= datagram.cost();
        FragmentedDatagram.Outcome outcome = datagram.add(fragment);
        cost += datagram.cost();
        if (datagram.overlap()) {
            overlaps++;
        }
        return switch (outcome) {
            case KEPT -> kept(key, nanos, datagram);
            case DUPLICATE -> {
                duplicates += datagram.overlap() ? 0 : 1;
                yield Outcome.WAITING;
            }
            case REFUSED -> {
                refused++;
                yield Outcome.REFUSED;
            }
            case FULL -> {
                evicted++;
                settle(key, nanos);
                yield Outcome.GIVEN_UP;
            }
        };
    }

    private static boolean isMisplaced(IpView fragment) {
        int length = fragment.payloadLength();
        boolean odd = fragment.moreFragments() && length % 8 != 0;
        return length == 0 || odd || fragment.fragmentOffset() + length > LONGEST_DATAGRAM;
    }

    private Outcome kept(FragmentKey key, long nanos, FragmentedDatagram datagram) {
        if (!datagram.isComplete()) {
            makeRoom(key);
            return Outcome.WAITING;
        }
        completed++;
        length = datagram.length();
        captured = datagram.captured();
        fragments = datagram.fragments();
        if (bytes.length < captured) {
            bytes = new byte[captured];
        }
        datagram.copyTo(bytes, captured);
        settle(key, nanos);
        return Outcome.COMPLETE;
    }

    /** Evicts the oldest datagrams but the one just added to. */
    private void makeRoom(FragmentKey current) {
        Iterator<Map.Entry<FragmentKey, FragmentedDatagram>> oldest =
                waiting.entrySet().iterator();
        while ((waiting.size() > MOST_DATAGRAMS || cost > MOST_BYTES) && oldest.hasNext()) {
            Map.Entry<FragmentKey, FragmentedDatagram> entry = oldest.next();
            if (!entry.getKey().equals(current)) {
                cost -= entry.getValue().cost();
                oldest.remove();
                evicted++;
            }
        }
    }

    /** Forgets a datagram and, for a short while, every further fragment of it: it is complete, or nobody wants it. */
    public void settle(FragmentKey key, long nanos) {
        FragmentedDatagram datagram = waiting.remove(key);
        if (datagram != null) {
            cost -= datagram.cost();
        }
        settled.remove(key);
        settled.put(key, nanos);
        if (settled.size() > MOST_SETTLED) {
            Iterator<FragmentKey> oldest = settled.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Gives up datagrams that have waited too long. Time that goes backwards changes nothing. */
    public void advanceTo(long nanos) {
        Iterator<Map.Entry<FragmentKey, FragmentedDatagram>> oldest =
                waiting.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<FragmentKey, FragmentedDatagram> entry = oldest.next();
            if (!isLongAfter(nanos, entry.getValue().firstNanos(), LIFETIME_NANOS)) {
                break;
            }
            expire(entry.getKey(), entry.getValue());
            oldest.remove();
        }
        Iterator<Long> done = settled.values().iterator();
        while (done.hasNext() && isLongAfter(nanos, done.next(), SETTLED_NANOS)) {
            done.remove();
        }
    }

    /** Whether {@code nanos} is more than {@code span} after {@code since}; a difference too large for a long is. */
    private static boolean isLongAfter(long nanos, long since, long span) {
        long difference = nanos - since;
        return nanos > since && (difference > span || difference < 0);
    }

    private void expire(FragmentKey key, FragmentedDatagram datagram) {
        expired++;
        cost -= datagram.cost();
        if (!datagram.hasStart()) {
            return;
        }
        IpAddress destination = key.destination();
        if (missingTails.size() < MOST_DESTINATIONS || missingTails.containsKey(destination)) {
            missingTails.merge(destination, 1L, Long::sum);
        } else {
            missingTailsElsewhere++;
        }
    }

    /** The completed datagram, from its UDP header on; {@link #captured()} bytes from index 0. */
    public byte[] bytes() {
        return bytes;
    }

    /** Bytes of the completed datagram that are there. */
    public int captured() {
        return captured;
    }

    /** Length of the completed datagram. */
    public int length() {
        return length;
    }

    /** Of how many fragments the completed datagram was put together. */
    public int fragments() {
        return fragments;
    }

    /** What has become of all fragmented datagrams so far. */
    public FragmentStatistics statistics() {
        return new FragmentStatistics(
                completed,
                expired,
                evicted,
                waiting.size(),
                duplicates,
                overlaps,
                refused,
                missingTails,
                missingTailsElsewhere);
    }
}
