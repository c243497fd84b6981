package io.totemtap.diagnose.rule;

import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.config.TotemTimers;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A configuration that does not match the wire, or two configurations of one cluster that do not match each other.
 */
public final class ConfigurationRule implements Rule {

    private static final String SETTINGS = "settings-differ";

    @Override
    public String id() {
        return "configuration-differs";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        Set<Endpoint> onWire = new LinkedHashSet<>(facts.picture().groups());
        Set<String> said = new TreeSet<>();
        for (ClusterConfiguration configuration : facts.configurations()) {
            List<Endpoint> configured = configuration.groups();
            boolean differs = !configured.isEmpty()
                    && !onWire.isEmpty()
                    && configured.stream().noneMatch(onWire::contains);
            if (differs && said.add(configured.toString())) {
                conclusions.add(wire(configuration, configured, onWire));
            }
        }
        settings(facts.configurations(), conclusions);
        return conclusions;
    }

    private Finding wire(ClusterConfiguration configuration, List<Endpoint> configured, Set<Endpoint> onWire) {
        String name =
                configuration.name().isEmpty() ? "the configuration" : "the configuration of " + configuration.name();
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                Certainty.PROVEN,
                name + " says "
                        + Words.list(configured.stream().map(Endpoint::toString).toList())
                        + ", and on the wire is "
                        + Words.list(onWire.stream().map(Endpoint::toString).toList())
                        + ": another configuration is in use, or another cluster was captured",
                List.of(Evidence.of("configured: "
                        + Words.list(configured.stream().map(Endpoint::toString).toList()))),
                List.of());
    }

    /** Timers and sizes of one cluster that differ between its nodes' files. */
    private static void settings(List<ClusterConfiguration> configurations, List<Conclusion> conclusions) {
        Map<String, Map<String, Set<String>>> values = new LinkedHashMap<>();
        for (ClusterConfiguration configuration : configurations) {
            written(configuration).forEach((setting, value) -> values.computeIfAbsent(
                            configuration.name(), none -> new LinkedHashMap<>())
                    .computeIfAbsent(setting, none -> new TreeSet<>())
                    .add(value));
        }
        values.forEach((cluster, settings) -> settings.forEach((setting, different) -> {
            if (different.size() > 1) {
                conclusions.add(new Finding(
                        SETTINGS,
                        Place.NONE,
                        Severity.WARNING,
                        Certainty.PROVEN,
                        "the configurations of " + (cluster.isEmpty() ? "the cluster" : cluster) + " differ in "
                                + setting + ": " + Words.list(List.copyOf(different)),
                        List.of(Evidence.of(setting + " is " + Words.list(List.copyOf(different)))),
                        List.of()));
            }
        }));
    }

    private static Map<String, String> written(ClusterConfiguration configuration) {
        TotemTimers timers = configuration.timers();
        Map<String, String> written = new LinkedHashMap<>();
        timers.token().ifPresent(value -> written.put("token", value + " ms"));
        timers.consensus().ifPresent(value -> written.put("consensus", value + " ms"));
        timers.join().ifPresent(value -> written.put("join", value + " ms"));
        timers.merge().ifPresent(value -> written.put("merge", value + " ms"));
        configuration.netMtu().ifPresent(value -> written.put("netmtu", value + " bytes"));
        return written;
    }
}
