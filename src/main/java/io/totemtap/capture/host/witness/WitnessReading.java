package io.totemtap.capture.host.witness;

import io.totemtap.net.IpAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the witness counted from its start to one moment.
 *
 * @param fromNanos when it began to count, nanoseconds since the epoch
 * @param untilNanos when it was read
 * @param sight what it could see in this kernel
 * @param lost what it could not count
 * @param counts packets at each stage
 * @param drops packets freed as not delivered
 */
public record WitnessReading(
        long fromNanos,
        long untilNanos,
        WitnessSight sight,
        Lost lost,
        List<WitnessCount> counts,
        List<WitnessDrop> drops) {

    /** Copies the lists. */
    public WitnessReading {
        counts = List.copyOf(counts);
        drops = List.copyOf(drops);
    }

    /** What became of each sender's packets: one ladder for each way, source, group and port, in the order of the counts. */
    public List<Ladder> ladders() {
        Set<Ladder.Key> keys = new LinkedHashSet<>();
        counts.stream()
                .filter(count -> count.stage() != Stage.SOCKET_READ)
                .forEach(count -> keys.add(Ladder.Key.of(count.place())));
        drops.forEach(drop -> keys.add(Ladder.Key.of(drop.place())));
        return keys.stream()
                .filter(key -> !key.source().isUnspecified() || sources(key).size() != 1)
                .map(key -> Ladder.of(key, this))
                .toList();
    }

    /** Whether nobody else of this host sends to a group and port. */
    boolean isOnlySource(Ladder.Key key) {
        return sources(key).equals(Set.of(key.source()));
    }

    private Set<IpAddress> sources(Ladder.Key key) {
        return Stream.concat(
                        counts.stream().map(WitnessCount::place), drops.stream().map(WitnessDrop::place))
                .filter(place -> place.isOf(key.way(), place.source(), key.group(), key.port()))
                .map(WitnessPlace::source)
                .filter(source -> !source.isUnspecified())
                .collect(Collectors.toSet());
    }

    /** What became of one sender's packets; nothing but zeros where there were none. */
    public Ladder ladder(Way way, IpAddress source, IpAddress group, int port) {
        return Ladder.of(new Ladder.Key(way, source, group, port), this);
    }
}
