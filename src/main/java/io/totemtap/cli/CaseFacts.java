package io.totemtap.cli;

import io.totemtap.capture.Attachment;
import io.totemtap.capture.Case;
import io.totemtap.capture.CaseFile;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.config.ConfiguredNode;
import io.totemtap.capture.config.HostsFile;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.InterfaceAddress;
import io.totemtap.capture.host.SosReport;
import io.totemtap.diagnose.CaseNotes;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What lies beside the captures: configurations, names, what hosts say about themselves. */
final class CaseFacts {

    private final List<ClusterConfiguration> configurations = new ArrayList<>();
    private final List<Path> keyFiles = new ArrayList<>();
    private final Map<IpAddress, String> names = new TreeMap<>();
    private final Map<String, List<HostState>> states = new LinkedHashMap<>();
    private final CaseLogs logs = new CaseLogs();
    private final List<Attachment> attachments;
    private final List<String> notices;

    CaseFacts(Case theCase, AnalysisOptions options) {
        attachments = theCase.attachments();
        notices = new ArrayList<>(theCase.notices());
        for (Path file : options.clusterConf) {
            configurations.add(ClusterConfiguration.read(file));
        }
        options.hosts().map(HostsFile::read).ifPresent(hosts -> names.putAll(hosts.names()));
        for (CaseFile file : theCase.files()) {
            read(file);
        }
        configurations.forEach(this::namesOf);
        theCase.vantagePoints().forEach(this::namesOf);
    }

    private void read(CaseFile file) {
        switch (file.kind()) {
            case STATE ->
                states.computeIfAbsent(file.name(), none -> new ArrayList<>())
                        .addAll(HostState.read(file.path(), file.name(), file.phase()));
            case SOS_REPORT -> {
                SosReport report = SosReport.read(file.path(), file.name());
                String host = file.name().isEmpty() ? report.state().moment().ownName() : file.name();
                states.computeIfAbsent(host, none -> new ArrayList<>()).add(report.state());
                configurations.addAll(report.configurations());
                report.hosts().names().forEach(names::putIfAbsent);
                notices.addAll(report.notices());
            }
            case CLUSTER_CONF, COROSYNC_CONF -> configurations.add(ClusterConfiguration.read(file.path()));
            case HOSTS -> HostsFile.read(file.path()).names().forEach(names::putIfAbsent);
            case AUTHKEY -> keyFiles.add(file.path());
            case LOG -> logs.add(file);
        }
    }

    private void namesOf(ClusterConfiguration configuration) {
        for (ConfiguredNode node : configuration.nodes()) {
            for (String text : node.addresses()) {
                IpAddress.parse(text).ifPresent(address -> names.putIfAbsent(address, node.name()));
            }
        }
    }

    /** Calls the addresses of a vantage point by its host, where they have no other name. */
    void namesOf(VantagePoint point) {
        if (!point.host().isEmpty()) {
            point.addresses().forEach(address -> names.putIfAbsent(address, point.host()));
        }
    }

    /** Replaces what a host says about itself, as long as it goes on saying it. */
    void states(String host, List<HostState> moments) {
        states.put(host, new ArrayList<>(moments));
    }

    /** What daemons wrote. */
    CaseLogs logs() {
        return logs;
    }

    /** What lies in the case and is not interpreted. */
    CaseNotes notes() {
        return new CaseNotes(attachments, notices);
    }

    /** Key files that lie in the case. */
    List<Path> keyFiles() {
        return keyFiles;
    }

    /** Configurations of the command line and of the case. */
    List<ClusterConfiguration> configurations() {
        return configurations;
    }

    /** What hosts are called. */
    Map<IpAddress, String> names() {
        return names;
    }

    /**
     * What hosts say about themselves, by the address they take part with. A state belongs to the host that a vantage point of the
     * same name was taken on, that has the name, or one of whose interfaces has the address. Whoever takes no part, such as a
     * hypervisor, goes by an address of its own; without any it is left out.
     */
    Map<IpAddress, List<HostState>> statesByAddress(List<IpAddress> participants, Map<String, IpAddress> vantageHosts) {
        Map<IpAddress, List<HostState>> result = new TreeMap<>();
        states.forEach((name, moments) -> {
            Optional<IpAddress> host = Optional.ofNullable(vantageHosts.get(name))
                    .or(() -> byName(name, participants))
                    .or(() -> byInterface(moments, participants))
                    .or(() -> ownAddress(moments));
            if (host.isEmpty()) {
                unused(name);
            }
            host.ifPresent(address -> {
                List<HostState> known = result.computeIfAbsent(address, none -> new ArrayList<>());
                known.addAll(moments);
                known.sort(Comparator.comparingLong(state -> state.moment().timeNanos()));
            });
        });
        return result;
    }

    /** Said once, however often a live analysis asks. */
    private void unused(String name) {
        String sentence =
                "The state of " + name + " is not used: it lists no address, and no host in the captures is called so.";
        if (!notices.contains(sentence)) {
            notices.add(sentence);
        }
    }

    private Optional<IpAddress> byName(String name, List<IpAddress> participants) {
        return participants.stream()
                .filter(address -> names.getOrDefault(address, "").equals(name))
                .findFirst();
    }

    private static Optional<IpAddress> byInterface(List<HostState> moments, List<IpAddress> participants) {
        for (HostState state : moments) {
            for (HostInterface one : state.interfaces()) {
                for (IpAddress address : participants) {
                    if (one.has(address)) {
                        return Optional.of(address);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<IpAddress> ownAddress(List<HostState> moments) {
        return moments.stream()
                .flatMap(state -> state.interfaces().stream())
                .flatMap(one -> one.addresses().stream())
                .map(InterfaceAddress::address)
                .filter(address ->
                        !IpAddress.isLoopback(address.high(), address.low()) && address instanceof Ipv4Address)
                .findFirst();
    }
}
