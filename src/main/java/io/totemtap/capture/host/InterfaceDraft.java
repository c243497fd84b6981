package io.totemtap.capture.host;

import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** An interface while several listings tell of it. */
final class InterfaceDraft {

    private final String name;
    private final List<InterfaceAddress> addresses = new ArrayList<>();
    private final Set<String> flagWords = new LinkedHashSet<>();
    private final Map<String, String> details = new LinkedHashMap<>();
    private final Map<CounterSource, Map<String, Long>> counters = new EnumMap<>(CounterSource.class);
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, Boolean> features = new LinkedHashMap<>();
    private final Map<String, Long> statistics = new LinkedHashMap<>();
    private int index;
    private MacAddress mac = MacAddress.NONE;
    private OptionalInt rawFlags = OptionalInt.empty();
    private String master = "";
    private String lower = "";
    private String kind = "";
    private String driver = "";

    /** The interface it is a member of, or empty. */
    String master() {
        return master;
    }

    InterfaceDraft(String name) {
        this.name = name;
    }

    void index(int number) {
        index = number > 0 ? number : index;
    }

    void mac(MacAddress address) {
        mac = address;
    }

    void address(InterfaceAddress address) {
        if (!addresses.contains(address)) {
            addresses.add(address);
        }
    }

    void flagWord(String word) {
        flagWords.add(word);
    }

    void rawFlags(int flags) {
        rawFlags = OptionalInt.of(flags);
    }

    void master(String other) {
        master = other;
    }

    void lower(String other) {
        lower = other;
    }

    void kind(String word) {
        kind = word;
    }

    void detail(String key, String value) {
        details.put(key, value);
    }

    void counter(CounterSource source, String counter, long value) {
        counters.computeIfAbsent(source, key -> new LinkedHashMap<>()).put(counter, value);
    }

    void driver(String word) {
        driver = word;
    }

    void setting(String key, String value) {
        settings.put(key, value);
    }

    void feature(String key, boolean on) {
        features.put(key, on);
    }

    void statistic(String key, long value) {
        statistics.put(key, value);
    }

    HostInterface build() {
        LinkFlags flags = new LinkFlags(
                flagWords,
                rawFlags,
                Words.small(details.getOrDefault("promiscuity", "")),
                Words.small(details.getOrDefault("allmulti", "")));
        return new HostInterface(
                name,
                index,
                mac,
                addresses,
                flags,
                master,
                lower,
                kind,
                details,
                new InterfaceCounters(counters),
                new DriverFacts(driver, settings, features, statistics));
    }
}
