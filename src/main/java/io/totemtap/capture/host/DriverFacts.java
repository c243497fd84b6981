package io.totemtap.capture.host;

import java.util.Map;

/**
 * What {@code ethtool} says of an interface.
 *
 * @param driver the driver's name ({@code -i}), empty if not asked
 * @param settings "Speed", "Duplex", "Link detected", "firmware-version" and the like, as printed; empty if not asked
 * @param features offloads and filters ({@code -k}), by name; empty if not asked
 * @param statistics the driver's own counters ({@code -S}), by name; empty if not asked or if the driver has none
 */
public record DriverFacts(
        String driver, Map<String, String> settings, Map<String, Boolean> features, Map<String, Long> statistics) {

    /** Copies the maps. */
    public DriverFacts {
        settings = Copies.of(settings);
        features = Copies.of(features);
        statistics = Copies.of(statistics);
    }

    /** What the driver's counters mean. */
    public EthtoolCounters counters() {
        return EthtoolCounters.of(driver, statistics);
    }

    /** Whether a feature is switched on, such as "rx-checksumming". */
    public Answer feature(String name) {
        Boolean on = features.get(name);
        return on == null ? Answer.UNKNOWN : Answer.of(on);
    }
}
