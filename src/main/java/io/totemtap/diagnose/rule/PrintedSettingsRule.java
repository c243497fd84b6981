package io.totemtap.diagnose.rule;

import io.totemtap.capture.config.ClusterConf;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.config.TotemTimers;
import io.totemtap.correlate.HostLog;
import io.totemtap.correlate.HostLog.Printed;
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
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the daemons printed into their logs at the last start: compared between the nodes of one group, with cluster.conf,
 * and, for the group, with the wire. Where a value was not printed nothing is said about it.
 */
public final class PrintedSettingsRule implements Rule {

    /** A node's log that has values. */
    private record Start(IpAddress host, String file, Printed printed) {}

    @Override
    public String id() {
        return "settings-differ";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Start> starts = new ArrayList<>();
        for (HostLog log : facts.logs()) {
            if (log.host().isPresent() && log.printed().isPresent()) {
                starts.add(new Start(log.host().get(), log.file(), log.printed().get()));
            }
        }
        List<Conclusion> conclusions = new ArrayList<>();
        TreeSet<String> said = new TreeSet<>();
        for (Endpoint group : facts.picture().groups()) {
            List<Start> together = starts.stream()
                    .filter(start -> isOf(facts, start.host(), group))
                    .toList();
            between(facts, together).stream()
                    .filter(finding -> said.add(finding.statement()))
                    .forEach(conclusions::add);
        }
        for (Start start : starts) {
            conclusions.addAll(file(facts, start));
            conclusions.addAll(wire(facts, start));
        }
        return conclusions;
    }

    /** A member that multicast nothing while it was watched belongs to the group if there is no other one. */
    private static boolean isOf(Facts facts, IpAddress host, Endpoint group) {
        List<Endpoint> own = facts.groupsOf(host);
        return own.isEmpty() ? facts.picture().groups().size() == 1 : own.contains(group);
    }

    /** One finding for all values that differ: most of them are computed from the same few. */
    private List<Finding> between(Facts facts, List<Start> nodes) {
        Map<String, Map<Long, List<String>>> values = new TreeMap<>();
        for (Start node : nodes) {
            node.printed().settings().forEach((name, value) -> values.computeIfAbsent(name, none -> new TreeMap<>())
                    .computeIfAbsent(value, none -> new ArrayList<>())
                    .add(facts.name(node.host())));
        }
        values.values().removeIf(different -> different.size() < 2);
        if (values.isEmpty()) {
            return List.of();
        }
        List<String> differences = new ArrayList<>();
        values.forEach((name, different) -> {
            List<String> each = new ArrayList<>();
            different.forEach((value, hosts) -> each.add(value + " on " + Words.list(hosts)));
            differences.add(name + " is " + Words.list(each));
        });
        List<Evidence> evidence = nodes.stream()
                .limit(8)
                .map(node -> Evidence.of(
                        node.file() + ", from line " + node.printed().line() + " on: what " + facts.name(node.host())
                                + " printed at its last start"))
                .toList();
        return List.of(warning(
                id(),
                "the nodes started with different settings, as their logs say: " + String.join("; ", differences),
                evidence));
    }

    /** A daemon keeps what it started with, whatever the file says since. cman hands these values on unchanged. */
    private List<Finding> file(Facts facts, Start start) {
        List<Finding> findings = new ArrayList<>();
        compare(facts, start, "Token Timeout", "token", findings);
        compare(facts, start, "consensus", "consensus", findings);
        compare(facts, start, "join", "join", findings);
        return findings;
    }

    private void compare(Facts facts, Start start, String printedName, String attribute, List<Finding> findings) {
        TreeSet<Long> written = new TreeSet<>();
        for (ClusterConfiguration configuration : facts.configurations()) {
            boolean isOfHost = configuration instanceof ClusterConf
                    && configuration.groups().stream().anyMatch(facts.groupsOf(start.host())::contains);
            if (isOfHost) {
                value(configuration.timers(), attribute).ifPresent(written::add);
            }
        }
        Long printed = start.printed().settings().get(printedName);
        if (printed != null && written.size() == 1 && !written.first().equals(printed)) {
            findings.add(warning(
                    id(),
                    facts.name(start.host()) + " started with " + printedName + " " + printed
                            + " ms, and the cluster.conf that was given says " + attribute + " " + written.first()
                            + " ms: it has not read this file",
                    List.of(evidence(start, printedName + " " + printed + " ms"))));
        }
    }

    private static OptionalLong value(TotemTimers timers, String attribute) {
        return switch (attribute) {
            case "token" -> timers.token();
            case "consensus" -> timers.consensus();
            default -> timers.join();
        };
    }

    private static List<Finding> wire(Facts facts, Start start) {
        List<Endpoint> onWire = facts.groupsOf(start.host());
        boolean differs = start.printed().group().isPresent()
                && !onWire.isEmpty()
                && onWire.stream().noneMatch(group -> group.address()
                        .equals(start.printed().group().get()));
        if (!differs) {
            return List.of();
        }
        String chosen = start.printed().group().get().toString();
        return List.of(warning(
                "configuration-differs",
                facts.name(start.host()) + " said in its log that it would use the group " + chosen
                        + ", and it multicasts to "
                        + Words.list(onWire.stream().map(Endpoint::toString).toList())
                        + ": it was started anew since, or the log is not of this time",
                List.of(evidence(start, "the group " + chosen))));
    }

    private static Evidence evidence(Start start, String what) {
        return Evidence.of(start.file() + ", from line " + start.printed().line() + " on: " + what);
    }

    private static Finding warning(String id, String statement, List<Evidence> evidence) {
        return new Finding(id, Place.NONE, Severity.WARNING, Certainty.PROVEN, statement, evidence, List.of());
    }
}
