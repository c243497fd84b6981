package io.totemtap.diagnose.rule;

import io.totemtap.capture.config.ClusterConf;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import io.totemtap.track.totem.Introduction;
import io.totemtap.track.totem.Introduction.Cluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The version of cluster.conf that cman nodes tell each other in transition messages, beside the file that was given and
 * beside each other. Where no such message was captured, or none could be decrypted, nothing is said.
 */
public final class ConfigVersionRule implements Rule {

    /** What cman keeps of a cluster's name. */
    private static final int NAME_LENGTH = 15;

    /** What a node told last, and the capture that saw it. */
    private record Told(Vantage capture, Introduction node, Cluster cluster) {}

    @Override
    public String id() {
        return "configuration-differs";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        Map<IpAddress, Told> told = told(facts);
        List<Conclusion> conclusions = new ArrayList<>();
        TreeSet<String> said = new TreeSet<>();
        for (ClusterConfiguration configuration : facts.configurations()) {
            if (configuration instanceof ClusterConf conf && conf.version().isPresent()) {
                long written = conf.version().getAsInt();
                file(facts, conf, written, told)
                        .filter(finding -> said.add(finding.statement()))
                        .ifPresent(conclusions::add);
            }
        }
        each(facts, told).ifPresent(conclusions::add);
        return conclusions;
    }

    private static Map<IpAddress, Told> told(Facts facts) {
        Map<IpAddress, Told> told = new TreeMap<>();
        for (Vantage capture : facts.picture().captures()) {
            for (Introduction node : capture.observation().introductions()) {
                node.cluster()
                        .ifPresent(cluster -> told.merge(
                                node.host(),
                                new Told(capture, node, cluster),
                                (one, other) -> other.node().seen().lastNanos()
                                                > one.node().seen().lastNanos()
                                        ? other
                                        : one));
            }
        }
        return told;
    }

    private Optional<Finding> file(Facts facts, ClusterConf conf, long written, Map<IpAddress, Told> told) {
        String name = conf.name().substring(0, Math.min(conf.name().length(), NAME_LENGTH));
        List<Told> others = told.values().stream()
                .filter(one ->
                        one.cluster().name().equals(name) && one.cluster().configVersion() != written)
                .toList();
        if (name.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(finding(
                facts,
                "the cluster.conf that was given has config_version " + written + ", and " + versions(facts, others)
                        + ": what runs is another file",
                others));
    }

    private Optional<Finding> each(Facts facts, Map<IpAddress, Told> told) {
        Map<String, List<Told>> byCluster = new LinkedHashMap<>();
        told.values().forEach(one -> byCluster
                .computeIfAbsent(one.cluster().name() + " " + one.node().group(), none -> new ArrayList<>())
                .add(one));
        for (List<Told> nodes : byCluster.values()) {
            long different = nodes.stream()
                    .mapToLong(one -> one.cluster().configVersion())
                    .distinct()
                    .count();
            if (different > 1) {
                return Optional.of(finding(
                        facts,
                        "nodes of one cluster told different versions of cluster.conf: " + versions(facts, nodes)
                                + "; cman does not let a node with another version join",
                        nodes));
            }
        }
        return Optional.empty();
    }

    private static String versions(Facts facts, List<Told> nodes) {
        return Words.list(nodes.stream()
                .map(one ->
                        facts.name(one.node().host()) + " told " + one.cluster().configVersion())
                .toList());
    }

    private Finding finding(Facts facts, String statement, List<Told> nodes) {
        List<Evidence> evidence = nodes.stream()
                .limit(8)
                .map(one -> Proof.frames(
                        one.capture(),
                        one.node().seen(),
                        facts.name(one.node().host()) + " told config_version "
                                + one.cluster().configVersion() + " in its cman messages"))
                .toList();
        return new Finding(id(), Place.NONE, Severity.WARNING, Certainty.PROVEN, statement, evidence, List.of());
    }
}
