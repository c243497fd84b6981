package io.totemtap.capture.host;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The counters of {@code ethtool -S} with their meaning.
 *
 * @param driver whose counters they are; {@link NicDriver#UNKNOWN} means nothing is known, not that nothing was counted
 * @param guessed whether the driver follows from the counters' names alone
 * @param statistics the counters by name
 */
public record EthtoolCounters(NicDriver driver, boolean guessed, Map<String, Long> statistics) {

    /** Copies the map. */
    public EthtoolCounters {
        statistics = Copies.of(statistics);
    }

    /**
     * Gives counters their meaning.
     *
     * @param driver the driver's name, empty if not known; it is then guessed from the counters' names
     * @param statistics the counters
     */
    public static EthtoolCounters of(String driver, Map<String, Long> statistics) {
        return driver.isEmpty()
                ? new EthtoolCounters(NicDriver.guess(statistics.keySet()), true, statistics)
                : new EthtoolCounters(NicDriver.ofModule(driver), false, statistics);
    }

    /** The names of the counters that have a meaning, sorted; empty if the driver has none that was printed. */
    public List<String> names(CounterMeaning meaning) {
        return driver.named(meaning, statistics.keySet());
    }

    /** The sum of the counters that have a meaning; absent if the driver has none that was printed. */
    public OptionalLong sum(CounterMeaning meaning) {
        List<String> names = names(meaning);
        return names.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(names.stream()
                        .mapToLong(name -> statistics.getOrDefault(name, 0L))
                        .reduce(0, Words::sum));
    }
}
