package io.totemtap.track.totem;

import io.totemtap.net.EpochNanos;
import io.totemtap.track.FrameSample;
import io.totemtap.track.Hosts;
import io.totemtap.track.totem.Hearing.Clue;
import io.totemtap.track.totem.Hearing.Span;
import io.totemtap.track.totem.Hearing.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps, for each ordered pair of nodes, what the protocol tells about one hearing the other. At most 4096 pairs. */
final class HearingTracker {

    private static final int LIMIT = 4096;
    private static final int MOST_SPANS = 64;
    static final long OCCASION = 250 * EpochNanos.MILLISECOND;

    private final Hosts hosts;
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final List<Pair> order = new ArrayList<>();
    private Pair recent;
    /** Stands for every pair beyond the limit; what is written to it is read by nobody. */
    private final Pair spare = new Pair(Hosts.NOBODY, Hosts.NOBODY);

    private long overflow;

    HearingTracker(Hosts hosts) {
        this.hosts = hosts;
        recent = new Pair(Hosts.NOBODY, Hosts.NOBODY);
    }

    /** Notes a clue that holds from {@code sinceNanos} (which a clue told late may set back) to {@code timeNanos}. */
    void tell(int from, int to, Clue clue, long sinceNanos, long timeNanos, long frame) {
        Pair pair = pair(from, to);
        if (pair.from == from) {
            pair.tell(clue, sinceNanos, timeNanos, frame);
        }
    }

    /** A message of {@code from} is known to have reached {@code to}. */
    void acknowledged(int from, int to, boolean wasAskedFor, long askedNanos, long timeNanos, long frame) {
        Pair pair = pair(from, to);
        if (pair.from != from) {
            return;
        }
        pair.acknowledged++;
        if (wasAskedFor) {
            pair.recovered++;
            pair.longestMissing = Math.max(pair.longestMissing, timeNanos - askedNanos);
        } else {
            pair.tell(Clue.ACKNOWLEDGED, timeNanos, timeNanos, frame);
        }
    }

    /** A message of {@code from} is asked for by {@code to} for the first time. */
    void asked(int from, int to, boolean passedHere, long timeNanos, long frame) {
        Pair pair = pair(from, to);
        if (pair.from == from) {
            pair.asked++;
            pair.occasion(timeNanos);
            pair.passedHere += passedHere ? 1 : 0;
            pair.requests.add(timeNanos, frame);
        }
    }

    /** {@code from} said something that must make {@code to} leave its ring; remembered until it reacts. */
    void stimulate(int from, int to, long nanos) {
        Pair pair = pair(from, to);
        if (pair.stimulusNanos == EpochNanos.NEVER) {
            pair.stimulusNanos = nanos;
            pair.worksOn = 0;
        }
    }

    /** When {@code from} first said something that {@code to} has not reacted to, NEVER if there is nothing. */
    long stimulus(int from, int to) {
        return pair(from, to).stimulusNanos;
    }

    /** {@code to} reacted, or could not be expected to. */
    void calm(int from, int to) {
        pair(from, to).stimulusNanos = EpochNanos.NEVER;
    }

    /**
     * {@code to} works on as if {@code from} had said nothing. Told as deafness once it has done so three times and for as long as
     * {@code patience}: a node that wakes from a pause first sends what it had ready.
     */
    void worksOn(int from, int to, long patience, long nanos, long frame) {
        Pair pair = pair(from, to);
        if (pair.stimulusNanos == EpochNanos.NEVER) {
            return;
        }
        if (pair.worksOn++ == 0) {
            pair.worksOnNanos = nanos;
        }
        if (pair.worksOn > 2 && nanos - pair.worksOnNanos >= patience) {
            pair.tell(Clue.KEEPS_ITS_RING, pair.stimulusNanos, nanos, frame);
        }
    }

    private Pair pair(int from, int to) {
        if (recent.from == from && recent.to == to) {
            return recent;
        }
        long key = ((long) from << 32) | to;
        Pair pair = pairs.get(key);
        if (pair == null) {
            if (order.size() >= LIMIT) {
                overflow++;
                spare.stimulusNanos = EpochNanos.NEVER;
                return spare;
            }
            pair = new Pair(from, to);
            pairs.put(key, pair);
            order.add(pair);
        }
        recent = pair;
        return pair;
    }

    long overflow() {
        return overflow;
    }

    List<Hearing> hearings() {
        List<Hearing> result = new ArrayList<>();
        for (Pair pair : order) {
            if (pair.count > 0 || pair.asked > 0) {
                result.add(pair.toHearing(hosts));
            }
        }
        return result;
    }

    private static final class Pair {
        final int from;
        final int to;
        final List<Span> spans = new ArrayList<>();
        final FrameSample.Builder requests = new FrameSample.Builder();
        long stimulusNanos = EpochNanos.NEVER;
        long worksOnNanos = EpochNanos.NEVER;
        int worksOn;
        long acknowledged;
        long asked;
        long occasions;
        private long occasionNanos = EpochNanos.NEVER;
        long passedHere;
        long recovered;
        long longestMissing;

        private State state = State.HEARS;
        private Clue clue = Clue.RING_FORMED;
        private long firstNanos = EpochNanos.NEVER;
        private long lastNanos;
        private long firstFrame;
        private long lastFrame;
        private long count;

        Pair(int from, int to) {
            this.from = from;
            this.to = to;
        }

        void tell(Clue told, long sinceNanos, long timeNanos, long frame) {
            if (count > 0 && (told.state() == state || spans.size() == MOST_SPANS - 1)) {
                lastNanos = Math.max(lastNanos, timeNanos);
                lastFrame = frame;
                count++;
                return;
            }
            close(spans);
            state = told.state();
            clue = told;
            firstNanos = Math.max(sinceNanos, spans.isEmpty() ? sinceNanos : lastNanos);
            lastNanos = timeNanos;
            firstFrame = frame;
            lastFrame = frame;
            count = 1;
        }

        void occasion(long timeNanos) {
            if (occasionNanos == EpochNanos.NEVER || Math.abs(timeNanos - occasionNanos) >= OCCASION) {
                occasionNanos = timeNanos;
                occasions++;
            }
        }

        private void close(List<Span> into) {
            if (count > 0) {
                into.add(new Span(state, clue, firstNanos, lastNanos, firstFrame, lastFrame, count));
            }
        }

        Hearing toHearing(Hosts hosts) {
            List<Span> all = new ArrayList<>(spans);
            close(all);
            return new Hearing(
                    hosts.address(from),
                    hosts.address(to),
                    all,
                    acknowledged,
                    asked,
                    occasions,
                    passedHere,
                    recovered,
                    asked - recovered,
                    longestMissing,
                    requests.build());
        }
    }
}
