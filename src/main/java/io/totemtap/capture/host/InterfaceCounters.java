package io.totemtap.capture.host;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An interface's counters, by where they were read and by name. A counter that was not printed is absent.
 *
 * @param bySource the counters of each source that was read
 */
public record InterfaceCounters(Map<CounterSource, Map<String, Long>> bySource) {

    /** Copies the maps. */
    public InterfaceCounters {
        Map<CounterSource, Map<String, Long>> copy = new EnumMap<>(CounterSource.class);
        bySource.forEach((source, counters) -> copy.put(source, Copies.of(counters)));
        bySource = copy;
    }

    /** The counters of every source that was read; a copy. */
    @Override
    public Map<CounterSource, Map<String, Long>> bySource() {
        return new EnumMap<>(bySource);
    }

    /** The counters of one source, empty if it was not read. */
    public Map<String, Long> of(CounterSource source) {
        return bySource.getOrDefault(source, Map.of());
    }

    /** A counter from the best source that has it. */
    public OptionalLong value(String name) {
        for (CounterSource source : CounterSource.values()) {
            Long value = of(source).get(name);
            if (value != null) {
                return OptionalLong.of(value);
            }
        }
        return OptionalLong.empty();
    }
}
