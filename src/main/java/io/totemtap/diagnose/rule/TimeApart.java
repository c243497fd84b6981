package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.decode.totem.RingId;
import io.totemtap.diagnose.Facts;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameSample;
import io.totemtap.track.totem.Node;
import io.totemtap.track.totem.Ring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long two nodes looked for each other: from the first JOIN, or from the end of the ring they had, to a ring with both.
 *
 * @param fromNanos begin, by the reference clock
 * @param toNanos when the ring had formed, or the end of the captures
 * @param isOver whether a ring formed
 */
record TimeApart(long fromNanos, long toNanos, boolean isOver) {

    long nanos() {
        return toNanos - fromNanos;
    }

    /** The longest such time, one that did not end before others; absent if none was captured. */
    static Optional<TimeApart> longest(Facts facts, IpAddress one, IpAddress other) {
        List<long[]> together = together(facts.picture(), one, other);
        List<TimeApart> apart = new ArrayList<>();
        Optional<Long> start = start(facts.picture(), one, other);
        long end = end(facts.picture());
        if (together.isEmpty()) {
            return start.filter(from -> from < end).map(from -> new TimeApart(from, end, false));
        }
        long first = together.get(0)[0];
        start.filter(from -> from < first).ifPresent(from -> apart.add(new TimeApart(from, first, true)));
        for (int i = 1; i < together.size(); i++) {
            apart.add(new TimeApart(together.get(i - 1)[1], together.get(i)[0], true));
        }
        return apart.stream().max(Comparator.comparingLong(TimeApart::nanos));
    }

    /** When both had sent a JOIN. */
    private static Optional<Long> start(Correlation picture, IpAddress one, IpAddress other) {
        Optional<Long> first = firstJoin(picture, one);
        Optional<Long> second = firstJoin(picture, other);
        return first.isPresent() && second.isPresent()
                ? Optional.of(Math.max(first.get(), second.get()))
                : Optional.empty();
    }

    private static Optional<Long> firstJoin(Correlation picture, IpAddress host) {
        Optional<Placed<Node>> node = picture.node(host);
        FrameSample joins = node.map(placed -> placed.value().joins()).orElse(FrameSample.NONE);
        return joins.count() == 0
                ? Optional.empty()
                : Optional.of(picture.clocks().toReference(node.get().capture(), joins.firstNanos()));
    }

    /** When the last capture ended, by the reference clock; {@link Long#MIN_VALUE} if none has a frame. */
    static long end(Correlation picture) {
        long end = Long.MIN_VALUE;
        for (int i = 0; i < picture.captures().size(); i++) {
            if (picture.captures().get(i).observation().frames() > 0) {
                end = Math.max(
                        end,
                        picture.clocks()
                                .toReference(
                                        i,
                                        picture.captures().get(i).observation().lastNanos()));
            }
        }
        return end;
    }

    /** Begin and end of each ring they shared, in order; it ends where the first of them gave it up, whichever capture saw that. */
    private static List<long[]> together(Correlation picture, IpAddress one, IpAddress other) {
        Map<RingId, long[]> spans = new HashMap<>();
        for (int i = 0; i < picture.captures().size(); i++) {
            for (Ring ring : picture.captures().get(i).observation().rings()) {
                if (ring.members().contains(one) && ring.members().contains(other)) {
                    long from = picture.clocks().toReference(i, ring.seen().firstNanos());
                    long to = picture.clocks().toReference(i, ring.endNanos());
                    long[] span = spans.computeIfAbsent(ring.id(), none -> new long[] {from, to});
                    span[0] = Math.min(span[0], from);
                    span[1] = Math.min(span[1], to);
                }
            }
        }
        return spans.values().stream()
                .sorted(Comparator.comparingLong(span -> span[0]))
                .toList();
    }
}
