package io.totemtap.report.redact;

import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.config.ConfiguredNode;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.log.LogEvent;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.HostLog;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import io.totemtap.track.Observation;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Querier;
import io.totemtap.track.totem.Introduction;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Everything that is known to be a name or an address of the site. Addresses that are nobody's, such as 224.0.0.1, are left out. */
final class Originals {

    private final Set<IpAddress> addresses = new TreeSet<>();
    private final Set<MacAddress> macs = new TreeSet<>();
    private final NamePseudonyms names = new NamePseudonyms();
    private final Set<Object> pseudonyms = new HashSet<>();

    private Originals() {}

    static Originals of(Diagnosis diagnosis, Collection<String> furtherNames) {
        Originals all = new Originals();
        Correlation picture = diagnosis.facts().picture();
        picture.hosts().forEach(all::add);
        for (IpAddress host : diagnosis.facts().hostsThatMayBridge()) {
            all.add(host);
            diagnosis
                    .facts()
                    .states(host)
                    .forEach(state -> all.add(state, diagnosis.facts().name(host)));
        }
        diagnosis.facts().configurations().forEach(all::add);
        diagnosis.facts().logs().forEach(all::add);
        picture.groups().forEach(group -> all.add(group.address()));
        picture.captures().forEach(all::add);
        furtherNames.forEach(name -> all.names.add("name", name));
        all.names.close();
        return all;
    }

    private void add(IpAddress address) {
        if (!AddressPseudonyms.stays(address)) {
            addresses.add(address);
            if (address.isMulticast()) {
                macs.add(MacAddress.multicastFor(address));
            }
        }
    }

    private void add(MacAddress mac) {
        if (!mac.isGroup() && !mac.equals(MacAddress.NONE)) {
            macs.add(mac);
        }
    }

    private void add(Participant host) {
        host(host.name());
        add(host.address());
        host.macs().forEach(this::add);
    }

    /** A host's full name, its short form and its domain. */
    private void host(String name) {
        int dot = name.indexOf('.');
        if (IpAddress.parse(name).isPresent()) {
            return;
        }
        if (dot > 0) {
            String brief = name.substring(0, dot);
            names.add("host", brief);
            names.alias(name, names.of(brief));
            names.add("domain", name.substring(dot + 1));
        } else {
            names.add("host", name);
        }
    }

    private void add(HostState state, String host) {
        String own = state.moment().ownName();
        if (!own.isEmpty() && !names.has(own)) {
            int dot = own.indexOf('.');
            names.alias(dot > 0 ? own.substring(0, dot) : own, names.of(host));
            host(own);
        }
        host(state.moment().host());
        for (HostInterface one : state.interfaces()) {
            add(one.mac());
            one.addresses().forEach(address -> add(address.address()));
        }
    }

    private void add(ClusterConfiguration configuration) {
        names.add("cluster", configuration.name());
        for (ConfiguredNode node : configuration.nodes()) {
            host(node.name());
            for (String text : node.addresses()) {
                IpAddress.parse(text).ifPresentOrElse(this::add, () -> host(text));
            }
        }
        configuration.rings().forEach(ring -> {
            ring.group().ifPresent(this::add);
            ring.network().ifPresent(this::add);
        });
        configuration.keyFile().ifPresent(file -> names.add("key", file));
    }

    /** A log's file, and the hosts its lines about fencing name. */
    private void add(HostLog log) {
        names.add("log", log.file());
        for (HostLog.Line line : log.lines()) {
            if (line.event() instanceof LogEvent.Fencing fencing) {
                host(fencing.node());
            } else if (line.event() instanceof LogEvent.FenceResult result) {
                host(result.node());
            } else if (line.event() instanceof LogEvent.FenceDue due) {
                host(due.node());
            } else if (line.event() instanceof LogEvent.FenceDeferred deferred) {
                host(deferred.to());
            }
        }
    }

    private void add(Vantage capture) {
        if (!capture.declared().host().isEmpty()) {
            host(capture.declared().host());
        }
        names.add("capture", capture.declared().name());
        names.add("capture", capture.name());
        String file = names.of(capture.declared().name()) + extension(capture.file());
        names.alias(capture.file(), file);
        for (Path path : capture.declared().files()) {
            names.alias(path.toString(), file);
        }
        capture.statistics().parts().forEach(part -> {
            names.alias(part.name(), file);
            Path name = Path.of(part.name()).getFileName();
            if (name != null) {
                names.alias(name.toString(), file);
            }
        });
        capture.statistics().names().forEach((address, name) -> {
            add(address);
            host(name);
        });
        Observation seen = capture.observation();
        add(seen.captured().mac());
        seen.captured().addresses().forEach(this::add);
        capture.declared().addresses().forEach(this::add);
        capture.declared().macs().forEach(this::add);
        for (Introduction one : seen.introductions()) {
            host(one.name());
            one.cluster().ifPresent(cluster -> names.add("cluster", cluster.name()));
        }
        for (Flow flow : seen.flows()) {
            add(flow.key().source());
            add(flow.key().destination());
        }
        for (Querier querier : seen.queriers()) {
            add(querier.address());
            add(querier.mac());
        }
        for (Membership membership : seen.memberships()) {
            add(membership.host());
            add(membership.group());
        }
        seen.pairs().forEach(pair -> {
            add(pair.source());
            add(pair.destination());
        });
    }

    /** The part of a file's name that says what it is, nothing else of it. */
    private static String extension(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        String result = "";
        for (String packed : new String[] {".gz", ".zst", ".xz", ".lz4"}) {
            if (lower.endsWith(packed)) {
                result = packed;
                lower = lower.substring(0, lower.length() - packed.length());
            }
        }
        return (lower.endsWith(".pcapng") ? ".pcapng" : ".pcap") + result;
    }

    Set<IpAddress> addresses() {
        return addresses;
    }

    Set<MacAddress> macs() {
        return macs;
    }

    NamePseudonyms names() {
        return names;
    }

    /** Whether any original would be its own pseudonym, or another one's. */
    boolean anyStays(AddressPseudonyms candidate) {
        return addresses.stream().anyMatch(address -> addresses.contains(candidate.of(address)))
                || macs.stream().anyMatch(mac -> macs.contains(candidate.of(mac)));
    }

    /** Whether an address is a pseudonym as well, by accident: where very many addresses are known, that cannot be avoided. */
    boolean isPseudonym(Object address, AddressPseudonyms by) {
        if (pseudonyms.isEmpty()) {
            addresses.forEach(one -> pseudonyms.add(by.of(one)));
            macs.forEach(one -> pseudonyms.add(by.of(one)));
        }
        return pseudonyms.contains(address);
    }
}
