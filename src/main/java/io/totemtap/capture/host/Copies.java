package io.totemtap.capture.host;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Copies for records: unmodifiable, and in the same order in every run, which {@link Map#copyOf} does not promise. */
final class Copies {

    private Copies() {}

    static <K extends Comparable<K>, V> Map<K, V> of(Map<K, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }

    static <T extends Comparable<T>> Set<T> of(Set<T> set) {
        return Collections.unmodifiableSet(new TreeSet<>(set));
    }
}
